"""Where outlets are and how they stand, for a map: all positions in one compact answer, and the few within a view."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FloatField, Q, QuerySet
from django.db.models.functions import Cast

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.overview_cards import OutletLine, Wanted
from wangdian.apps.reports.overview_queries import fitting, lines_of
from wangdian.apps.reports.standing import fails, in_state
from wangdian.apps.reports.states import newest_day, states_of
from wangdian.domain.rights import Actor

MOST_BESIDE = 50
PLACED = Q(closed_on=None, latitude__isnull=False, longitude__isnull=False)
Pin = tuple[str, float, float, str]
"""An outlet's code, its degrees north and east, and says: holds, fails or unknown."""


@dataclass(frozen=True, slots=True)
class Box:
    """A view of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An open outlet of which nobody has said where it is."""

    code: str
    name_zh: str
    name_en: str


def pins(who: Actor, wanted: Wanted) -> list[Pin]:
    """Every open outlet that has a place, as it stood when its score was counted last: that follows what is judged
    within seconds, and costs nothing to read. 3 queries, 4 with a unit; raises as the overview does."""
    in_state(wanted.state)  # refuses a state that there is not
    rows = Outlet.objects.filter(fitting(who, wanted, ""), PLACED).order_by("code")
    north, east = Cast("latitude", FloatField()), Cast("longitude", FloatField())
    places = list(rows.values_list("pk", "code", north, east))
    says = states_of([place[0] for place in places])
    return [
        (code, north, east, says[pk]) for pk, code, north, east in places if wanted.state in {"", says[pk]}
    ]


def in_view(who: Actor, wanted: Wanted, box: Box | None, limit: int = MOST_BESIDE) -> tuple[OutletLine, ...]:
    """How the open outlets within a view (None: all that have a place) stand, those first that have something
    against them. 6 queries, 7 with a unit."""
    rows = _rows(who, wanted).filter(PLACED)
    if box is not None:
        rows = rows.filter(
            latitude__gte=box.south, latitude__lte=box.north, longitude__gte=box.west, longitude__lte=box.east,
        )
    chosen = list(rows.annotate(bad=fails()).select_related("unit__parent").order_by("-bad", "code")[:limit])
    return lines_of(chosen, newest_day())


def unplaced(who: Actor, wanted: Wanted, limit: int = MOST_BESIDE) -> Sequence[Unplaced]:
    """Open outlets without a place; one more than `limit` says that there are others. 1 query, 2 with a unit."""
    rows = _rows(who, wanted).filter(closed_on=None).filter(Q(latitude=None) | Q(longitude=None))
    fields = rows.order_by("code").values_list("code", "name_zh", "name_en")[: limit + 1]
    return [Unplaced(*row) for row in fields]


def _rows(who: Actor, wanted: Wanted) -> QuerySet[Outlet]:
    return Outlet.objects.filter(fitting(who, wanted, ""), in_state(wanted.state))
