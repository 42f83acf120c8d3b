"""Questions about things, answered with frozen cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from wangdian.apps.assets.access import asset_for, assets_visible_to
from wangdian.apps.assets.models import Asset
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.access import outlet_for, subjects_visible_to
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

PLACE = ("pk", "kind", "label", "unit__code", "outlet", "zone", "asset", "document", "placed_article")


@dataclass(frozen=True, slots=True)
class AssetCard:
    """A thing in use or retired; `zone` and `seen_by` are names, empty for none."""

    id: int
    subject_id: int
    tag: str
    outlet_code: str
    outlet_name: str
    zone: str
    kind: str
    name: str
    model: str
    serial: str
    variant: str
    made_on: date | None
    installed_on: date | None
    retired_on: date | None
    seen_by: str
    note: str


@dataclass(frozen=True, slots=True)
class TagPlace:
    """Where a QR tag leads: the noun (outlet, zone, asset, document, article, process), its place and its subject."""

    subject_id: int
    kind: str
    noun: str
    noun_id: int | None
    outlet_code: str
    label: str


def assets_page(
    who: Actor, *, outlet: str = "", kind: str = "", zone: str = "", search: str = "", after: str | None = None,
    limit: int = 50,
) -> Page[AssetCard]:
    """Things in use by outlet and name; `outlet` is a code, `zone` a name, `search` fits name, model or serial.

    1 query, 2 with an outlet.
    """
    rows: QuerySet[Asset] = assets_visible_to(who).filter(retired_on=None)
    if outlet:
        rows = rows.filter(outlet=outlet_for(who, outlet))
    if kind:
        rows = rows.filter(kind=kind)
    if zone:
        rows = rows.filter(zone__name=zone)
    for word in search.split():
        rows = rows.filter(name__contains=word) | rows.filter(model__contains=word) | rows.filter(serial__contains=word)
    return page_of(rows, ("outlet__code", "name", "pk"), asset_of, after, limit)


def asset_card(who: Actor, asset_id: int) -> AssetCard:
    """One thing in use; NotFound if it is absent or hidden. 1 query."""
    return asset_of(asset_for(who, asset_id))


def asset_named(who: Actor, outlet_code: str, name: str) -> AssetCard | None:
    """The thing in use of that name at an outlet, if there is one. 2 queries."""
    outlet = outlet_for(who, outlet_code)
    row = assets_visible_to(who).filter(outlet=outlet, name=name, retired_on=None).first()
    return None if row is None else asset_of(row)


def cameras_of(who: Actor, outlet_code: str) -> tuple[str, ...]:
    """Names of the cameras in use at an outlet. 2 queries."""
    outlet = outlet_for(who, outlet_code)
    rows = assets_visible_to(who).filter(outlet=outlet, kind="camera", retired_on=None).order_by("name")
    return tuple(rows.values_list("name", flat=True))


def tag_place(who: Actor, tag: str) -> TagPlace:
    """Where a tag leads; NotFound if there is no such tag or it is hidden. 1 query."""
    return _place(subjects_visible_to(who).filter(tag=tag.upper()))


def subject_place(who: Actor, subject_id: int) -> TagPlace:
    """The same of a subject by its id; NotFound if it is absent or hidden. 1 query."""
    return _place(subjects_visible_to(who).filter(pk=subject_id))


def tags_of(who: Actor, outlet_code: str) -> tuple[tuple[str, TagPlace], ...]:
    """Every tag in use at an outlet with where it leads: the outlet first, then by kind and label. 2 queries."""
    unit = outlet_for(who, outlet_code).unit
    rows = subjects_visible_to(who).filter(unit=unit, active=True).exclude(kind__startswith="process:")
    found = rows.order_by("kind", "label", "pk").values_list("tag", *PLACE)
    places = [(tag, _read(rest)) for tag, *rest in found]
    return tuple(sorted(places, key=lambda pair: pair[1].noun != "outlet"))


def _place(rows: QuerySet[Subject]) -> TagPlace:
    found = rows.values_list(*PLACE).first()
    if found is None:
        raise NotFound
    return _read(found)


def _read(found: Sequence[Any]) -> TagPlace:
    pk, kind, label, code, *nouns = found
    return TagPlace(
        subject_id=pk, kind=kind, noun=kind.partition(":")[0],
        noun_id=next((n for n in nouns if n is not None), None), outlet_code=code, label=label,
    )


def asset_of(row: Asset) -> AssetCard:
    return AssetCard(
        id=row.pk, subject_id=row.subject_id, tag=row.subject.tag, outlet_code=row.outlet.code,
        outlet_name=row.outlet.name_zh, zone=row.zone.name if row.zone else "", kind=row.kind, name=row.name,
        model=row.model, serial=row.serial, variant=row.variant, made_on=row.made_on, installed_on=row.installed_on,
        retired_on=row.retired_on, seen_by=row.seen_by.name if row.seen_by else "", note=row.note,
    )
