"""What must hold now: every requirement in force, read from its current edition and kept as long as nothing changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from wangdian.apps.standards.models import Load, Requirement, RequirementEdition
from wangdian.domain.requirement import Requirement as Rule
from wangdian.domain.score_sheet import ScoreSheet

BY_REPORT = frozenset({"FAULT-01"})
"""Requirements about which nobody is asked: they fail when somebody reports a fault, and hold otherwise."""


@dataclass(frozen=True, slots=True)
class Held:
    """A requirement in force: its row, the edition by which it is judged, and what that says."""

    id: int
    edition_id: int
    edition: int
    pack: str
    rule: Rule

    @property
    def key(self) -> str:
        return self.rule.id


@dataclass(frozen=True)
class Catalogue:
    """All requirements in force in the order of their keys; the same object until the next load changes something.

    `sheet_name` and `bar` are those of the bank's own edition of the sheet; the delivered one has neither.
    """

    digest: str
    held: tuple[Held, ...]
    sheet: ScoreSheet | None
    load_id: int | None = None
    sheet_name: str = ""
    bar: Decimal | None = None
    by_key: Mapping[str, Held] = field(default_factory=dict)
    by_id: Mapping[int, Held] = field(default_factory=dict)
    by_edition: Mapping[int, Held] = field(default_factory=dict)
    _by_subject: dict[str, tuple[Held, ...]] = field(default_factory=dict, repr=False)
    _by_check: Mapping[str, tuple[Held, ...]] = field(default_factory=dict, repr=False)

    def about(self, subject_kind: str) -> tuple[Held, ...]:
        """Those that are asked of subjects of a kind such as "zone:hall", also those that wait for devices."""
        found = self._by_subject.get(subject_kind)
        if found is None:
            found = tuple(one for one in self.held if one.rule.is_about(subject_kind) and one.key not in BY_REPORT)
            self._by_subject[subject_kind] = found
        return found

    def of_check(self, kind: str) -> tuple[Held, ...]:
        """Those whose check is observed, measured, monitored or dated."""
        return self._by_check.get(kind, ())


def current_requirements() -> Catalogue:
    """The catalogue in force; one tiny query, the rows are read again only after a load that changed something."""
    digest = Load.objects.order_by("-pk").values_list("digest", flat=True).first()
    return _catalogue(digest or "")


def held_ever(requirement_ids: Collection[int], catalogue: Catalogue | None = None) -> dict[int, Held]:
    """Those requirements as they hold now, and those that are gone as they held last. One query for the gone, and one
    tiny one where the catalogue in force is not at hand."""
    current = (catalogue or current_requirements()).by_id
    found = {pk: current[pk] for pk in requirement_ids if pk in current}
    gone = [pk for pk in requirement_ids if pk not in current]
    if gone:
        rows = Requirement.objects.filter(pk__in=gone, current__isnull=False).select_related("current")
        found |= {held.id: held for held in _held(rows)}
    return found


def rules_of(edition_ids: Collection[int]) -> dict[int, Rule]:
    """What editions say, in force or not, by their ids. One tiny query, and one for those that are not in force."""
    current = current_requirements().by_edition
    found = {pk: current[pk].rule for pk in edition_ids if pk in current}
    old = [pk for pk in edition_ids if pk not in current]
    if old:
        found |= {edition.pk: rule_of(edition) for edition in RequirementEdition.objects.filter(pk__in=old)}
    return found


def rule_of(edition: RequirementEdition) -> Rule:
    """What an edition says whose row is at hand already; read once a process, since an edition never changes."""
    rule = _rules.get(edition.digest)
    if rule is None:
        rule = _rules[edition.digest] = Rule.model_validate(edition.body)
    return rule


_rules: dict[str, Rule] = {}


def _held(rows: Iterable[Requirement]) -> tuple[Held, ...]:
    return tuple(
        Held(row.pk, row.current.pk, row.current.number, row.pack, rule_of(row.current)) for row in rows if row.current
    )


@lru_cache(maxsize=2)
def _catalogue(digest: str) -> Catalogue:
    """Kept by a digest that holds the ids of all rows, so that two databases in one process never mix."""
    rows = Requirement.objects.filter(in_force=True, current__isnull=False).select_related("current").order_by("key")
    held = _held(rows)
    by_check: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        by_check[one.rule.check.kind].append(one)
    load = Load.objects.select_related("sheet_edition").order_by("-pk").first()
    edition = load.sheet_edition if load else None
    return Catalogue(
        digest=digest,
        held=held,
        sheet=ScoreSheet.model_validate(load.sheet) if load else None,
        load_id=load.pk if load else None,
        sheet_name=edition.name if edition else "",
        bar=edition.bar if edition else None,
        by_key={one.key: one for one in held},
        by_id={one.id: one for one in held},
        by_edition={one.edition_id: one for one in held},
        _by_check={kind: tuple(some) for kind, some in by_check.items()},
    )
