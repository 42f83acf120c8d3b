"""The outlets at a glance, a page at a time: is each in order, what is not, since when, and its score."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import ROOT, unit_for, within
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.overview_cards import Against, OutletLine, Wanted, Worst
from wangdian.apps.reports.queries import COMPARED_DAYS
from wangdian.apps.reports.rankings import titles
from wangdian.apps.reports.standing import counting, in_state, known
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.domain.rights import Actor, Right, after_subtree
from wangdian.domain.severity import Severity
from wangdian.foundation.paging import Page

DAY = timedelta(days=1)
_Row = tuple[int, datetime, int, str]
"""A finding: its severity's rank turned round so that the least is the worst, since when, id, requirement's key."""


def outlets_overview(who: Actor, wanted: Wanted, after: str | None = None, limit: int = 50) -> Page[OutletLine]:
    """In the order of their codes, or with the lowest score first. 6 queries, 7 with a unit; what they read grows with
    the page alone. Raises Invalid for a state that there is not, NotFound for a hidden unit."""
    newest = ScoreDay.objects.order_by("-day").values_list("day", flat=True).first()
    page = _by_score(who, wanted, newest, after, limit) if wanted.lowest else _by_code(who, wanted, after, limit)
    return Page(lines_of(page.items, newest), page.after)


def lines_of(outlets: Sequence[Outlet], newest: date | None) -> tuple[OutletLine, ...]:
    """How these outlets stand (rows with `unit__parent`); `newest` is the last day that has scores. 4 queries."""
    units = [outlet.unit_id for outlet in outlets]
    against, seen = _against(units, current_requirements()), _known_of(units)
    scores = _scores([outlet.pk for outlet in outlets], newest)
    return tuple(
        _line(one, against.get(one.unit_id), one.unit_id in seen, scores.get(one.pk, (None, None)))
        for one in outlets
    )


def _by_code(who: Actor, wanted: Wanted, after: str | None, limit: int) -> Page[Outlet]:
    rows = Outlet.objects.filter(fitting(who, wanted, ""), in_state(wanted.state)).select_related("unit__parent")
    return page_of(rows, ("code",), _itself, after, limit)


def _by_score(who: Actor, wanted: Wanted, newest: date | None, after: str | None, limit: int) -> Page[Outlet]:
    """Read from the scores of the newest day, which are stored in their order."""
    if newest is None:
        return Page((), None)
    scored = ScoreDay.objects.filter(day=newest, score__isnull=False, outlet__closed_on=None)
    rows = scored.filter(fitting(who, wanted, "outlet__"), in_state(wanted.state, "outlet__"))
    order = ("score", "outlet__code")
    return page_of(rows.select_related("outlet__unit__parent"), order, _its_outlet, after, limit)


def _itself(row: Outlet) -> Outlet:
    return row


def _its_outlet(row: ScoreDay) -> Outlet:
    return row.outlet


def fitting(who: Actor, wanted: Wanted, prefix: str) -> Q:
    """The condition on outlets that are reached over `prefix`.

    A range of paths that spans the whole bank would tempt a database to read all of it and sort.
    """
    fits = Q() if who.may(Right.SEE, ROOT) else within(who, Right.SEE, f"{prefix}unit__")
    for word in wanted.search.lower().split():
        fits &= Q(**{f"{prefix}search_text__contains": word})
    if wanted.kind:
        fits &= Q(**{f"{prefix}kind": wanted.kind})
    if wanted.unit:
        path = unit_for(who, wanted.unit).path
        fits &= Q(**{f"{prefix}unit__path__gte": path, f"{prefix}unit__path__lt": after_subtree(path)})
    return fits


def _against(units: Collection[int], catalogue: Catalogue) -> dict[int, Against]:
    """By unit id, where something counts."""
    rows = counting().filter(unit__in=units).values_list("unit_id", "severity", "opened_at", "pk", "requirement__key")
    heaps: dict[int, list[_Row]] = defaultdict(list)
    for unit, severity, opened_at, pk, key in rows:
        heaps[unit].append((-Severity(severity).rank, opened_at, pk, key))
    return {unit: _told(heap, catalogue) for unit, heap in heaps.items()}


def _told(heap: list[_Row], catalogue: Catalogue) -> Against:
    rank, _opened_at, pk, key = min(heap)
    zh, en = titles(key, catalogue)
    severity = next(one for one in Severity if one.rank == -rank)
    return Against(len(heap), min(row[1] for row in heap), Worst(pk, severity.value, zh, en))


def _known_of(units: Collection[int]) -> set[int]:
    """The units of which something is known to hold."""
    return set(Unit.objects.filter(known("pk"), pk__in=units).values_list("pk", flat=True))


def _scores(outlets: Collection[int], newest: date | None) -> dict[int, tuple[Decimal | None, Decimal | None]]:
    """By outlet id: the score of the newest day (of the day before, until that day's is counted), and its change."""
    if newest is None:
        return {}
    days = [newest, newest - DAY]
    past = [day - timedelta(days=COMPARED_DAYS) for day in days]
    rows = ScoreDay.objects.filter(outlet__in=outlets, day__in=[*days, *past]).values_list("outlet_id", "day", "score")
    kept: dict[int, dict[date, Decimal | None]] = defaultdict(dict)
    for outlet, day, score in rows:
        kept[outlet][day] = score
    return {outlet: _latest(by_day, days) for outlet, by_day in kept.items()}


def _latest(kept: Mapping[date, Decimal | None], days: Sequence[date]) -> tuple[Decimal | None, Decimal | None]:
    last = next((day for day in days if day in kept), None)
    if last is None:
        return None, None
    now, before = kept[last], kept.get(last - timedelta(days=COMPARED_DAYS))
    return now, None if now is None or before is None else now - before


def _line(
    outlet: Outlet, against: Against | None, seen: bool, score: tuple[Decimal | None, Decimal | None],
) -> OutletLine:
    above, closed = outlet.unit.parent or outlet.unit, outlet.closed_on is not None
    says = "closed" if closed else "fails" if against else "holds" if seen else "unknown"
    return OutletLine(
        code=outlet.code, name_zh=outlet.name_zh, name_en=outlet.name_en, kind=outlet.kind, unit_code=above.code,
        unit_zh=above.name_zh, unit_en=above.name_en, closed_on=outlet.closed_on, says=says,
        against=None if closed else against, score=None if closed else score[0], change=None if closed else score[1],
    )
