"""What a checklist in the XLSForm standard becomes: requirements of the bank's own pack, or named refusals."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from wangdian.domain.severity import Severity
from wangdian.entrypoints.xlsforms.belonging import Link, link_of
from wangdian.entrypoints.xlsforms.limits import Ends, ends_of, unit_of
from wangdian.entrypoints.xlsforms.reading import Line, Workbook
from wangdian.entrypoints.xlsforms.refusing import Unfit, live, refusals_of, sort_of
from wangdian.entrypoints.xlsforms.rows import Said, said

GOOD = frozenset({"ok", "yes", "pass", "passed", "good", "holds", "true", "1", "y", "合格", "符合", "是"})
BAD = frozenset({"fail", "no", "failed", "bad", "not_ok", "false", "0", "n", "不合格", "不符合", "否"})
APART = frozenset({"na", "n_a", "n/a", "not_applicable", "不适用", "88", "99"})
MEASURED = "val"
SUBJECT = re.compile(r"(outlet|(zone|asset|document|process|article):(\*|[a-z][a-z0-9_]*))")
NUMBERS = {"integer", "decimal", "range"}
LONGEST = 400
EXPECTED = "\n应为：", "\nMust be: "
"""Where a form of ours shows what must stand there: that is computed, and no part of the instruction."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value to measure."""

    name: str
    label: Said
    unit: str
    ends: Ends
    optional: bool


@dataclass(slots=True)
class Became:
    """A requirement to be: `number` is what its row asks for, such as 07; `figures` makes it a measured one."""

    row: int
    name: str
    number: str
    title: Said
    instruction: Said
    subjects: tuple[str, ...]
    severity: str
    key: str = ""
    reasons: dict[str, Said] = field(default_factory=dict)
    variants: dict[str, Said] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    photo: str = "never"
    photos: int = 0
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that makes no requirement of its own: where it went, in words."""

    row: int
    what: str
    why: str


@dataclass(slots=True)
class Outcome:
    """The dry run: what becomes of every row. Nothing may be brought while anything is `unfit`."""

    title: Said
    edition: str
    became: list[Became] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """What is known while the rows are read."""

    outcome: Outcome
    lists: Mapping[str, Mapping[str, Said]]
    default: str
    subjects: list[tuple[str, ...]]
    prefix: str
    by_name: dict[str, Became] = field(default_factory=dict)
    figure_of: dict[str, Became] = field(default_factory=dict)

    def refuse(self, line: Line, column: str, what: str, why: str) -> None:
        self.outcome.unfit.append(Unfit("survey", line.number, column, what, why))

    def pass_by(self, line: Line, why: str) -> None:
        self.outcome.passed.append(Passed(line.number, line.text("type"), why))


def become(book: Workbook, *, subject: str, prefix: str) -> Outcome:
    """The dry run of a workbook: `subject` is what a question speaks of that does not say it itself."""
    lines = live(book.sheets.get("survey", []))
    settings = next(iter(book.sheets.get("settings", [])), Line("settings", 0, {}))
    title = settings.text("form_title") or _("Own checklist")
    outcome = Outcome(said(title), settings.text("version") or "1", unfit=refusals_of(book))
    run = _Run(outcome, _lists(book), settings.text("default_language"), [(subject,)], prefix)
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


def words_of(line: Line, column: str) -> Said | None:
    """In both languages: what is said in one only, or in none by name, stands in both."""
    plain = line.text(column)
    zh, en = line.text(column, "zh") or plain, line.text(column, "en") or plain
    return said(zh, en) if zh or en else None


def _take(run: _Run, line: Line) -> None:
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


def _open_group(run: _Run, line: Line) -> None:
    if line.text("relevant"):
        run.refuse(line, "relevant", line.text("relevant"), _("A group that is sometimes left out is not understood."))
    run.subjects.append(_subjects(run, line))


def _subjects(run: _Run, line: Line) -> tuple[str, ...]:
    own = tuple(line.text("wangdian", "subject").split())
    wrong = [kind for kind in own if not SUBJECT.fullmatch(kind)]
    if wrong:
        run.refuse(line, "wangdian::subject", wrong[0], _("There is no such kind of thing. Write zone:hall, say."))
        return run.subjects[-1]
    return own or run.subjects[-1]


def _take_question(run: _Run, line: Line, sort: str) -> None:
    relevant = line.text("relevant")
    link = link_of(relevant, set(run.by_name), set(run.figure_of)) if relevant else None
    if relevant and link is None and sort != "text":
        run.refuse(line, "relevant", relevant, _(
            "Only “= a choice” or “!= ''” of one question above it is understood here.",
        ))
    elif sort == "text":
        run.pass_by(line, _("Every answer of a walk takes a note."))
    elif sort == "image":
        _take_photo(run, line, link)
    elif sort in NUMBERS:
        _take_figure(run, line, sort, link)
    elif link is not None:
        _take_choices(run, line, link)
    else:
        _take_verdict(run, line, sort)


def _take_verdict(run: _Run, line: Line, sort: str) -> None:
    """A question of its own, which says by its choices whether something holds."""
    choices = run.lists.get(line.text("type").partition(" ")[2].strip(), {}) if sort == "select_one" else {}
    codes = {code.lower() for code in choices}
    if sort == "select_one" and not codes & GOOD and MEASURED not in codes:
        run.refuse(line, "type", line.text("type"), _(
            "No choice says that it holds. Name one of them ok, yes or pass.",
        ))
        return
    one = _new(run, line)
    if one is None:
        return
    one.measured = MEASURED in codes
    plain = GOOD | BAD | APART | {MEASURED}
    one.reasons = {code: words for code, words in choices.items() if code.lower() not in plain}
    run.outcome.became.append(one)


def _new(run: _Run, line: Line) -> Became | None:
    title = words_of(line, "label") or said(line.text("name"))
    hint, more = words_of(line, "hint") or title, words_of(line, "guidance_hint")
    zh, en = (hint[n].split(EXPECTED[n])[0] + (f" {more[n]}" if more else "") for n in (0, 1))
    if max(map(len, (*title, zh, en))) > LONGEST:
        run.refuse(line, "label", title.zh[:40], _("A title and an instruction have at most 400 characters each."))
        return None
    severity = line.text("wangdian", "severity") or Severity.MEDIUM.value
    if severity not in set(Severity):
        run.refuse(line, "wangdian::severity", severity, _("Write critical, high, medium or low."))
        return None
    number = re.fullmatch(rf"{run.prefix}[-_](\d\d[a-z]?)", line.text("name"))
    one = Became(
        line.number, line.text("name"), number.group(1) if number else "", title, said(zh, en),
        _subjects(run, line), severity, key=line.text("wangdian", "key"),
    )
    run.by_name[one.name] = one
    return one


def _take_choices(run: _Run, line: Line, link: Link) -> None:
    """Reasons of a failure, or the sorts of a thing on which its limits depend."""
    one = run.by_name[link.question]
    choices = run.lists.get(line.text("type").partition(" ")[2].strip(), {})
    if link.value == MEASURED and one.measured:
        one.variants |= choices
    elif link.value.lower() in GOOD | APART or link.value == "":
        run.refuse(line, "relevant", line.text("relevant"), _("A second choice is understood on failure only."))
    else:
        one.reasons |= choices
    run.pass_by(line, _("Goes with row %(row)s.") % {"row": one.row})


def _take_photo(run: _Run, line: Line, link: Link | None) -> None:
    if "signature" in line.text("appearance"):
        run.pass_by(line, _("Every walk ends with a signature."))
        return
    last = run.outcome.became[-1] if run.outcome.became else None
    one = (run.by_name.get(link.question) or run.figure_of.get(link.question)) if link else last
    if one is None:
        run.refuse(line, "type", line.text("type"), _("A photo belongs to a question, and there is none above it."))
        return
    failing = link is not None and link.value not in {"", MEASURED} and link.value.lower() not in GOOD | APART
    one.photo = "on_failure" if failing and one.photo != "always" else "always"
    one.photos += 1
    if one.photos > 2:
        run.refuse(line, "type", line.text("type"), _("A question takes two photos at most."))
    run.pass_by(line, _("Goes with row %(row)s.") % {"row": one.row})


def _take_figure(run: _Run, line: Line, sort: str, link: Link | None) -> None:
    ends = _ends(run, line, whole=sort == "integer")
    if ends is None:
        return
    one = run.by_name.get(link.question) if link else None
    if one is None:
        one = _new(run, line)
        if one is None:
            return
        one.title = Said(unit_of(one.title.zh)[0], unit_of(one.title.en)[0])
        run.outcome.became.append(one)
    else:
        run.pass_by(line, _("Goes with row %(row)s.") % {"row": one.row})
    one.measured = True
    label = words_of(line, "label") or said(line.text("name"))
    zh, unit = unit_of(label.zh)
    unit = line.text("wangdian", "unit") or unit or ("count" if sort == "integer" else "1")
    name = code_of(line.text("name").rpartition("_v_")[2], len(one.figures))
    one.figures.append(Figure(
        name, Said(zh, unit_of(label.en)[0]), unit, ends, line.text("wangdian", "optional") == "yes",
    ))
    run.figure_of[line.text("name")] = one


def _ends(run: _Run, line: Line, *, whole: bool) -> Ends | None:
    constraint = line.text("constraint")
    ends = ends_of(constraint, whole=whole)
    if ends is None:
        run.refuse(line, "constraint", constraint, _(
            "Limits are understood as “. >= 2 and . <= 5”; for figures that are not whole without < and >.",
        ))
        return None
    own = [line.text("wangdian", name) for name in ("min", "max")]
    try:
        low, high = (Decimal(text) if text else end for text, end in zip(own, ends, strict=True))
    except InvalidOperation:
        run.refuse(line, "wangdian::min", " ".join(own), _("This is not a number."))
        return None
    if low is not None and high is not None and low > high:
        run.refuse(line, "constraint", constraint, _("Nothing could lie within these limits."))
        return None
    return Ends(low, high)


def code_of(text: str, number: int) -> str:
    """A code as packs want it: small letters, digits and underscores."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:38]
    if not plain:
        return f"c{number + 1}"
    return plain if plain[0].isalpha() else f"c{plain}"


def _settle(run: _Run) -> None:
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


def _judged(run: _Run) -> Iterator[Became]:
    for one in run.outcome.became:
        if one.measured and not any(f.ends.min is not None or f.ends.max is not None for f in one.figures):
            why = _("No figure of it has a limit: nothing could fail. Write a constraint such as . <= 750.")
            run.outcome.unfit.append(Unfit("survey", one.row, "constraint", one.name, why))
        else:
            yield one
