"""Finds figures by which a requirement holds and by which it fails, since its pack must tell of both."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice, pairwise, product
from typing import Any

from pydantic import ValidationError

from wangdian.domain.judging import Says, judge
from wangdian.domain.requirement import Measured, Observed, Requirement
from wangdian.domain.requirement_checks import Value
from wangdian.domain.requirement_samples import SAMPLE_MOMENT, Given
from wangdian.foundation.clock import BANK_ZONE

MOST_TRIED = 4000
FAR = Decimal(1_000_000)
Told = dict[str, Any]


def samples_of(body: Mapping[str, Any]) -> list[Told]:
    """When it holds, when it fails and when nothing is known; less of it where no such figures were found.

    Nothing for what is no requirement at all: the reading of its pack says why, as it names what was not told.
    """
    try:
        rule = Requirement.model_validate(body)
    except ValidationError:
        return []
    day = _day_of(rule)
    at = {} if day == SAMPLE_MOMENT.date() else {"at": day.isoformat()}
    good, bad = _measured(rule, rule.check, day) if isinstance(rule.check, Measured) else _seen(rule)
    stories = (("holds", "符合要求", good), ("fails", "不符合要求", bad))
    told = [{"says": says, "story": story, **at, "given": given} for says, story, given in stories if given]
    return [*told, {"says": "unknown", "story": "还没有检查", **at}]


def _day_of(rule: Requirement) -> date:
    """The first day on which it is asked, from the day on which samples play."""
    first, since, until = SAMPLE_MOMENT.date(), rule.effective.since, rule.effective.until
    begins = max(first, since) if since else min(first, until) if until else first
    days = (begins + timedelta(days=n) for n in range(366))
    return next((d for d in days if rule.effective.covers(d) and (not rule.season or rule.season.covers(d))), begins)


def _seen(rule: Requirement) -> tuple[Told, Told]:
    reasons = [rule.check.reasons[0].code] if isinstance(rule.check, Observed) else []
    return {"ok": True}, {"ok": False, "reasons": reasons}


def _measured(rule: Requirement, check: Measured, day: date) -> tuple[Told | None, Told | None]:
    """The first figures that hold, and the first that fail among those that differ from them by one."""
    at = datetime.combine(day, time(10), BANK_ZONE)
    good = next((one for one in _tried(check) if _says(rule, one, at) is Says.HOLDS), None)
    near = _nearby(check, good) if good else _tried(check)
    return good, next((one for one in near if _says(rule, one, at) is Says.FAILS), None)


def _says(rule: Requirement, given: Told, at: datetime) -> Says:
    evidence = Given.model_validate(given).evidence(rule.check, at, rule.subjects[0])
    return judge(rule, evidence, at).says


def _tried(check: Measured) -> Iterator[Told]:
    """All figures of all values together, those within the limits first; at most so many."""
    names = [value.name for value in check.values]
    for variant in (None, *(chip.code for chip in check.variants)):
        for figures in islice(product(*(_figures(value) for value in check.values)), MOST_TRIED):
            yield _given(dict(zip(names, figures, strict=True)), variant)


def _nearby(check: Measured, good: Told) -> Iterator[Told]:
    figures = {name: Decimal(text) for name, text in good["values"].items()}
    for value in check.values:
        for figure in _figures(value):
            yield _given({**figures, value.name: figure}, good.get("variant"))


def _given(figures: Mapping[str, Decimal], variant: str | None) -> Told:
    values = {name: format(figure, "f") for name, figure in figures.items()}
    return {"values": values, **({"variant": variant} if variant else {})}


def _figures(value: Value) -> list[Decimal]:
    """At its limits, within them, and beyond them."""
    ends = [end for limits in (value, *value.limits) for end in (limits.min, limits.max) if end is not None]
    return list(dict.fromkeys([
        *ends, *((a + b) / 2 for a, b in pairwise(ends)), Decimal(1), Decimal(0),
        *(end + step for end in ends for step in (-1, 1)), FAR, -FAR,
    ]))
