"""How outlets stood when they were last counted: kept with the day's score, so that a map reads and counts nothing."""

from collections.abc import Collection
from datetime import date, timedelta

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.standing import fails, known

MOST_ASKED = 5_000
"""So many outlets are looked at in one query where nothing is kept of them."""


def newest_day() -> date | None:
    """The last day of which scores are kept. 1 query."""
    return ScoreDay.objects.order_by("-day").values_list("day", flat=True).first()


def states_of(outlet_ids: Collection[int]) -> dict[int, str]:
    """By outlet, perhaps of more than were asked for: holds, fails or unknown, as it was when its score was counted
    last, today or (while a new day is being opened) the day before; where none is kept, as it stands now. 2 queries,
    and up to 2 more where some outlets are new."""
    wanted, newest = set(outlet_ids), newest_day()
    found: dict[int, str] = {}
    for day in (newest, newest - timedelta(days=1)) if newest else ():
        if not wanted <= found.keys():
            found = _kept_on(day, wanted) | found
    missing = sorted(wanted - found.keys())
    for start in range(0, len(missing), MOST_ASKED):
        found |= _now(missing[start : start + MOST_ASKED])
    return found


def _kept_on(day: date, wanted: Collection[int]) -> dict[int, str]:
    """Of all outlets where many are wanted: then an index alone answers."""
    rows = ScoreDay.objects.filter(day=day).order_by()
    if len(wanted) <= MOST_ASKED:
        rows = rows.filter(outlet__in=wanted)
    return dict(rows.values_list("outlet_id", "state"))


def _now(outlet_ids: Collection[int]) -> dict[int, str]:
    rows = Outlet.objects.filter(pk__in=outlet_ids).annotate(bad=fails(), seen=known())
    looked = rows.values_list("pk", "bad", "seen")
    return {pk: "fails" if bad else "holds" if seen else "unknown" for pk, bad, seen in looked}
