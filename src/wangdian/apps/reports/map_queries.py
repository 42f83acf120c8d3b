"""Where outlets are and how they stand, for a map: all positions in one compact answer, and the few within a view."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.overview_cards import OutletLine, Wanted
from wangdian.apps.reports.overview_queries import fitting, lines_of
from wangdian.apps.reports.standing import fails, in_state, known
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
    """Every open outlet that has a place. 1 query, 2 with a unit; raises as the overview does."""
    says = Case(When(fails(), then=Value("fails")), When(known(), then=Value("holds")), default=Value("unknown"))
    rows = _rows(who, wanted).filter(PLACED).annotate(says=says).order_by("code")
    return [
        (code, float(north), float(east), said)
        for code, north, east, said in rows.values_list("code", "latitude", "longitude", "says").iterator(2000)
        if north is not None and east is not None
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
    return lines_of(chosen, ScoreDay.objects.order_by("-day").values_list("day", flat=True).first())


def unplaced(who: Actor, wanted: Wanted, limit: int = MOST_BESIDE) -> Sequence[Unplaced]:
    """Open outlets without a place; one more than `limit` says that there are others. 1 query, 2 with a unit."""
    rows = _rows(who, wanted).filter(closed_on=None).filter(Q(latitude=None) | Q(longitude=None))
    fields = rows.order_by("code").values_list("code", "name_zh", "name_en")[: limit + 1]
    return [Unplaced(*row) for row in fields]


def _rows(who: Actor, wanted: Wanted) -> QuerySet[Outlet]:
    return Outlet.objects.filter(fitting(who, wanted, ""), in_state(wanted.state))
