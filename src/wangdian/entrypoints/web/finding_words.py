"""The words that screens use for requirements and findings: states, turns, reasons, figures, kinds of check."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.cards import FindingCard
from wangdian.apps.standards.catalogue import BY_REPORT
from wangdian.domain.requirement import Measured, Monitored, Requirement
from wangdian.domain.requirement_limits import UNITS
from wangdian.domain.subject_kinds import SUBJECT_KINDS
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.frame.tongue import chosen

SPAN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
CHECKS: dict[str, Text] = {
    "observed": _("Somebody looks"), "measured": _("Somebody measures"), "dated": _("The calendar counts"),
    "monitored": _("A device reports"),
}
MARKS: dict[str, Text] = {
    "law": _("Read in the law itself"),
    "secondary": _("Read where it is quoted"),
    "unverified": _("Not verified: believed, read nowhere"),
    "proposal": _("Our own proposal: no standard says so"),
}
FINDING_STATES: dict[str, Text] = {
    "open": _("Open"), "mending": _("Being mended"), "mended": _("To be verified"), "closed": _("Closed"),
}
CLOSINGS: dict[str, Text] = {
    "verified": _("Verified after mending"), "seen_to_hold": _("Seen to hold"), "withdrawn": _("Withdrawn"),
}
TURNS: dict[str, Text] = {
    "opened": _("Found"), "repeated": _("Found again soon after it was closed"), "escalated": _("Became more severe"),
    "mending": _("Mending began"), "mended": _("Said to be mended"), "returned": _("The repair did not hold"),
    "waiver_asked": _("A waiver was asked for"), "waived": _("Waived"), "waiver_refused": _("The waiver was refused"),
    "waiver_over": _("The waiver is over"), "note": _("Note"), **CLOSINGS,
}
BAD_TURNS = frozenset({"opened", "repeated", "escalated", "returned"})
WAIVER_STATES: dict[str, Text] = {"asked": _("Waits"), "granted": _("Granted"), "refused": _("Refused")}
WAIVER_ENDS: dict[str, Text] = {
    "expired": _("ran out"), "revoked": _("ended early"), "closed": _("ended with its finding"),
}
SOURCES: dict[str, Text] = {
    "walk": _("On a walk"), "report": _("Reported"), "calendar": _("By the calendar"),
    "reading": _("Read off an instrument"),
}
PHOTOS_ASKED: dict[str, Text] = {
    "always": _("always"), "on_failure": _("when it does not hold"), "never": _("never"),
}
REASONS: dict[str, Text] = {
    "seen_good": _("Seen to hold"), "seen_bad": _("Does not hold"), "said_not_applicable": _("Said not to be here"),
    "out_of_season": _("Out of season"), "no_evidence": _("Nobody has looked yet"),
    "wrong_evidence": _("The answer does not fit the question"), "not_answered": _("Not answered"),
    "too_old": _("The last look is too old"),
    "expectation_changed": _("What must be there has changed since the last look"),
    "within_limits": _("Within limits"), "below_min": _("Too little"), "above_max": _("Too much"),
    "value_missing": _("A figure is missing"), "variant_unknown": _("Its kind is not on record"),
    "no_date": _("No date on record"), "in_the_future": _("The date on record lies ahead"),
    "in_time": _("In time"), "due_soon": _("Due soon"), "expired": _("Expired"), "overdue": _("Overdue"),
    "never_done": _("Never done"), "too_aged": _("Too old to be used"), "test_failed": _("The test failed"),
    "answered_late": _("Answered too late"), "answer_not_noted": _("The time to answer was not noted"),
    "no_plan": _("Nothing planned, or no opening hours"), "silent": _("Silent"), "state_good": _("State good"),
    "state_bad": _("State bad"), "state_unknown": _("State not known"),
    "not_long_enough": _("Outside its limits for a moment"), "recovering": _("Recovering"),
    "reported": _("Reported as a fault"), "verified": _("Verified after mending"),
    "repair_did_not_hold": _("The repair did not hold"), "reopened": _("Closed too early"),
}
FIGURES: dict[str, Text] = {
    "due_on": _("due on %(value)s"), "due_at": _("due at %(value)s"),
    "good_until": _("good until %(value)s"), "on": _("noted: %(value)s"),
}


def subject_words(kind: str) -> str:
    """"zone:hall" as people say it."""
    words = SUBJECT_KINDS.get(kind)
    if words is not None:
        return chosen(words.zh, words.en)
    sort = kind.partition(":")[0]
    every = {"zone": _("every zone"), "asset": _("every thing"), "document": _("every document")}
    return str(every.get(sort, _("every article") if sort == "article" else kind))


def reason_words(reason: str, said: str = "") -> str:
    """The chip's words if it has some, else the judge's."""
    return said or str(REASONS.get(reason, reason))


def headline(card: FindingCard) -> str:
    """What stands above everything: the requirement, or of a reported fault what was reported, with the thing."""
    if card.requirement in BY_REPORT and card.said:
        return gettext("%(thing)s: %(words)s") % {"thing": card.subject, "words": card.said}
    return card.title


def measured(rule: Requirement, values: Mapping[str, str]) -> Iterator[str]:
    """Values as somebody measured them, each with its limit, before any judgement."""
    if isinstance(rule.check, Measured):
        for one in rule.check.values:
            if one.name in values:
                line = {"value": values[one.name], "unit": one.unit, "min": one.min, "max": one.max}
                yield _figure(chosen(one.zh, one.en), line)


def figures(rule: Requirement, detail: Mapping[str, Any]) -> Iterator[str]:
    """The figures behind a verdict, each with its limit: what was measured, what was due."""
    names = _value_names(rule)
    for line in detail.get("lines", ()):
        if "value" in line:
            yield _figure(names.get(line["name"], line["name"]), line)
    if "value" in detail and "lines" not in detail:
        yield _figure("", detail)
    if detail.get("of"):
        yield str(detail["of"])
    for key, words in FIGURES.items():
        if detail.get(key):
            yield str(words) % {"value": str(detail[key]).replace("T", " ")[:40]}


def span_words(within: str) -> str:
    """"P1DT4H" as people say it; the pattern is that of domain.requirement_fields.Mend."""
    match = SPAN.fullmatch(within)
    days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    told = []
    if days:
        told.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    if hours:
        told.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if minutes:
        told.append(ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes})
    return " ".join(told)


def limits_of(rule: Requirement) -> Iterator[str]:
    """What a measured or monitored requirement allows, a line a value."""
    check = rule.check
    if isinstance(check, Measured):
        for value in check.values:
            if value.is_set:
                yield _limit(chosen(value.zh, value.en), value.min, value.max, value.unit)
        for predicate in check.all_of:
            name = chosen(predicate.zh, predicate.en)
            yield _limit(name, getattr(predicate, "min", None), getattr(predicate, "max", None), "1")
    if isinstance(check, Monitored) and check.is_set:
        yield _limit(check.metric, check.min, check.max, check.unit)


def _value_names(rule: Requirement) -> dict[str, str]:
    if not isinstance(rule.check, Measured):
        return {}
    named = [*rule.check.values, *rule.check.all_of]
    return {one.name: chosen(one.zh, one.en) for one in named}


def _figure(name: str, line: Mapping[str, Any]) -> str:
    said = {"name": name, "value": line["value"], "unit": UNITS.get(str(line.get("unit", "1")), "")}
    told = (gettext("%(name)s %(value)s %(unit)s") % said).strip()
    limit = _ends(line.get("min"), line.get("max"))
    return gettext("%(figure)s (%(limit)s)") % {"figure": told, "limit": limit} if limit else told


def _limit(name: str, smallest: object, largest: object, unit: str) -> str:
    ends = _ends(smallest, largest)
    return f"{name} {ends} {UNITS.get(unit, unit)}".strip()


def _ends(smallest: object, largest: object) -> str:
    ends = []
    if smallest is not None:
        ends.append(f"≥ {smallest}")
    if largest is not None:
        ends.append(f"≤ {largest}")
    return ", ".join(ends)
