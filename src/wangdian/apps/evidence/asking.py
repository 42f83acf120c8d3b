"""What a walk asks at outlets: every requirement that a person answers, at every subject of which it speaks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wangdian.apps.evidence.expected import Expected, Wanted, expected_texts
from wangdian.apps.evidence.models import ReferencePhoto
from wangdian.apps.outlets.models import Outlet, Subject, Zone
from wangdian.apps.standards.catalogue import Catalogue, Held, current_requirements
from wangdian.domain.judging import applies_to
from wangdian.domain.requirement import Measured, Observed, OutletFacts, OutletKind
from wangdian.foundation import clock

WALKING_ORDER = {kind: place for place, kind in enumerate(Zone.Kind.values)}
"""Zones are walked in the order in which their kinds are listed: from the street inwards."""


class _Thing(NamedTuple):
    id: int
    kind: str
    label: str
    tag: str
    unit_id: int
    installed_on: date | None
    asset_zone: int | None
    article_zone: int | None


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """One question: a requirement of an edition at a subject; the text is the same wherever it is asked."""

    held: Held
    subject: int
    subject_label: str
    reference: str | None
    expected: Expected | None


@dataclass(frozen=True, slots=True)
class ZoneAsked:
    """The questions of a zone, or (kind "outlet") those of the outlet itself and of what stands in no zone."""

    subject: int
    kind: str
    name: str
    tag: str
    items: tuple[ItemAsked, ...]


@dataclass(frozen=True, slots=True)
class SubjectCard:
    """Something that a fault may be reported for; `zone` is the subject of the zone (or outlet) it stands in."""

    id: int
    kind: str
    label: str
    tag: str
    zone: int


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """An outlet with all that a walk may ask there, in walking order."""

    outlet_id: int
    code: str
    name_zh: str
    name_en: str
    tag: str
    subject: int
    path: str
    zones: tuple[ZoneAsked, ...]
    subjects: tuple[SubjectCard, ...]


def asked_of_a_person(held: Held) -> bool:
    """Whether somebody on a walk answers it."""
    check = held.rule.check
    return isinstance(check, Measured) or (isinstance(check, Observed) and check.asked_in == "walk")


def asked_at(outlets: Sequence[Outlet], catalogue: Catalogue | None = None) -> dict[int, PlaceAsked]:
    """Everything asked today at each outlet (rows with `unit` and `subject`), by outlet id.

    At most 10 queries, however many outlets, subjects and requirements.
    """
    catalogue = catalogue or current_requirements()
    by_unit = {outlet.unit_id: outlet for outlet in outlets}
    things = _things(by_unit)
    asked = {thing.id: _asked(catalogue, thing, by_unit[thing.unit_id]) for thing in things}
    wanted = [
        Wanted(thing.id, held.rule.check.compare, by_unit[thing.unit_id].pk)
        for thing in things for held in asked[thing.id]
        if isinstance(held.rule.check, Observed) and held.rule.check.compare
    ]
    known = _Known(asked, expected_texts(wanted), _references(t.id for t in things), _zones(outlets))
    grouped: dict[int, list[_Thing]] = defaultdict(list)
    for thing in things:
        grouped[thing.unit_id].append(thing)
    return {outlet.pk: _place(outlet, grouped[unit], known) for unit, outlet in by_unit.items()}


def questions_at(outlet: Outlet, packs: Sequence[str] = ()) -> int:
    """How many questions a walk of these packs (none: all) holds today at an outlet. 2 queries."""
    catalogue = current_requirements()
    return sum(
        not packs or held.pack in packs
        for thing in _things([outlet.unit_id]) for held in _asked(catalogue, thing, outlet)
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for all outlets together."""

    asked: Mapping[int, Sequence[Held]]
    expected: Mapping[tuple[int, str], Expected]
    references: Mapping[int, str]
    zones: Mapping[int, Sequence[Zone]]


def _things(units: Iterable[int]) -> list[_Thing]:
    rows = Subject.objects.filter(unit_id__in=list(units), active=True).order_by("kind", "label", "pk")
    return [_Thing(*row) for row in rows.values_list(
        "pk", "kind", "label", "tag", "unit_id", "asset__installed_on", "asset__zone__subject_id",
        "placed_article__zone__subject_id",
    )]


def _asked(catalogue: Catalogue, thing: _Thing, outlet: Outlet) -> list[Held]:
    """In force, fitting this outlet and thing, in season, and not waiting for a device."""
    today = clock.today()
    facts = OutletFacts(OutletKind(outlet.kind), outlet.fx_licence, thing.installed_on or outlet.built_on)
    return [
        held for held in catalogue.about(thing.kind)
        if asked_of_a_person(held) and held.rule.waits_for is None and applies_to(held.rule, facts, today)
        and (held.rule.season is None or held.rule.season.covers(today))
    ]


def _references(subject_ids: Iterable[int]) -> dict[int, str]:
    rows = ReferencePhoto.objects.filter(subject_id__in=list(subject_ids))
    return dict(rows.values_list("subject_id", "photo__sha256"))


def _zones(outlets: Sequence[Outlet]) -> dict[int, list[Zone]]:
    rows = Zone.objects.filter(outlet__in=[o.pk for o in outlets], subject__active=True).select_related("subject")
    grouped: dict[int, list[Zone]] = defaultdict(list)
    for zone in sorted(rows, key=lambda z: (WALKING_ORDER[z.kind], z.name, z.pk)):
        grouped[zone.outlet_id].append(zone)
    return grouped


def _place(outlet: Outlet, things: Sequence[_Thing], known: _Known) -> PlaceAsked:
    zones = known.zones.get(outlet.pk, ())
    here = {zone.subject_id for zone in zones}
    homes = {thing.id: _home(thing, outlet, here) for thing in things}
    items: dict[int, list[ItemAsked]] = defaultdict(list)
    for thing in sorted(things, key=lambda t: t.id != homes[t.id]):
        items[homes[thing.id]].extend(_item(held, thing, known) for held in known.asked[thing.id])
    own = ZoneAsked(outlet.subject_id, "outlet", outlet.name_zh, outlet.subject.tag, tuple(items[outlet.subject_id]))
    others = [ZoneAsked(z.subject_id, z.kind, z.name, z.subject.tag, tuple(items[z.subject_id])) for z in zones]
    return PlaceAsked(
        outlet_id=outlet.pk, code=outlet.code, name_zh=outlet.name_zh, name_en=outlet.name_en, tag=outlet.subject.tag,
        subject=outlet.subject_id, path=outlet.unit.path, zones=(own, *others),
        subjects=tuple(SubjectCard(t.id, t.kind, t.label, t.tag, homes[t.id]) for t in things),
    )


def _home(thing: _Thing, outlet: Outlet, zones: set[int]) -> int:
    """The zone that a thing stands in, or is; what stands in none belongs to the outlet itself."""
    for zone in (thing.id, thing.asset_zone, thing.article_zone):
        if zone in zones and zone is not None:
            return zone
    return outlet.subject_id


def _item(held: Held, thing: _Thing, known: _Known) -> ItemAsked:
    compare = held.rule.check.compare if isinstance(held.rule.check, Observed) else None
    return ItemAsked(
        held=held, subject=thing.id, subject_label=thing.label, reference=known.references.get(thing.id),
        expected=known.expected.get((thing.id, compare.value)) if compare else None,
    )
