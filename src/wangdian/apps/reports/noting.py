"""Notes what speaks for a visit to outlets, so that a draw reads a row an outlet and no evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, Max, OuterRef, Q

from wangdian.apps.evidence.models import Answer, FaultReport, Walk
from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.models import ComplaintCount, OutletSigns, ScoreDay
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.drawing import MANY
from wangdian.domain.requirement_fields import Season
from wangdian.foundation import clock

LONGEST_WINDOW = 730
"""Days that a draw may look back."""
BATCH = 200
"""Outlets that are looked up together."""
FIELDS = ["noted_at", "score", "spot_at", "recheck_at", "repeats", "faults", "complaints", "season"]
Days = Mapping[int, list[str]]


def note_signs(outlet_ids: Collection[int]) -> int:
    """Keeps the signs of the outlets as they are now; returns how many. At most 10 queries for each `BATCH`."""
    ids = sorted(outlet_ids)
    for start in range(0, len(ids), BATCH):
        OutletSigns.objects.bulk_create(
            noted(ids[start : start + BATCH]), update_conflicts=True, unique_fields=["outlet"], update_fields=FIELDS,
        )
    return len(ids)


def note_missing() -> int:
    """Notes the signs of open outlets of which nothing was noted yet; returns how many."""
    rows = Outlet.objects.filter(closed_on=None, signs=None)
    return note_signs(list(rows.values_list("pk", flat=True)))


def noted(outlet_ids: Collection[int]) -> list[OutletSigns]:
    """As they are now, not stored. 6 queries, and one for each season that has begun."""
    homes: dict[int, int] = dict(Outlet.objects.filter(pk__in=outlet_ids).values_list("unit_id", "pk"))
    scores, last = _scores(outlet_ids), _last(outlet_ids)
    repeats, faults, complaints = _repeats(homes), _faults(homes), _complaints(outlet_ids)
    season = _season(homes)
    return [
        OutletSigns(
            outlet_id=pk, noted_at=clock.now(), score=scores.get(pk), spot_at=last.get((pk, "spot")),
            recheck_at=last.get((pk, "recheck")), repeats=repeats.get(pk, []), faults=faults.get(pk, []),
            complaints=complaints.get(pk, []), season=season.get(home, 0),
        )
        for home, pk in homes.items()
    ]


def seasons_turned(before: date, today: date) -> bool:
    """Whether a season of any requirement began or ended between the two days."""
    seasons = {held.rule.season for held in current_requirements().held if held.rule.season}
    return any(begun_on(season, before) != begun_on(season, today) for season in seasons)


def begun_on(season: Season, today: date) -> date | None:
    """The day on which a season that covers today began; None for one that is not now, or never ends."""
    if not season.covers(today):
        return None
    days = (today - timedelta(days=back) for back in range(366))
    return next((day for day in days if not season.covers(day - timedelta(days=1))), None)


def _scores(outlet_ids: Collection[int]) -> dict[int, Decimal]:
    """Of today, or of yesterday where today has none yet."""
    since = clock.today() - timedelta(days=1)
    rows = ScoreDay.objects.filter(outlet__in=outlet_ids, day__gte=since, score__isnull=False).order_by("day")
    return {outlet: score for outlet, score in rows.values_list("outlet_id", "score") if score is not None}


def _last(outlet_ids: Collection[int]) -> dict[tuple[int, str], datetime]:
    walks = Walk.objects.filter(outlet__in=outlet_ids, kind__in=["spot", "recheck"], state=Walk.State.FINISHED)
    found = walks.order_by().values_list("outlet_id", "kind").annotate(last=Max("finished_at"))
    return {(outlet, kind): last for outlet, kind, last in found}


def _repeats(homes: Mapping[int, int]) -> Days:
    rows = Finding.objects.filter(unit__in=homes, opened_at__gte=_since(), repeats__gt=0).order_by("-opened_at")
    return _latest((homes[unit], at) for unit, at in rows.values_list("unit_id", "opened_at"))


def _faults(homes: Mapping[int, int]) -> Days:
    rows = FaultReport.objects.filter(subject__unit__in=homes, received_at__gte=_since()).order_by("-received_at")
    return _latest((homes[unit], at) for unit, at in rows.values_list("subject__unit_id", "received_at"))


def _complaints(outlet_ids: Collection[int]) -> Days:
    rows = ComplaintCount.objects.filter(outlet__in=outlet_ids, day__gte=_since().date()).order_by("-day")
    counted = rows.values_list("outlet_id", "day", "number")
    return _latest((outlet, day) for outlet, day, number in counted for _one in range(min(number, MANY)))


def _since() -> datetime:
    return clock.now() - timedelta(days=LONGEST_WINDOW)


def _latest(told: Iterable[tuple[int, date]]) -> Days:
    """The days of the latest of each outlet, as many as count; `told` begins with the latest."""
    found: dict[int, list[str]] = defaultdict(list)
    for outlet, at in told:
        if len(found[outlet]) < MANY:
            day = at.astimezone(clock.BANK_ZONE).date() if isinstance(at, datetime) else at
            found[outlet].append(day.isoformat())
    return found


def _season(homes: Collection[int]) -> dict[int, int]:
    """By unit, what applies there and came into season, and nobody answered for since."""
    found: dict[int, int] = defaultdict(int)
    for began, requirements in _begun():
        since = datetime.combine(began, time.min, clock.BANK_ZONE)
        answered = Answer.objects.filter(
            requirement=OuterRef("requirement"), subject=OuterRef("subject"), answered_at__gte=since,
        )
        rows = StandingRow.objects.filter(~Q(says="not_applicable"), unit__in=homes, requirement_id__in=requirements)
        rows = rows.filter(subject__active=True).exclude(Exists(answered)).order_by()
        for unit, times in rows.values_list("unit_id").annotate(times=Count("pk")):
            found[unit] += times
    return found


def _begun() -> Iterator[tuple[date, Sequence[int]]]:
    """The requirements that people answer, by the day on which their season began."""
    today = clock.today()
    by_day: dict[date, list[int]] = defaultdict(list)
    for held in current_requirements().held:
        began = begun_on(held.rule.season, today) if held.rule.season else None
        if began is not None and held.rule.check.kind in {"observed", "measured"}:
            by_day[began].append(held.id)
    yield from by_day.items()
