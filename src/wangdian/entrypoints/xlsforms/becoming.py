"""What a checklist in the XLSForm standard becomes: requirements of the bank's own pack, or named refusals."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from wangdian.entrypoints.xlsforms.became import Became, Outcome, Passed, Run, words_of
from wangdian.entrypoints.xlsforms.belonging import link_of
from wangdian.entrypoints.xlsforms.measuring import NUMBERS, take_figure
from wangdian.entrypoints.xlsforms.questions import subjects_of, take_choices, take_photo, take_verdict
from wangdian.entrypoints.xlsforms.reading import Line, Workbook
from wangdian.entrypoints.xlsforms.refusing import Unfit, live, refusals_of, sort_of
from wangdian.entrypoints.xlsforms.rows import Said, said


def become(book: Workbook, *, subject: str, prefix: str) -> Outcome:
    """The dry run of a workbook: `subject` is what a question speaks of that does not say it itself."""
    lines = live(book.sheets.get("survey", []))
    settings = next(iter(book.sheets.get("settings", [])), Line("settings", 0, {}))
    title = settings.text("form_title") or _("Own checklist")
    outcome = Outcome(said(title), settings.text("version") or "1", unfit=refusals_of(book))
    run = Run(outcome, _lists(book), [(subject,)], prefix)
    refused = {(one.sheet, one.row) for one in outcome.unfit}
    for line in lines:
        if ("survey", line.number) not in refused:
            _take(run, line)
    _settle(run)
    if not outcome.became and not outcome.unfit:
        outcome.unfit.append(Unfit("survey", 0, "", "", _("No row becomes a requirement.")))
    outcome.unfit.sort(key=lambda one: (one.sheet != "survey", one.sheet, one.row))
    return outcome


def _lists(book: Workbook) -> dict[str, dict[str, Said]]:
    found: dict[str, dict[str, Said]] = {}
    for line in book.sheets.get("choices", []):
        name = line.text("list_name") or line.text("list name")
        code = line.text("name") or line.text("value")
        words = words_of(line, "label") or words_of(line, "caption") or said(code)
        found.setdefault(name, {})[code] = words
    return found


def _take(run: Run, line: Line) -> None:
    sort = sort_of(line.text("type"))
    if sort == "begin_group":
        _open_group(run, line)
    elif sort == "end_group":
        if len(run.subjects) > 1:
            run.subjects.pop()
    elif sort in {"note", "start", "end", "today", "username"}:
        run.pass_by(line, _("Asks nothing that a walk does not know."))
    else:
        _take_question(run, line, sort)


def _open_group(run: Run, line: Line) -> None:
    if line.text("relevant"):
        run.refuse(line, "relevant", line.text("relevant"), _("A group that is sometimes left out is not understood."))
    run.subjects.append(subjects_of(run, line))


def _take_question(run: Run, line: Line, sort: str) -> None:
    relevant = line.text("relevant")
    link = link_of(relevant, set(run.by_name), set(run.figure_of)) if relevant else None
    if relevant and link is None and sort != "text":
        run.refuse(line, "relevant", relevant, _(
            "Only “= a choice” or “!= ''” of one question above it is understood here.",
        ))
    elif sort == "text":
        run.pass_by(line, _("Every answer of a walk takes a note."))
    elif sort == "image":
        take_photo(run, line, link)
    elif sort in NUMBERS:
        take_figure(run, line, sort, link)
    elif link is not None:
        take_choices(run, line, link)
    else:
        take_verdict(run, line, sort)


def _settle(run: Run) -> None:
    """Once all rows are read: a measured requirement must be able to fail, and one key means one requirement."""
    kept: dict[str, Became] = {}
    for one in _judged(run):
        if one.key and one.key in kept:
            run.outcome.passed.append(Passed(
                one.row, one.name, _("Asks the same as row %(row)s, of another thing.") % {"row": kept[one.key].row},
            ))
            continue
        kept[one.key or f"row {one.row}"] = one
    run.outcome.became = list(kept.values())


def _judged(run: Run) -> Iterator[Became]:
    for one in run.outcome.became:
        if one.can_fail:
            yield one
        else:
            why = _("No figure of it has a limit: nothing could fail. Write a constraint such as . <= 750.")
            run.outcome.unfit.append(Unfit("survey", one.row, "constraint", one.name, why))
