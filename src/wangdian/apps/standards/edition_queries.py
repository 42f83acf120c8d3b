"""Questions about editions of the score sheet, answered with frozen cards."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.standards.access import guard_reading
from wangdian.apps.standards.editions import delivered, edition_in_force, edition_of, under
from wangdian.apps.standards.models import SheetEdition
from wangdian.apps.standards.sheet_columns import rows_of_sheet
from wangdian.apps.standards.tongue import said
from wangdian.domain.packs import Catalogue
from wangdian.domain.rights import Actor
from wangdian.domain.sheet_comparison import Difference, Side, differences
from wangdian.foundation import clock
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class SheetEditionCard:
    """An edition of the score sheet; `in_force` is the one that counts today, `replaced` counted once."""

    id: int
    name: str
    note: str
    bar: Decimal | None
    state: str
    made_at: datetime
    from_day: date | None
    in_force: bool

    @property
    def stage(self) -> str:
        """draft, discarded, coming, in_force or replaced."""
        if self.state != SheetEdition.State.ADOPTED:
            return self.state
        if self.in_force:
            return "in_force"
        return "coming" if self.from_day is not None and self.from_day > clock.today() else "replaced"


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """One line of a comparison, titles in the reader's language."""

    level: str
    code: str
    title: str
    sort: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions side by side; an id of None is the delivered sheet."""

    before_id: int | None
    before: str
    after_id: int | None
    after: str
    lines: tuple[DifferenceCard, ...]


def editions_page(who: Actor, *, after: str | None = None, limit: int = 50) -> Page[SheetEditionCard]:
    """The newest first. 2 queries."""
    guard_reading(who)
    now = edition_in_force(clock.today())
    return page_of(SheetEdition.objects.defer("body"), ("-pk",), lambda row: _card(row, now), after, limit)


def edition_card(who: Actor, edition_id: int) -> SheetEditionCard:
    """2 queries; NotFound if there is none."""
    guard_reading(who)
    return _card(edition_of(edition_id), edition_in_force(clock.today()))


def sheet_rows(who: Actor, edition_id: int | None = None) -> list[dict[str, str]]:
    """An edition as rows of a spreadsheet; what counts today if none is named."""
    guard_reading(who)
    catalogue = _counted_by(edition_in_force(clock.today()) if edition_id is None else edition_of(edition_id))
    return list(rows_of_sheet(catalogue.sheet, catalogue.requirements))


def comparison(who: Actor, after_id: int, before_id: int | None = None, *, with_delivered: bool = False) -> Comparison:
    """An edition held against another, by default against what counts today; 3 queries, and the files of the bank."""
    guard_reading(who)
    after = edition_of(after_id)
    before: SheetEdition | None
    if with_delivered:
        before = None
    else:
        before = edition_of(before_id) if before_id is not None else edition_in_force(clock.today())
    found = differences(_side(before), _side(after))
    return Comparison(
        before_id=before.pk if before else None, before=before.name if before else "", after_id=after.pk,
        after=after.name, lines=tuple(_line(one) for one in found),
    )


def _counted_by(edition: SheetEdition | None) -> Catalogue:
    return under(edition, delivered())


def _side(edition: SheetEdition | None) -> Side:
    return Side(_counted_by(edition), edition.bar if edition else None)


def _line(one: Difference) -> DifferenceCard:
    return DifferenceCard(one.level.value, one.code, said(one.title), one.sort.value, one.before, one.after)


def _card(row: SheetEdition, now: SheetEdition | None) -> SheetEditionCard:
    return SheetEditionCard(
        id=row.pk, name=row.name, note=row.note, bar=row.bar, state=row.state, made_at=row.made_at,
        from_day=row.from_day, in_force=now is not None and now.pk == row.pk,
    )
