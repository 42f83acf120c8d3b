"""Brings a checklist in the XLSForm standard: a dry run that says what becomes what, then the bank's own pack."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangdian.apps.standards.actions.bring_own_file import BringOwnFile
from wangdian.apps.standards.queries_own import items_to_count_under, try_own_file
from wangdian.domain.pack_problems import PackRefused
from wangdian.entrypoints.forms.checklists import ChecklistForm
from wangdian.entrypoints.forms.fitting import show_problems
from wangdian.entrypoints.web.finding_words import PHOTOS_ASKED, subject_words
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import SEVERITIES
from wangdian.entrypoints.xlsforms.became import Became, Outcome
from wangdian.entrypoints.xlsforms.becoming import become
from wangdian.entrypoints.xlsforms.own_pack import Packed, pack_of, twice
from wangdian.entrypoints.xlsforms.reading import read_workbook
from wangdian.foundation.errors import Invalid


@require_http_methods(["GET", "POST"])
def try_checklist(request: Request) -> HttpResponse:
    """The form, and after it the dry run; nothing is changed here."""
    form = ChecklistForm(
        request.POST or None, request.FILES or None, items=items_to_count_under(request.actor),
    )
    if request.method == "POST" and form.is_valid():
        try:
            book = read_workbook(form.cleaned_data["file"])
        except Invalid as error:
            show_problems(form, error)
        else:
            return _dry_run(request, form, become(
                book, subject=form.cleaned_data["subject"], prefix=form.cleaned_data["letters"],
            ))
    return render(request, "catalogue/checklist.html", {"form": form})


@require_POST
def bring_checklist(request: Request) -> HttpResponse:
    """Takes the pack of the dry run; the verb reads it anew, so that nothing hangs on what the page carried."""
    name, text = request.POST.get("file_name", ""), request.POST.get("text", "").replace("\r\n", "\n")
    try:
        loaded = BringOwnFile(who=request.actor, file_name=name, text=text).do()
    except PackRefused as refused:
        return render(request, "catalogue/checklist_run.html", {"problems": refused.problems}, status=422)
    counts = {"added": len(loaded.added), "changed": len(loaded.changed), "gone": len(loaded.gone)}
    messages.success(request, _("%(added)s new, %(changed)s changed, %(gone)s no longer in force.") % counts)
    return redirect("catalogue.list")


def _dry_run(request: Request, form: ChecklistForm, outcome: Outcome) -> HttpResponse:
    unfit = [*outcome.unfit, *twice(outcome)]
    name = f"{form.pack}.yaml"
    words = {"outcome": outcome, "unfit": unfit, "title": chosen(*outcome.title), "file_name": name}
    if unfit:
        return render(request, "catalogue/checklist_run.html", words)
    packed = pack_of(outcome, name=form.pack, prefix=form.cleaned_data["letters"], place=form.place)
    words["rows"] = _rows(outcome.became, packed)
    try:
        try_own_file(request.actor, name, packed.text)
        words["text"] = packed.text
    except PackRefused as refused:
        words["problems"] = refused.problems
    return render(request, "catalogue/checklist_run.html", words)


def _rows(became: list[Became], packed: Packed) -> list[dict[str, object]]:
    return [
        {
            "row": one.row, "key": key, "title": chosen(*one.title), "severity": SEVERITIES[one.severity],
            "subjects": [subject_words(kind) for kind in one.subjects], "photo": PHOTOS_ASKED[one.photo],
            "figures": [f"{chosen(*f.label)} {_shown(*f.ends)}" for f in one.figures],
            "reasons": [chosen(*words) for words in one.reasons.values()],
        }
        for one, key in zip(became, packed.keys, strict=True)
    ]


def _shown(low: object, high: object) -> str:
    if low is None and high is None:
        return ""
    return f"≤ {high}" if low is None else f"≥ {low}" if high is None else f"{low}–{high}"
