"""Ranks outlets by their kept scores, and counts several of them as one."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from wangdian.apps.people.models import Unit
from wangdian.apps.reports.cards import BranchLine, RankLine, portion
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.standards.catalogue import Catalogue
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
    rows: Sequence[ScoreDay], marks: Mapping[int, Mark], past: Mapping[int, Mark], module: str, catalogue: Catalogue,
) -> tuple[RankLine, ...]:
    by_code = {row.outlet.code: row for row in rows}
    ranked = scoring.ranking({row.outlet.code: _score(marks[row.outlet_id]) for row in rows})
    return tuple(_line(place, by_code[place.key], marks, past, module, catalogue) for place in ranked)


def _line(
    place: scoring.Ranked, row: ScoreDay, marks: Mapping[int, Mark], past: Mapping[int, Mark], module: str,
    catalogue: Catalogue,
) -> RankLine:
    mark, branch = marks[row.outlet_id], row.unit.parent or row.unit
    reasons = [one for one in row.deductions if not module or one["module"] == module]
    zh, en = titles(reasons[0]["requirement"], catalogue) if reasons else ("", "")
    return RankLine(
        rank=place.rank, tied=place.tied, code=row.outlet.code, name_zh=row.outlet.name_zh, branch_code=branch.code,
        branch_zh=branch.name_zh, score=place.score, change=_difference(place.score, _score(past.get(row.outlet_id))),
        coverage=_coverage(mark), lost=mark[1], reasons=len(reasons), dearest_zh=zh, dearest_en=en,
        dearest_lost=Decimal(reasons[0]["lost"]) if reasons else None,
    )


def titles(key: str, catalogue: Catalogue) -> tuple[str, str]:
    """The title of a requirement in Chinese and English; one that is no longer in force is named by its key."""
    held = catalogue.by_key.get(key)
    return (held.rule.title.zh, held.rule.title.en) if held else (key, key)


def branches(rows: Sequence[ScoreDay], marks: Mapping[int, Mark], past: Mapping[int, Mark]) -> tuple[BranchLine, ...]:
    """The units above the outlets, the best first."""
    members: dict[int, list[ScoreDay]] = {}
    units: dict[int, Unit] = {}
    for row in rows:
        branch = row.unit.parent or row.unit
        units[branch.pk] = branch
        members.setdefault(branch.pk, []).append(row)
    told = [joined(units[pk].code, units[pk].name_zh, some, marks, past) for pk, some in members.items()]
    return tuple(sorted(told, key=lambda line: (line.score is None, -(line.score or Decimal(0)), line.code)))


def joined(
    code: str, name_zh: str, rows: Sequence[ScoreDay], marks: Mapping[int, Mark], past: Mapping[int, Mark],
) -> BranchLine:
    """Several outlets counted as one; the change is that of those which had a score before."""
    now = _sum(marks[row.outlet_id] for row in rows)
    before = _sum(past[row.outlet_id] for row in rows if row.outlet_id in past)
    return BranchLine(
        code=code, name_zh=name_zh, outlets=len(rows), score=_score(now),
        change=_difference(_score(now), _score(before)), coverage=_coverage(now), lost=now[1],
    )


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
