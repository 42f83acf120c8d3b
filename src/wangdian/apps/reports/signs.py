"""What speaks for a visit to each outlet below a unit, in a few questions however many outlets there are."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from wangdian.apps.evidence.models import Answer, FaultReport, Walk
from wangdian.apps.evidence.planning import outlets_under
from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.drawing import Signs
from wangdian.domain.requirement_fields import Season
from wangdian.domain.rights import after_subtree
from wangdian.foundation import clock

Line = list[Any]
"""Code, points lost as text or None, days or None, repeats, faults, season: what is kept of an outlet of a draw."""


@dataclass(frozen=True, slots=True)
class Known:
    """The row of an outlet and the signs there."""

    outlet_id: int
    code: str
    signs: Signs


def signs_under(unit: Unit, kind: str, window: timedelta) -> tuple[Known, ...]:
    """Every open outlet below a unit in the order of codes, but those that wait for such a drawn check already.

    6 queries, and one for each season that has begun.
    """
    now = clock.now()
    waiting = Walk.objects.filter(
        kind=kind, started_at=None, due_until__gt=now, outlet__in=outlets_under(unit, ()),
    ).exclude(drawn_for="")
    rows = list(
        outlets_under(unit, ()).exclude(pk__in=waiting.values("outlet")).order_by("code")
        .values_list("pk", "code", "unit_id"),
    )
    lost, last = _lost(unit), _last(unit, kind)
    here = _below(unit, "unit__")
    repeats = _count(Finding.objects.filter(here, opened_at__gte=now - window, repeats__gt=0), "unit_id")
    faults = _count(
        FaultReport.objects.filter(_below(unit, "subject__unit__"), received_at__gte=now - window), "subject__unit_id",
    )
    season = _season(unit)
    return tuple(
        Known(pk, code, Signs(
            lost=lost.get(pk), days=_days(last.get(pk), now), repeats=repeats.get(home, 0),
            faults=faults.get(home, 0), season=season.get(home, 0),
        ))
        for pk, code, home in rows
    )


def line_of(code: str, signs: Signs) -> Line:
    lost = None if signs.lost is None else str(signs.lost)
    return [code, lost, signs.days, signs.repeats, signs.faults, signs.season]


def signs_of(line: Line) -> tuple[str, Signs]:
    code, lost, days, repeats, faults, season = line
    return code, Signs(None if lost is None else Decimal(lost), days, repeats, faults, season)


def fingerprint(lines: Sequence[Line]) -> str:
    """SHA-256 over all lines in canonical JSON."""
    return sha256(json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def begun_on(season: Season, today: date) -> date | None:
    """The day on which a season that covers today began; None for one that is not now, or never ends."""
    if not season.covers(today):
        return None
    days = (today - timedelta(days=back) for back in range(366))
    return next((day for day in days if not season.covers(day - timedelta(days=1))), None)


def _below(unit: Unit, prefix: str) -> Q:
    return Q(**{f"{prefix}path__gte": unit.path, f"{prefix}path__lt": after_subtree(unit.path)})


def _lost(unit: Unit) -> dict[int, Decimal]:
    """Points of 100 by the score of today, or of yesterday where today has none yet."""
    since = clock.today() - timedelta(days=1)
    rows = ScoreDay.objects.filter(_below(unit, "unit__"), day__gte=since, score__isnull=False).order_by("day")
    return {outlet: 100 - score for outlet, score in rows.values_list("outlet_id", "score") if score is not None}


def _last(unit: Unit, kind: str) -> dict[int, datetime]:
    walks = Walk.objects.filter(_below(unit, "outlet__unit__"), kind=kind, state=Walk.State.FINISHED).order_by()
    return dict(walks.values_list("outlet_id").annotate(last=Max("finished_at")))


def _days(last: datetime | None, now: datetime) -> int | None:
    return None if last is None else max((now - last).days, 0)


def _count(rows: Any, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(times=Count("pk")))


def _season(unit: Unit) -> dict[int, int]:
    """By unit, what applies there and came into season, and nobody answered for since."""
    found: dict[int, int] = {}
    for began, requirements in _begun().items():
        since = datetime.combine(began, time.min, clock.BANK_ZONE)
        answered = Answer.objects.filter(
            requirement=OuterRef("requirement"), subject=OuterRef("subject"), answered_at__gte=since,
        )
        rows = StandingRow.objects.filter(_below(unit, "unit__"), requirement_id__in=requirements)
        rows = rows.filter(subject__active=True).exclude(says="not_applicable").exclude(Exists(answered))
        _add(found, _count(rows, "unit_id"))
    return found


def _begun() -> Mapping[date, Sequence[int]]:
    """The requirements that people answer, by the day on which their season began."""
    today = clock.today()
    by_day: dict[date, list[int]] = {}
    for held in current_requirements().held:
        began = begun_on(held.rule.season, today) if held.rule.season else None
        if began is not None and held.rule.check.kind in {"observed", "measured"}:
            by_day.setdefault(began, []).append(held.id)
    return by_day


def _add(total: dict[int, int], some: Mapping[int, int]) -> None:
    for key, times in some.items():
        total[key] = total.get(key, 0) + times


def risky(lines: Iterable[Line]) -> dict[str, Signs]:
    """Kept lines as signs by code."""
    return dict(signs_of(line) for line in lines)
