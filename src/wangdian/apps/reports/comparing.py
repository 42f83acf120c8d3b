"""Holds answers that arrived against those of other checks, and remembers the comparisons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.models import Answer
from wangdian.apps.findings.models import FindingTurn
from wangdian.apps.reports.agreed import LOOKED_BACK, Case, cases_of, take_in, take_out
from wangdian.apps.reports.models import Comparison
from wangdian.domain.comparing import WITHIN, Looked, Pair, Turn, pairs
from wangdian.foundation import clock

Thing = tuple[int, int]
"""Requirement and subject."""
MENDED = ("mended", "verified")
APPEARED = ("opened", "repeated", "returned")
FIELDS = (
    "pk", "walk_id", "walk__kind", "author_id", "answered_at", "received_at", "verdict", "requirement_id", "subject_id",
    "subject__unit_id", "subject__unit__path",
)


def compare_answers(walk_id: str, answer_ids: Collection[str]) -> int:
    """Compares what these answers of a walk speak of with the checks of the days before and after; returns how many
    comparisons stand there now. Safe to run twice. At most 20 queries, however many answers."""
    own = list(Answer.objects.filter(walk_id=walk_id).values_list("pk", "requirement_id", "subject_id", "answered_at"))
    wanted = set(map(str, answer_ids))
    things = {(requirement, subject) for pk, requirement, subject, _at in own if str(pk) in wanted}
    moments = [at for _pk, requirement, subject, at in own if (requirement, subject) in things]
    if not moments:
        return 0
    begin, end = min(moments), max(moments)
    return _compare(things, begin, begin - WITHIN, end + WITHIN)


class _Given(NamedTuple):
    """What is read of an answer."""

    pk: UUID
    walk: UUID
    kind: str
    author: int
    at: datetime
    received: datetime
    verdict: str
    requirement: int
    subject: int
    unit: int
    path: str

    @property
    def thing(self) -> Thing:
        return self.requirement, self.subject


@transaction.atomic
def _compare(things: Collection[Thing], begin: datetime, since: datetime, until: datetime) -> int:
    rows = Answer.objects.filter(
        requirement_id__in={r for r, _s in things}, subject_id__in={s for _r, s in things},
        answered_at__range=(since, until),
    ).values_list(*FIELDS)
    mine = [given for given in map(_Given._make, rows) if given.thing in things]
    homes = {str(given.pk): given for given in mine}
    turns = _turns(things, since, until)
    found = [
        pair for thing, looked in _counting(mine).items() for pair in pairs(looked, turns.get(thing, ()))
        if pair.later.at >= begin
    ]
    _replace([given.pk for given in mine if given.at >= begin], found, homes)
    return len(found)


def _replace(later: Collection[UUID], found: Collection[Pair], homes: Mapping[str, _Given]) -> None:
    """Puts what was found in place of what stood there, in the sums as well."""
    old = Comparison.objects.filter(later_id__in=later)
    counted = old.select_for_update().order_by("pk").filter(counts=True)
    take_out(cases_of(Comparison.objects.filter(pk__in=list(counted.values_list("pk", flat=True)))))
    old.delete()
    since = clock.now() - LOOKED_BACK
    new = [_row(pair, homes[pair.later.id], counts=pair.later.at >= since) for pair in found]
    Comparison.objects.bulk_create(new)
    take_in([_case(row, homes[str(row.later_id)].path) for row in new if row.counts])


def _counting(rows: Iterable[_Given]) -> Mapping[Thing, list[Looked]]:
    """The answer that counts of each walk about each thing: the last one."""
    last = {(one.walk, one.thing): one for one in sorted(rows, key=lambda one: (one.at, one.received, one.pk))}
    grouped: dict[Thing, list[Looked]] = defaultdict(list)
    for one in last.values():
        grouped[one.thing].append(Looked(str(one.pk), one.kind, one.author, one.at, one.verdict))
    return grouped


def _turns(things: Collection[Thing], since: datetime, until: datetime) -> dict[Thing, list[Turn]]:
    rows = FindingTurn.objects.filter(
        finding__requirement_id__in={r for r, _s in things}, finding__subject_id__in={s for _r, s in things},
        at__range=(since, until), became__in=[*MENDED, *APPEARED],
    )
    found: dict[Thing, list[Turn]] = defaultdict(list)
    for requirement, subject, at, became in rows.values_list(
        "finding__requirement_id", "finding__subject_id", "at", "became",
    ):
        found[requirement, subject].append(Turn(at, "mended" if became in MENDED else "appeared"))
    return found


def _case(row: Comparison, path: str) -> Case:
    return Case(
        row.unit_id, path, row.earlier_by_id, row.later_by_id, row.earlier_says, row.later_says, row.agrees,
    )


def _row(pair: Pair, home: _Given, *, counts: bool) -> Comparison:
    earlier, later = pair.earlier, pair.later
    return Comparison(
        requirement_id=home.requirement, subject_id=home.subject, unit_id=home.unit, at=later.at, agrees=pair.agrees,
        counts=counts,
        earlier_id=earlier.id, earlier_by_id=earlier.by, earlier_says=earlier.says,
        later_id=later.id, later_by_id=later.by, later_says=later.says,
    )
