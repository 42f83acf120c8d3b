"""Questions that hold readings against what is asked of them: how each zone stands, and what a chart is drawn of."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from wangdian.apps.evidence.listening import OpenDays
from wangdian.apps.evidence.queries_readings import SeriesCard, figures_between, series_card, series_of
from wangdian.apps.findings.access import standings_visible_to
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.outlets.calendars import calendar_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.catalogue import Held, current_requirements
from wangdian.apps.standards.tongue import said
from wangdian.domain.feeding import metrics_of, part_fed_by, stream_of
from wangdian.domain.metrics import METRICS
from wangdian.domain.requirement import Measured, Monitored
from wangdian.domain.requirement_checks import Value
from wangdian.domain.requirement_limits import Limits
from wangdian.domain.rights import Actor
from wangdian.domain.streams import Point, Source, outside
from wangdian.foundation import clock
from wangdian.foundation.clock import BANK_ZONE

NONE = Limits()


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A requirement that readings of a series feed: how it stands, and the limits of today, None out of season.

    `of_mean` names the metric whose means are judged, "" where each reading is.
    """

    requirement: str
    title: str
    says: str
    reason: str
    since: datetime
    min: Decimal | None
    max: Decimal | None
    of_mean: str
    finding_id: int | None


@dataclass(frozen=True, slots=True)
class SeriesState:
    """A series with all that is asked of it."""

    series: SeriesCard
    asked: tuple[AskedOf, ...]


@dataclass(frozen=True, slots=True)
class LimitRun:
    """The limits of a requirement from a moment to another, as long as they stay the same."""

    requirement: str
    begins: datetime
    ends: datetime
    min: Decimal | None
    max: Decimal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn of a series: figures (or the means that are judged), limits, when it was shut, what broke them."""

    state: SeriesState
    begins: datetime
    ends: datetime
    points: tuple[tuple[datetime, Decimal], ...]
    of_mean: str
    limits: tuple[LimitRun, ...]
    shut: tuple[tuple[datetime, datetime], ...]
    broken: tuple[datetime, ...]


def climate_of(who: Actor, outlet_code: str) -> tuple[SeriesState, ...]:
    """How every series of an outlet stands. 5 queries; NotFound if the outlet is hidden."""
    return _states(series_of(who, outlet_code))


def offered_at(kinds: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The metrics that feed some requirement, by the kind of subject, in the order of the table. 1 tiny query."""
    catalogue = current_requirements()
    fed = {kind: {name for one in catalogue.about(kind) for name in metrics_of(one.rule.check)} for kind in kinds}
    return {kind: tuple(name for name in METRICS if name in fed[kind]) for kind in kinds}


def places_judged(who: Actor, requirement: str) -> int:
    """How many subjects are judged by a requirement, of those that `who` may see. 1 query."""
    return standings_visible_to(who).filter(requirement__key=requirement).count()


def climate_chart(who: Actor, series_id: int, days: int) -> Chart:
    """The last days of a series. 12 queries; NotFound if it is hidden."""
    series = series_card(who, series_id)
    state = _states((series,))[0]
    ends = clock.now()
    begins = ends - timedelta(days=days)
    opened = _open_days(series.outlet_code)
    by_key = current_requirements().by_key
    held = [by_key[one.requirement] for one in state.asked]
    of_mean = next((one.of_mean for one in state.asked if one.of_mean), "")
    window = METRICS[of_mean].window if of_mean else timedelta()
    read = [
        Point(at, value, Source(source), opened.opened(at))
        for at, value, source in figures_between(series_id, begins - window, ends)
    ]
    means = stream_of(of_mean, {series.metric: read}) if of_mean else ()
    drawn = [point for point in (means or read) if point.at >= begins]
    return Chart(
        state=state, begins=begins, ends=ends, points=tuple((p.at, p.value) for p in drawn),
        of_mean=of_mean if means else "",
        limits=tuple(run for one in held for run in _runs(one, series, begins, ends)),
        shut=tuple(_shut(opened, begins, ends)),
        broken=tuple(p.at for p in drawn if not (of_mean and not means) and _breaks(held, series, p)),
    )


def _states(series: tuple[SeriesCard, ...]) -> tuple[SeriesState, ...]:
    fed = {held.id: held for held in current_requirements().held if metrics_of(held.rule.check)}
    subjects = {one.subject_id for one in series}
    standings = Standing.objects.filter(subject_id__in=subjects, requirement_id__in=list(fed))
    rows = list(standings.order_by("requirement__key"))
    open_ones = Finding.objects.filter(subject_id__in=subjects, requirement_id__in=list(fed))
    found = {
        (r, s): pk for r, s, pk in
        open_ones.exclude(state=Finding.State.CLOSED).values_list("requirement_id", "subject_id", "pk")
    }
    return tuple(
        SeriesState(one, tuple(
            _asked(row, fed[row.requirement_id], one, found.get((row.requirement_id, row.subject_id)))
            for row in rows
            if row.subject_id == one.subject_id and part_fed_by(fed[row.requirement_id].rule.check, one.metric)
        ))
        for one in series
    )


def _asked(row: Standing, held: Held, series: SeriesCard, finding_id: int | None) -> AskedOf:
    limits = _limits(held, series, clock.today())
    part = part_fed_by(held.rule.check, series.metric)
    name = part.metric if part is not None and part.metric != series.metric else None
    return AskedOf(
        requirement=held.key, title=said(held.rule.title), says=row.says, reason=row.reason, since=row.since,
        min=limits.min, max=limits.max, of_mean=name or "", finding_id=finding_id,
    )


def _limits(held: Held, series: SeriesCard, day: date) -> Limits:
    """What counts for a series on a day; no limit out of season."""
    rule = held.rule
    part = part_fed_by(rule.check, series.metric)
    if part is None or (rule.season is not None and not rule.season.covers(day)):
        return NONE
    variant = rule.check.variant_of_kind.get(series.subject_kind) if isinstance(rule.check, Measured) else None
    return part.on(day, variant)


def _runs(held: Held, series: SeriesCard, begins: datetime, ends: datetime) -> Iterable[LimitRun]:
    runs: list[LimitRun] = []
    for from_, to in _days(begins, ends):
        limits = _limits(held, series, from_.astimezone(BANK_ZONE).date())
        if not limits.is_set:
            continue
        last = runs[-1] if runs else None
        if last is not None and last.ends == from_ and (last.min, last.max) == (limits.min, limits.max):
            runs[-1] = LimitRun(held.key, last.begins, to, limits.min, limits.max)
        else:
            runs.append(LimitRun(held.key, from_, to, limits.min, limits.max))
    return runs


def _days(begins: datetime, ends: datetime) -> Iterable[tuple[datetime, datetime]]:
    """The days between two moments, the first and the last cut."""
    at = begins
    while at < ends:
        local = at.astimezone(BANK_ZONE)
        midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), BANK_ZONE)
        yield at, min(midnight, ends)
        at = midnight


def _shut(opened: OpenDays, begins: datetime, ends: datetime) -> Iterable[tuple[datetime, datetime]]:
    """The stretches in which the outlet was shut, those over midnight in one piece."""
    at = begins
    for opens, closes in opened.between(begins, ends):
        if opens > at:
            yield at, opens
        at = max(at, closes)
    if at < ends:
        yield at, ends


def _breaks(held: list[Held], series: SeriesCard, point: Point) -> bool:
    for one in held:
        part = part_fed_by(one.rule.check, series.metric)
        counts = isinstance(part, Value | Monitored) and (part.during == "always" or point.opened is not None)
        if counts and outside(point, partial(_limits, one, series)):
            return True
    return False


def _open_days(outlet_code: str) -> OpenDays:
    outlet = Outlet.objects.filter(code=outlet_code).values_list("pk", flat=True).get()
    return OpenDays(calendar_of(outlet))
