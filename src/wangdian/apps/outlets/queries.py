"""Questions about outlets, answered with frozen cards."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.access import outlet_for, outlets_visible_to, zone_for, zones_visible_to
from wangdian.apps.outlets.models import Outlet, Zone
from wangdian.apps.people.access import unit_for
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class OutletCard:
    """What a list says of an outlet."""

    id: int
    subject_id: int
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
        id=row.pk, subject_id=row.subject_id, code=row.code, name_zh=row.name_zh, name_en=row.name_en,
        kind=row.kind,
        unit_code=parent.code if parent else "", fx_licence=row.fx_licence, built_on=row.built_on,
        opened_on=row.opened_on, closed_on=row.closed_on, address=row.address, phone=row.phone,
        latitude=None if row.latitude is None else float(row.latitude),
        longitude=None if row.longitude is None else float(row.longitude), tag=row.subject.tag,
    )


@dataclass(frozen=True, slots=True)
class ZoneCard:
    """A zone of an outlet."""

    id: int
    subject_id: int
    tag: str
    outlet_code: str
    outlet_name: str
    kind: str
    name: str


def zones_page(
    who: Actor, *, outlet: str = "", kind: str = "", search: str = "", after: str | None = None, limit: int = 50,
) -> Page[ZoneCard]:
    """Zones in use, by outlet and name; `outlet` is a code. 1 query, 2 with an outlet."""
    rows = zones_visible_to(who).filter(retired_on=None)
    if outlet:
        rows = rows.filter(outlet=outlet_for(who, outlet))
    if kind:
        rows = rows.filter(kind=kind)
    for word in search.split():
        rows = rows.filter(name__contains=word)
    return page_of(rows, ("outlet__code", "name", "pk"), _zone, after, limit)


def zone_card(who: Actor, zone_id: int) -> ZoneCard:
    """One zone in use; NotFound if it is absent or hidden. 1 query."""
    return _zone(zone_for(who, zone_id))


def zone_named(who: Actor, code: str, name: str) -> ZoneCard | None:
    """The zone in use of that name at an outlet, if there is one. 2 queries."""
    row = zones_visible_to(who).filter(outlet=outlet_for(who, code), name=name, retired_on=None).first()
    return None if row is None else _zone(row)


def zones_of(who: Actor, code: str) -> tuple[ZoneCard, ...]:
    """Every zone in use of an outlet, by name. 2 queries."""
    outlet = outlet_for(who, code)
    rows = zones_visible_to(who).filter(outlet=outlet, retired_on=None).order_by("name")
    return tuple(_zone(row) for row in rows)


def _zone(row: Zone) -> ZoneCard:
    return ZoneCard(
        id=row.pk, subject_id=row.subject_id, tag=row.subject.tag, outlet_code=row.outlet.code,
        outlet_name=row.outlet.name_zh, kind=row.kind, name=row.name,
    )
