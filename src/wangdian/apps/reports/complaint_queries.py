"""Questions about complaints: how many about which outlet on which day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.access import within
from wangdian.apps.reports.models import ComplaintCount
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class ComplaintCard:
    """So many complaints about an outlet on a day, by one way."""

    id: int
    outlet: str
    outlet_zh: str
    outlet_en: str
    day: date
    channel: str
    number: int


def complaints_page(who: Actor, *, outlet: str = "", after: str | None = None, limit: int = 50) -> Page[ComplaintCard]:
    """The latest days first; a count that was set to none is left out. 1 query."""
    rows = _visible_to(who).filter(number__gt=0)
    if outlet:
        rows = rows.filter(outlet__code=outlet)
    return page_of(rows, ("-day", "-id"), _card, after, limit)


def _visible_to(who: Actor) -> QuerySet[ComplaintCount]:
    """Those of the subtrees where `who` leads checks: who is checked need not know what speaks for a visit."""
    return ComplaintCount.objects.filter(within(who, Right.LEAD_CHECKS, "unit__")).select_related("outlet")


def _card(row: ComplaintCount) -> ComplaintCard:
    return ComplaintCard(
        row.pk, row.outlet.code, row.outlet.name_zh, row.outlet.name_en, row.day, row.channel, row.number,
    )
