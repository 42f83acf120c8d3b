"""What a person does to an order from its page; a form that was refused comes back on the same page."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wangdian.apps.work.queries_takers import takers_of
from wangdian.entrypoints.forms import work
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.board.views import said
from wangdian.entrypoints.web.orders.views import FORMS, Refused, show
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import Clash, Invalid, NotFound

GIVING: dict[str, type[work.TakerForm]] = {"assign": work.AssignForm, "hand_over": work.HandOverForm}
DONE: dict[str, Text] = {
    "assign": _("Assigned."),
    "hand_over": _("Handed over."),
    "accept": _("Accepted. The time to answer has stopped."),
    "start": _("Started."),
    "resume": _("The clock runs again."),
    "pause": _("Paused."),
    "mend": _("Said to be mended. Other eyes look next."),
    "photo": _("The photos are kept."),
    "verify": _("Noted what you saw."),
    "cancel": _("The order is cancelled. What was found still stands."),
    "priority": _("The priority is changed, and the deadlines with it."),
    "costs": _("Entered."),
}


@require_POST
def act(request: Request, number: str, act: str) -> HttpResponse:
    """One act on an order; what changed meanwhile is said on the page as it is now, beside what was typed."""
    form = _form(request, number, act)
    if not form.is_valid():
        return _again(request, number, act, form)
    try:
        for verb in form.act(request.actor, number):
            verb.do()
    except Clash as refused:
        return _again(request, number, act, form, said(refused))
    except Invalid as refused:
        for problem in refused.problems:
            form.add_error(_field(form, problem.field), problem.why)
        return _again(request, number, act, form)
    messages.success(request, str(DONE[act]))
    return redirect("orders.card", number)


def _again(request: Request, number: str, act: str, form: Any, clash: Sequence[str] = ()) -> HttpResponse:
    """The page as it is now with what was typed; a browser never shows chosen files again, so that is said."""
    if request.FILES and "photos" in form.fields and "photos" not in form.errors:
        form.add_error("photos", _("Choose the photos again: they could not be kept."))
    return show(request, number, 409 if clash else 400, Refused(act, form, tuple(clash)))


def _form(request: Request, number: str, act: str) -> Any:
    auto_id = f"{act}_%s"
    if act in GIVING:
        return GIVING[act](request.POST, takers=takers_of(request.actor, number), auto_id=auto_id)
    if act not in FORMS:
        raise NotFound
    return FORMS[act](request.POST, request.FILES, auto_id=auto_id)


def _field(form: Any, name: str) -> str | None:
    """The form's own field for a problem; photos are one field, whichever photo is meant."""
    name = {"photo": "photos", "interruption": "interruption" if "interruption" in form.fields else "minutes"}.get(
        name, name,
    )
    return name if name in form.fields else None
