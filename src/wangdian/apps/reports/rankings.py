"""Ranks outlets by their kept scores, and counts several of them as one."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from wangdian.apps.people.models import Unit
from wangdian.apps.reports.cards import BranchLine, RankLine, portion
from wangdian.apps.reports.models import ScoreDay
from wangdian.domain import scoring

Mark = tuple[Decimal, Decimal, Decimal]
"""Points that could be earned, points lost, points unseen."""
NOTHING: Mark = (Decimal(0), Decimal(0), Decimal(0))


def mark_of(row: ScoreDay, module: str) -> Mark:
    full, lost, unseen = Decimal(0), Decimal(0), Decimal(0)
    for one in row.modules:
        if not module or one["code"] == module:
            full, lost, unseen = _sum([(full, lost, unseen), _points(one)])
    return full, lost, unseen


def _points(one: Mapping[str, Any]) -> Mark:
    return Decimal(one["full"]), Decimal(one["lost"]), Decimal(one["unseen"])


def _score(mark: Mark | None) -> Decimal | None:
    return portion(mark[0] - mark[1], mark[0]) if mark else None


def _coverage(mark: Mark) -> Decimal:
    return mark[0] / (mark[0] + mark[2]) if mark[0] + mark[2] else Decimal(0)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def lines(
    rows: Sequence[ScoreDay], marks: Mapping[int, Mark], past: Mapping[int, Mark], module: str,
) -> tuple[RankLine, ...]:
    by_code = {row.outlet.code: row for row in rows}
    ranked = scoring.ranking({row.outlet.code: _score(marks[row.outlet_id]) for row in rows})
    told = []
    for place in ranked:
        row = by_code[place.key]
        mark = marks[row.outlet_id]
        branch = row.unit.parent or row.unit
        told.append(RankLine(
            rank=place.rank, tied=place.tied, code=row.outlet.code, name_zh=row.outlet.name_zh,
            branch_code=branch.code, branch_zh=branch.name_zh, score=place.score,
            change=_difference(place.score, _score(past.get(row.outlet_id))), coverage=_coverage(mark), lost=mark[1],
            reasons=sum(not module or one["module"] == module for one in row.deductions),
        ))
    return tuple(told)


def branches(rows: Sequence[ScoreDay], marks: Mapping[int, Mark], past: Mapping[int, Mark]) -> tuple[BranchLine, ...]:
    members: dict[int, list[ScoreDay]] = {}
    units: dict[int, Unit] = {}
    for row in rows:
        branch = row.unit.parent or row.unit
        units[branch.pk] = branch
        members.setdefault(branch.pk, []).append(row)
    told = []
    for pk, some in members.items():
        now = _sum(marks[row.outlet_id] for row in some)
        before = _sum(past[row.outlet_id] for row in some if row.outlet_id in past)
        told.append(BranchLine(
            code=units[pk].code, name_zh=units[pk].name_zh, outlets=len(some), score=_score(now),
            change=_difference(_score(now), _score(before)), coverage=_coverage(now), lost=now[1],
        ))
    return tuple(sorted(told, key=lambda line: (line.score is None, -(line.score or Decimal(0)), line.code)))


def _sum(marks: Iterable[Mark]) -> Mark:
    full, lost, unseen = Decimal(0), Decimal(0), Decimal(0)
    for mark in marks:
        full, lost, unseen = full + mark[0], lost + mark[1], unseen + mark[2]
    return full, lost, unseen


def mean(values: Iterable[Decimal]) -> Decimal:
    listed = list(values)
    return sum(listed, Decimal(0)) / len(listed)


def added(rows: Sequence[ScoreDay]) -> list[dict[str, Any]]:
    """The modules of several outlets, their points added up."""
    total: dict[str, Mark] = {}
    for row in rows:
        for one in row.modules:
            total[one["code"]] = _sum([total.get(one["code"], NOTHING), _points(one)])
    return [
        {"code": code, "full": str(full), "lost": str(lost), "unseen": str(unseen)}
        for code, (full, lost, unseen) in sorted(total.items())
    ]
