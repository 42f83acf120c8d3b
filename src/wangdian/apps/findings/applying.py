"""Which requirements apply to which subjects, worked out for many subjects at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wangdian.apps.evidence.listening import metrics_at
from wangdian.apps.outlets.models import Subject
from wangdian.apps.standards.catalogue import Catalogue, Held
from wangdian.domain.feeding import metrics_of
from wangdian.domain.judging import applies_to
from wangdian.domain.requirement import OutletFacts, OutletKind


@dataclass(frozen=True, slots=True)
class Place:
    """A subject with all that decides what applies to it; `facts` is None where it stands in no outlet.

    `metrics` are those of which there are readings here.
    """

    id: int
    kind: str
    unit_id: int
    active: bool
    facts: OutletFacts | None
    metrics: frozenset[str] = frozenset()


def places_of(subject_ids: Iterable[int]) -> list[Place]:
    """The places of subjects; two queries. A thing's own year is the one in which it was put up."""
    ids = list(subject_ids)
    read = metrics_at(ids)
    rows = Subject.objects.filter(pk__in=ids).order_by("pk").values_list(
        "pk", "kind", "unit_id", "active", "unit__outlet__kind", "unit__outlet__fx_licence", "unit__outlet__built_on",
        "asset__installed_on",
    )
    return [
        Place(
            pk, kind, unit, active, _facts(outlet_kind, fx, put_up or built) if outlet_kind else None,
            read.get(pk, frozenset()),
        )
        for pk, kind, unit, active, outlet_kind, fx, built, put_up in rows
    ]


def applying(catalogue: Catalogue, place: Place, on: date) -> Iterator[Held]:
    """The requirements that apply to a subject on a day; what waits for devices does so until there are readings."""
    if not place.active or place.facts is None:
        return
    for held in catalogue.about(place.kind):
        if _is_fed(held, place) and applies_to(held.rule, place.facts, on):
            yield held


def _is_fed(held: Held, place: Place) -> bool:
    return held.rule.waits_for is None or not metrics_of(held.rule.check).isdisjoint(place.metrics)


def _facts(kind: str, fx_licence: bool, built_on: date | None) -> OutletFacts:
    return OutletFacts(OutletKind(kind), fx_licence, built_on)
