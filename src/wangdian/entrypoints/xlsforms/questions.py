"""Reads the rows of a checklist that a person answers by a choice or a photo."""

import re

from django.utils.translation import gettext as _

from wangdian.domain.severity import Severity
from wangdian.entrypoints.xlsforms.became import MEASURED, Became, Run, words_of
from wangdian.entrypoints.xlsforms.belonging import Link
from wangdian.entrypoints.xlsforms.more import OF_CHECK, OF_RULE
from wangdian.entrypoints.xlsforms.reading import Line
from wangdian.entrypoints.xlsforms.rows import Said, said

GOOD = frozenset({"ok", "yes", "pass", "passed", "good", "holds", "true", "1", "y", "合格", "符合", "是"})
BAD = frozenset({"fail", "no", "failed", "bad", "not_ok", "false", "0", "n", "不合格", "不符合", "否"})
APART = frozenset({"na", "n_a", "n/a", "not_applicable", "不适用", "88", "99"})
SUBJECT = re.compile(r"(outlet|(zone|asset|document|process|article):(\*|[a-z][a-z0-9_]*))")
LONGEST, MOST_PHOTOS = 400, 2
EXPECTED = "\n应为：", "\nMust be: "
"""Where a form of ours shows what must stand there: that is computed, and no part of the instruction."""


def subjects_of(run: Run, line: Line) -> tuple[str, ...]:
    """Of which kinds of things a row speaks: its own column says it, or the group around it."""
    own = tuple(line.text("wangdian", "subject").split())
    wrong = [kind for kind in own if not SUBJECT.fullmatch(kind)]
    if wrong:
        run.refuse(line, "wangdian::subject", wrong[0], _("There is no such kind of thing. Write zone:hall, say."))
        return run.subjects[-1]
    return own or run.subjects[-1]


def take_verdict(run: Run, line: Line, sort: str) -> None:
    """A question of its own, which says by its choices whether something holds."""
    choices = _choices(run, line) if sort == "select_one" else {}
    codes = {code.lower() for code in choices}
    if sort == "select_one" and not codes & GOOD and MEASURED not in codes:
        run.refuse(line, "type", line.text("type"), _(
            "No choice says that it holds. Name one of them ok, yes or pass.",
        ))
        return
    one = new_of(run, line, OF_RULE + OF_CHECK)
    if one is None:
        return
    one.measured = MEASURED in codes
    plain = GOOD | BAD | APART | {MEASURED}
    one.reasons = {code: words for code, words in choices.items() if code.lower() not in plain}
    run.outcome.became.append(one)


def new_of(run: Run, line: Line, more_known: tuple[str, ...]) -> Became | None:
    """The requirement that a row begins; None, and refused, if it cannot be one."""
    title = words_of(line, "label") or said(line.text("name"))
    hint, extra = words_of(line, "hint") or title, words_of(line, "guidance_hint")
    zh, en = (hint[n].split(EXPECTED[n])[0] + (f" {extra[n]}" if extra else "") for n in (0, 1))
    if max(map(len, (*title, zh, en))) > LONGEST:
        run.refuse(line, "label", title.zh[:40], _("A title and an instruction have at most 400 characters each."))
        return None
    severity = line.text("wangdian", "severity") or Severity.MEDIUM.value
    if severity not in set(Severity):
        run.refuse(line, "wangdian::severity", severity, _("Write critical, high, medium or low."))
        return None
    more = run.more(line, more_known)
    if more is None:
        return None
    number = re.fullmatch(rf"{run.prefix}[-_](\d\d[a-z]?)", line.text("name"))
    one = Became(
        line.number, line.text("name"), number.group(1) if number else "", title, said(zh, en),
        subjects_of(run, line), severity, line.text("wangdian", "key"), more,
    )
    run.by_name[one.name] = one
    return one


def take_choices(run: Run, line: Line, link: Link) -> None:
    """Reasons of a failure, or the sorts of a thing on which its limits depend."""
    one = run.by_name.get(link.question)
    choices = _choices(run, line)
    if one is not None and one.measured and link.value == MEASURED:
        one.variants |= choices
    elif one is None or not _says_failing(link):
        run.refuse(line, "relevant", line.text("relevant"), _("A second choice is understood on failure only."))
        return
    else:
        one.reasons |= choices
    run.joins(line, one)


def take_photo(run: Run, line: Line, link: Link | None) -> None:
    """The photo of the question that it is shown with, or of the last one."""
    looks = line.text("appearance").split()
    if "signature" in looks:
        run.pass_by(line, _("Every walk ends with a signature."))
        return
    last = run.outcome.became[-1] if run.outcome.became else None
    one = (run.by_name.get(link.question) or run.figure_of.get(link.question)) if link else last
    if one is None:
        run.refuse(line, "type", line.text("type"), _("A photo belongs to a question, and there is none above it."))
        return
    failing = link is not None and _says_failing(link)
    if link is not None and not failing and link.value not in {"", MEASURED}:
        run.refuse(line, "relevant", line.text("relevant"), _("A photo is asked for with every answer, or on failure."))
        return
    one.photo = "on_failure" if failing and one.photo != "always" else "always"
    one.photos += 1
    one.camera |= "new" in looks
    if one.photos > MOST_PHOTOS:
        run.refuse(line, "type", line.text("type"), _("A question takes two photos at most."))
    run.joins(line, one)


def _says_failing(link: Link) -> bool:
    """Whether the answer is none of those that say that it holds, does not apply, or was measured."""
    return link.value not in {"", MEASURED} and link.value.lower() not in GOOD | APART


def _choices(run: Run, line: Line) -> dict[str, Said]:
    return dict(run.lists.get(line.text("type").partition(" ")[2].strip(), {}))
