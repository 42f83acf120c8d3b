"""Editions of the score sheet: the list, loading one, one beside another, adopting or discarding it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.reports.dry_run_queries import dry_runs_of
from wangdian.apps.standards.access import WHOLE_BANK, guard_whole_bank
from wangdian.apps.standards.actions.discard_edition import DiscardEdition
from wangdian.apps.standards.actions.take_back_edition import TakeBackEdition
from wangdian.apps.standards.edition_queries import comparison, edition_card, editions_page, sheet_rows
from wangdian.apps.standards.sheet_columns import COLUMNS
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.rights import Right
from wangdian.entrypoints.forms.editions import AdoptForm, SheetForm
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.forms.fitting import show_problems, tried
from wangdian.entrypoints.imports.runs import keep_upload, kept_upload
from wangdian.entrypoints.imports.sheets import read_sheet, written
from wangdian.entrypoints.lists.editions import DIFFERENCES, EDITIONS
from wangdian.entrypoints.lists.listing import rows_of
from wangdian.entrypoints.web.edition_words import RUN_STAGES, SORTS, STAGES, outcome, tried_before
from wangdian.entrypoints.web.editions.differing import told_together
from wangdian.entrypoints.web.frame.exporting import TYPES, can_export, exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid

SHOWN, FIRST = 200, 20
"""Faults of a sheet, and differences that stand open; the rest is folded away."""


@require_GET
def listed(request: Request) -> HttpResponse:
    page = editions_page(request.actor, after=request.GET.get("after"))
    return listed_page(request, "editions/list.html", EDITIONS, page, {})


@require_http_methods(["GET", "POST"])
def bring(request: Request) -> HttpResponseBase:
    """Tries an upload and says what is wrong; what is right is kept as a draft at a second step."""
    guard_whole_bank(request.actor, Right.EDIT_STANDARDS)
    form = filled(SheetForm, request)
    words: dict[str, object] = {"form": form, "columns": COLUMNS.items()}
    if request.method == "POST" and form.is_valid():
        try:
            file, sha256 = form.cleaned_data["file"], form.cleaned_data["sha256"]
            sha256 = keep_upload(file.chunks()) if file else sha256
            reading = read_sheet(kept_upload(sha256), form.cleaned_data["title"])
            if reading.text is not None and request.POST.get("keep") == "1":
                text = reading.text
                done, edition_id = tried(form, lambda: form.verb(request.actor, text))
                if done:
                    messages.success(request, _("Kept as a draft."))
                    return redirect("editions.page", edition_id)
            faults = [(one.row, COLUMNS[one.column][0] if one.column else "", one.why) for one in reading.faults]
            words |= {"reading": reading, "faults": faults[:SHOWN], "more": max(0, len(faults) - SHOWN)}
            words["sha256"] = sha256
        except Invalid as error:
            show_problems(form, error)
    return render(request, "editions/bring.html", words)


@require_GET
def sheet(request: Request, edition_id: int | None = None) -> HttpResponse:
    """What counts now, or an edition, as a spreadsheet that can be changed and loaded."""
    answer = HttpResponse(written(sheet_rows(request.actor, edition_id)), content_type=TYPES["xlsx"])
    answer["Content-Disposition"] = 'attachment; filename="score-sheet.xlsx"'
    return answer


@require_GET
def page(request: Request, edition_id: int) -> HttpResponse:
    if request.GET.get("format"):
        return exported(request, DIFFERENCES, request.GET["format"], {"edition": str(edition_id)})
    return _page(request, edition_id, AdoptForm(initial={"from_day": clock.today()}))


@require_POST
def adopt(request: Request, edition_id: int) -> HttpResponse:
    form = AdoptForm(request.POST)
    try:
        done, _loaded = tried(form, lambda: form.verb(request.actor, edition_id))
    except PackRefused as refused:
        form.add_error(None, str(refused.problems[0]))
        done = False
    if not done:
        return _page(request, edition_id, form)
    messages.success(request, _("Adopted. What was scored before stands as it was given."))
    return redirect("editions.page", edition_id)


@require_POST
def take_back(request: Request, edition_id: int) -> HttpResponse:
    TakeBackEdition(who=request.actor, edition_id=edition_id).do()
    messages.success(request, _("Taken back: it is a draft again."))
    return redirect("editions.page", edition_id)


@require_POST
def discard(request: Request, edition_id: int) -> HttpResponse:
    DiscardEdition(who=request.actor, edition_id=edition_id).do()
    messages.success(request, _("Discarded."))
    return redirect("editions.list")


def _page(request: Request, edition_id: int, form: AdoptForm) -> HttpResponse:
    card = edition_card(request.actor, edition_id)
    against = request.GET.get("against", "")
    other = int(against) if against.isascii() and against.isdigit() and len(against) < 18 else None
    delivered = against == "delivered" or (not against and card.in_force)
    found = comparison(request.actor, edition_id, other, with_delivered=delivered)
    alike, rest = told_together(found.lines)
    editor = request.actor.may(Right.EDIT_STANDARDS, WHOLE_BANK)
    runs = dry_runs_of(request.actor, edition_id) if editor else ()
    return render(request, "editions/page.html", {
        "card": card, "stage": STAGES[card.stage], "form": form, "found": found, "editor": editor,
        "listing": DIFFERENCES, "against": against, "differing": len(found.lines),
        "alike": [(one, SORTS[one.sort]) for one in alike], "rows": rows_of(DIFFERENCES, rest[:FIRST]),
        "folded": rows_of(DIFFERENCES, rest[FIRST:]), "may_save": can_export(request, DIFFERENCES),
        "others": [one for one in editions_page(request.actor).items if one.id != edition_id],
        "runs": [(run, RUN_STAGES[run.state], outcome(run)) for run in runs], "tried": tried_before(runs),
    })
