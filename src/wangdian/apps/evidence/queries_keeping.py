"""Questions about how long photos are kept, and what is held back."""

from dataclasses import dataclass
from datetime import datetime

from wangdian.apps.evidence.models import PhotoHold, PhotoRule
from wangdian.apps.evidence.names import name_for
from wangdian.apps.people.access import within
from wangdian.domain.photo_keeping import PROPOSED, Kind
from wangdian.domain.rights import Actor, Right

MOST_HOLDS = 200


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A kind with its days; None: the bank has not decided. `proposed` are ours, by which nothing is removed."""

    kind: str
    days: int | None
    proposed: int
    set_at: datetime | None


@dataclass(frozen=True, slots=True)
class HoldCard:
    """A hold that stands; `by` is empty for who may not see colleagues."""

    id: int
    unit_code: str
    unit: str
    why: str
    set_at: datetime
    by: str


def photo_rules() -> dict[Kind, int]:
    """The days of each kind on which the bank has decided. 1 query."""
    return {Kind(kind): days for kind, days in PhotoRule.objects.values_list("kind", "days")}


def rule_cards() -> tuple[RuleCard, ...]:
    """Every kind, decided on or not. 1 query."""
    rows = {row.kind: row for row in PhotoRule.objects.all()}
    return tuple(
        RuleCard(kind.value, rows[kind].days if kind in rows else None, PROPOSED[kind],
                 rows[kind].set_at if kind in rows else None)
        for kind in Kind
    )


def holds_standing(who: Actor) -> tuple[HoldCard, ...]:
    """Those that stand where `who` decides on them, the latest first. 1 query."""
    rows = PhotoHold.objects.filter(within(who, Right.KEEP_PHOTOS, "unit__"), lifted_at=None)
    shown = rows.select_related("unit", "set_by").order_by("-set_at", "-pk")[:MOST_HOLDS]
    return tuple(
        HoldCard(row.pk, row.unit.code, row.unit.name_zh, row.why, row.set_at, name_for(who, row.set_by, row.unit.path))
        for row in shown
    )
