"""The scores of the copies: of past days as the small bank's were, of today counted from how each copy stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from demo.days import WHOLE_BANK
from demo.large.copying import Copier
from demo.large.history import Flip, History
from demo.large.places import Copy
from demo.large.staging import Row, fill, prepared
from demo.large.sums import recount
from demo.seed import Progress
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.inputs import Behind, Standings, standings_of
from wangdian.apps.reports.models import Followed, ScoreDay
from wangdian.apps.reports.scorecards import Counted, counted, floors_of
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.scoring import Line, Standing
from wangdian.foundation import clock

AT_ONCE = 1000
CARD = ("score", "coverage", "full", "lost", "modules", "low", "high", "load")
PLACE = ("outlet", "unit", "path", "day", "kept_at", "state", "deductions")
ROW = ", ".join(ScoreDay._meta.get_field(name).attname for name in (*PLACE, *CARD))


def keep_scores(copier: Copier, copies: Sequence[Copy], history: History, tell: Progress) -> None:
    """Keeps today's score of each copy and those of the days with which it is compared."""
    scores = Scores(copier, {one.home for one in copies}, history)
    for start in range(0, len(copies), AT_ONCE):
        part = [row for one in copies[start : start + AT_ONCE] for row in scores.of(one)]
        with transaction.atomic():
            fill(ScoreDay._meta.db_table, ROW, part)
        tell("scores", min(start + AT_ONCE, len(copies)), len(copies))
    days = [clock.today(), *sorted({day for kept in scores.past.values() for day, _card in kept})]
    for n, day in enumerate(days, 1):
        with transaction.atomic():
            recount(day)
        tell("units", n, len(days))
    Followed.objects.update_or_create(pk=1, defaults={"day": clock.today(), "until": clock.now()})


class Scores:
    """What the small bank knows of each home, turned into the scores of its copies."""

    def __init__(self, copier: Copier, homes: set[int], history: History) -> None:
        self.copier, self.history = copier, history
        self.outlets: dict[int, int] = dict(Outlet.objects.filter(unit__in=homes).values_list("unit_id", "pk"))
        catalogue = current_requirements()
        self.floors, self.load = floors_of(catalogue), catalogue.load_id
        stands = standings_of(list(self.outlets.values()), catalogue)
        self.stands = {home: stands[pk] for home, pk in self.outlets.items()}
        self.plain = {home: self._counted(one) for home, one in self.stands.items()}
        unseen = _asked_of_eyes()
        self.blank = {home: self._counted(_unseen(one, unseen)) for home, one in self.stands.items()}
        self.past = self._kept()
        kept = (card for days in self.past.values() for _day, card in days)
        self._cards = {id(card): _card(card) for card in (*self.plain.values(), *self.blank.values(), *kept)}
        self.paths: dict[int, str] = dict(Unit.objects.filter(kind="outlet").values_list("pk", "path"))

    def of(self, one: Copy) -> Iterator[Row]:
        flips = self.history.flips.get((one.turn, one.home), ())
        card = self.plain[one.home] if one.walked else self.blank[one.home]
        if flips or (one.walked and card.deductions):
            card = self._counted(self._standing(one, flips))
        yield self._row(one, clock.today(), card)
        for day, kept in self.past[one.home]:
            yield self._row(one, day, kept if one.walked else self.blank[one.home])

    def _counted(self, stands: Standings) -> Counted:
        return counted(stands, self.floors, self.load)

    def _kept(self) -> dict[int, list[tuple[date, Counted]]]:
        """The scores of days that are looked back to; without the findings behind them, which have no copies."""
        found: dict[int, list[tuple[date, Counted]]] = {home: [] for home in self.outlets}
        for row in ScoreDay.objects.filter(unit__in=self.outlets, day__lt=clock.today()).order_by("day"):
            if (clock.today() - row.day).days in WHOLE_BANK:
                lost = [{**one, "finding": None} for one in row.deductions]
                found[row.unit_id].append((
                    row.day, Counted(row.score, row.coverage, row.full, row.lost, row.modules, lost, row.low, row.high,
                                     row.load_id),
                ))
        return found

    def _standing(self, one: Copy, flips: Sequence[Flip]) -> Standings:
        """How the copy stands: as its home does, but for what was found at it alone."""
        like = self.stands[one.home]
        behind = {
            (key, self._subject(subject, one)): Behind(self._finding(found.id, one), found.opened_at)
            for (key, subject), found in like.findings.items()
        }
        lines = [replace(line, subject=self._subject(line.subject, one)) for line in like.lines]
        failing = {(flip.requirement, self._subject(str(flip.subject), one)): flip for flip in flips}
        lines = [
            replace(line, standing=Standing.FAILS, repeats=0) if (line.requirement, line.subject) in failing else line
            for line in lines
        ]
        behind |= {pair: Behind(flip.finding, flip.opened_at) for pair, flip in failing.items()}
        return Standings(tuple(lines), behind)

    def _subject(self, subject: str, one: Copy) -> str:
        shift = self.copier.shifts[Subject]
        return str(int(subject) + shift.start + one.turn * shift.step)

    def _finding(self, pk: int, one: Copy) -> int:
        shift = self.copier.shifts[Finding]
        return pk + shift.start + one.turn * shift.step

    def _row(self, one: Copy, day: date, card: Counted) -> Row:
        outlet, unit = self.copier.shifts[Outlet], self.copier.shifts[Unit]
        deductions = card.deductions
        if day != clock.today():
            deductions = [self._moved(told, one) for told in deductions]
        place = one.home + unit.start + one.turn * unit.step
        state = "fails" if deductions else "holds" if one.walked else "unknown"
        mine = (self.outlets[one.home] + outlet.start + one.turn * outlet.step, place, self.paths[place], day,
                clock.now(), state, deductions)
        return [*prepared(ScoreDay, PLACE, mine), *(self._cards.get(id(card)) or _card(card))]

    def _moved(self, told: Mapping[str, Any], one: Copy) -> dict[str, Any]:
        return {**told, "subject": int(self._subject(str(told["subject"]), one))}


def _card(card: Counted) -> Row:
    values = (card.score, card.coverage, card.full, card.lost, card.modules, card.low, card.high, card.load_id)
    return prepared(ScoreDay, CARD, values)


def _asked_of_eyes() -> set[str]:
    """Keys of what nobody knows where nobody has walked."""
    return {
        one.key for one in current_requirements().held
        if not isinstance(one.rule.check, DatedCheck) or one.rule.check.fact.startswith("walk.")
    }


def _unseen(stands: Standings, unseen: set[str]) -> Standings:
    lines: list[Line] = [
        replace(line, standing=Standing.UNKNOWN) if line.requirement in unseen else line for line in stands.lines
    ]
    return Standings(tuple(lines), {})
