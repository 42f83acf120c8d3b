"""Imports: what can be brought in, its empty spreadsheet, the dry run and its report, taking it for good."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.outlets.actions.stop_import import StopImport
from wangdian.apps.outlets.import_runs import RunCard, run_card
from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Right
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.imports.runs import begin, keep_upload, take_again
from wangdian.entrypoints.imports.specs import IMPORTS, ImportSpec
from wangdian.entrypoints.imports.template import template_of
from wangdian.entrypoints.lists.import_runs import RUNS, runs_listed, title_of
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import RUN_STATES
from wangdian.foundation.errors import Invalid, NotFound

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


class UploadForm(forms.Form):
    """A spreadsheet to be tried."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"), max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


@require_GET
def listed(request: Request) -> HttpResponse:
    guard_somewhere(request.actor, Right.IMPORT)
    if request.GET.get("format"):
        return exported(request, RUNS, request.GET["format"])
    page = runs_listed(request.actor, request.GET, request.GET.get("after"))
    nouns = [spec for spec in IMPORTS.values() if request.actor.may_somewhere(spec.right)]
    runs = [(run, RUN_STATES[run.state], title_of(run)) for run in page.items]
    words = {"nouns": nouns, "runs": runs, "after": page.after, "can_export": can_export(request, RUNS)}
    return render(request, "imports/list.html", words)


@require_http_methods(["GET", "POST"])
def noun(request: Request, noun: str) -> HttpResponse:
    """Takes an upload and tries it."""
    spec = _spec(request, noun)
    form = filled(UploadForm, request)
    form.fields["file"].help_text = _(
        "xlsx or CSV, up to %(most)s rows or 10 MB. It is only tried first; nothing is stored.",
    ) % {"most": f"{spec.most:,}"}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect("imports.run", begin(request.actor, noun, file.name, keep_upload(file.chunks())))
        except Invalid as error:
            for problem in error.problems:
                form.add_error("file", _(problem.why))
    return render(request, "imports/noun.html", {"spec": spec, "form": form, "columns": spec.form(data={})})


@require_GET
def template(request: Request, noun: str) -> HttpResponse:
    spec = _spec(request, noun)
    answer = HttpResponse(template_of(spec), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{spec.noun}.xlsx"'
    return answer


@require_GET
def run(request: Request, run_id: int) -> HttpResponse:
    """The report; while it runs, a bar that htmx asks for again and again."""
    card = run_card(request.actor, run_id)
    words = {
        "run": card, "state": RUN_STATES[card.state], "title": title_of(card), "problems": card.problems[:SHOWN],
        "more": max(0, card.refused - SHOWN), "percent": percent_of(card), "head": head_of(card),
    }
    part = bool(request.htmx) and not request.htmx.boosted
    return render(request, "imports/report.html" if part else "imports/run.html", words)


@require_POST
def take(request: Request, run_id: int) -> HttpResponse:
    good = request.POST.get("good") == "1"
    return redirect("imports.run", take_again(request.actor, run_id, take_good_rows=good))


@require_POST
def stop(request: Request, run_id: int) -> HttpResponse:
    StopImport(who=request.actor, run_id=run_id).do()
    messages.success(request, _("It stops behind the rows that it is at."))
    return redirect("imports.run", run_id)


def head_of(card: RunCard) -> str:
    """What came of it, in a word or two; how it ended comes before what it found."""
    if not card.over:
        doing = _("Trying %(file)s") if card.dry_run else _("Taking %(file)s")
        return doing % {"file": card.file_name}
    if card.state != "done":
        return _("Broken off") if card.state == "broken" else _("Stopped")
    if card.taken:
        return _("Taken")
    return _("It fits") if card.dry_run and not card.problems else _("Nothing was stored")


def percent_of(card: RunCard) -> int | None:
    """How far it is; None while that is not known."""
    return round(100 * card.rows_read / card.rows_total) if card.rows_total else None


def _spec(request: Request, noun: str) -> ImportSpec:
    guard_somewhere(request.actor, Right.IMPORT)
    spec = IMPORTS.get(noun)
    if spec is None or not request.actor.may_somewhere(spec.right):
        raise NotFound
    return spec
