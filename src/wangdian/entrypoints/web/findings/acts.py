"""What a person does to a finding from its page; a form that was refused comes back on the same page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangdian.apps.findings.queries import finding_page
from wangdian.entrypoints.forms.findings import (
    DecisionForm,
    MistakeForm,
    NoteForm,
    ReopenForm,
    RevokeForm,
    WaiverForm,
)
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.web.findings.views import show
from wangdian.entrypoints.web.request import Request


@require_POST
def waive(request: Request, finding_id: int) -> HttpResponse:
    return _act(request, finding_id, "waiver_form", WaiverForm(request.POST), _("The waiver waits for its decision."))


@require_POST
def revoke(request: Request, finding_id: int) -> HttpResponse:
    return _act(request, finding_id, "revoke_form", RevokeForm(request.POST), _("The waiver is over."))


@require_POST
def mistake(request: Request, finding_id: int) -> HttpResponse:
    return _act(request, finding_id, "mistake_form", MistakeForm(request.POST), _("Withdrawn as a mistake."))


@require_POST
def note(request: Request, finding_id: int) -> HttpResponse:
    return _act(request, finding_id, "note_form", NoteForm(request.POST), _("Noted."))


@require_POST
def reopen(request: Request, finding_id: int) -> HttpResponse:
    form = ReopenForm(request.POST)
    done, new = tried(form, lambda: form.act(request.actor, finding_id))
    if done:
        messages.success(request, _("Opened again, as a repeat."))
        return redirect("findings.page", new)
    return show(request, finding_page(request.actor, finding_id), status=400, reopen_form=form)


@require_POST
def decide(request: Request, waiver_id: int) -> HttpResponse:
    form = DecisionForm(request.POST)
    done, _answer = tried(form, lambda: form.act(request.actor, waiver_id))
    if done:
        messages.success(request, _("Granted.") if form.cleaned_data["granted"] else _("Refused."))
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect("findings.waivers")


def _act(request: Request, finding_id: int, name: str, form: Any, told: str) -> HttpResponse:
    done, _answer = tried(form, lambda: form.act(request.actor, finding_id))
    if done:
        messages.success(request, told)
        return redirect("findings.page", finding_id)
    return show(request, finding_page(request.actor, finding_id), status=400, **{name: form})
