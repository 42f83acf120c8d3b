"""Questions about outlets, answered with frozen cards."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.access import outlet_for, outlets_visible_to
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import unit_for
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class OutletCard:
    """What a list says of an outlet."""

    id: int
    code: str
    name_zh: str
    name_en: str
    kind: str
    unit_code: str
    fx_licence: bool
    built_on: date | None
    opened_on: date
    closed_on: date | None
    address: str
    phone: str
    latitude: float | None
    longitude: float | None
    tag: str


def outlets_page(
    who: Actor, *, search: str = "", kind: str = "", unit: str = "", after: str | None = None, limit: int = 50,
) -> Page[OutletCard]:
    """Outlets in the order of their codes; `search` takes code, name or pinyin; `unit` a unit's code. 2 queries."""
    rows: QuerySet[Outlet] = outlets_visible_to(who)
    for word in search.lower().split():
        rows = rows.filter(search_text__contains=word)
    if kind:
        rows = rows.filter(kind=kind)
    if unit:
        path = unit_for(who, unit).path
        rows = rows.filter(unit__path__gte=path, unit__path__lt=after_subtree(path))
    return page_of(rows, ("code",), _card, after, limit)


def outlet_card(who: Actor, code: str) -> OutletCard:
    """One outlet; NotFound if it is absent or hidden."""
    return _card(outlet_for(who, code))


def _card(row: Outlet) -> OutletCard:
    parent = row.unit.parent
    return OutletCard(
        id=row.pk, code=row.code, name_zh=row.name_zh, name_en=row.name_en, kind=row.kind,
        unit_code=parent.code if parent else "", fx_licence=row.fx_licence, built_on=row.built_on,
        opened_on=row.opened_on, closed_on=row.closed_on, address=row.address, phone=row.phone,
        latitude=None if row.latitude is None else float(row.latitude),
        longitude=None if row.longitude is None else float(row.longitude), tag=row.subject.tag,
    )
