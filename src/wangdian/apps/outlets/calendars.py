"""Opening calendars out of the rows: for one outlet or for many at once."""

from collections import defaultdict
from collections.abc import Iterable

from wangdian.apps.outlets.models import Closure, HoursEdition, OfficialDay, OfficialYear
from wangdian.foundation import calendar
from wangdian.foundation.calendar import DayKind, OfficialDays, OpeningCalendar, OpeningHours, Service, official_days


def calendars_of(outlet_ids: Iterable[int]) -> dict[int, OpeningCalendar]:
    """The calendar of every outlet named, also of those without hours. 4 queries, however many outlets."""
    ids = list(outlet_ids)
    official = loaded_days()
    editions: dict[int, list[OpeningHours]] = defaultdict(list)
    for edition in HoursEdition.objects.filter(outlet_id__in=ids):
        editions[edition.outlet_id].append(OpeningHours.from_text(edition.effective_from, edition.hours))
    closures: dict[int, list[calendar.Closure]] = defaultdict(list)
    for closure in Closure.objects.filter(outlet_id__in=ids, cancelled_at=None):
        closures[closure.outlet_id].append(as_closure(closure))
    return {
        n: OpeningCalendar(editions=tuple(editions[n]), closures=tuple(closures[n]), official=official) for n in ids
    }


def calendar_of(outlet_id: int) -> OpeningCalendar:
    """The calendar of one outlet. 4 queries."""
    return calendars_of([outlet_id])[outlet_id]


def loaded_days() -> OfficialDays:
    """The notices that the bank loaded; for other years the delivered days stand in, and count as estimates.

    2 queries. A year whose notice was loaded is taken from the rows alone.
    """
    years = dict(OfficialYear.objects.values_list("year", "announced"))
    delivered = {day: named for day, named in official_days().days.items() if day.year not in years}
    rows = OfficialDay.objects.order_by("year_id").values_list("day", "kind", "name_zh", "name_en")
    loaded = {day: calendar.OfficialDay(DayKind(kind), zh, en) for day, kind, zh, en in rows}
    return OfficialDays(delivered | loaded, frozenset(year for year, announced in years.items() if announced))


def as_closure(row: Closure) -> calendar.Closure:
    services = frozenset(Service(s) for s in row.services) or None
    return calendar.Closure(row.starts_at, row.ends_at, services, row.reason, row.reason_en)
