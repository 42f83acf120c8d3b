"""Ranks outlets by their kept scores, and counts several of them as one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet

from wangdian.apps.reports.cards import BranchLine, RankLine, portion
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.standards.catalogue import Catalogue
from wangdian.domain import scoring
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import from_key, to_key

Order = tuple[bool, Decimal, str]
Mark = tuple[Decimal, Decimal, Decimal]
"""Points that could be earned, points lost, points unseen."""
NOTHING: Mark = (Decimal(0), Decimal(0), Decimal(0))


class Kept(NamedTuple):
    """What is read of every score of a ranking; there may be tens of thousands, so that is no whole row."""

    pk: int
    day: date
    kept_at: datetime
    modules: list[dict[str, Any]]
    outlet_id: int
    code: str
    name_zh: str
    unit_code: str
    unit_zh: str
    above_code: str | None
    above_zh: str | None

    @property
    def branch(self) -> tuple[str, str]:
        """Code and name of the unit above the outlet; of its own where there is none."""
        return self.above_code or self.unit_code, self.above_zh or self.unit_zh


FIELDS = (
    "pk", "day", "kept_at", "modules", "outlet_id", "outlet__code", "outlet__name_zh", "unit__code", "unit__name_zh",
    "unit__parent__code", "unit__parent__name_zh",
)


def kept(rows: QuerySet[ScoreDay]) -> list[Kept]:
    """In the order of the outlets' codes. 1 query."""
    return [Kept._make(row) for row in rows.order_by("outlet__code").values_list(*FIELDS)]


def mark_of(modules: Iterable[Mapping[str, Any]], module: str) -> Mark:
    return _sum(_points(one) for one in modules if not module or one["code"] == module)


def _points(one: Mapping[str, Any]) -> Mark:
    return Decimal(one["full"]), Decimal(one["lost"]), Decimal(one["unseen"])


def _score(mark: Mark | None) -> Decimal | None:
    return portion(mark[0] - mark[1], mark[0]) if mark else None


def _coverage(mark: Mark) -> Decimal:
    return mark[0] / (mark[0] + mark[2]) if mark[0] + mark[2] else Decimal(0)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def ranked(rows: Sequence[Kept], marks: Mapping[int, Mark]) -> tuple[scoring.Ranked, ...]:
    """The places of outlets by their codes, the best first."""
    return scoring.ranking({row.code: _score(marks[row.outlet_id]) for row in rows})


def part(
    places: Iterable[scoring.Ranked], lowest: bool, after: str | None, limit: int | None,
) -> tuple[tuple[scoring.Ranked, ...], str | None]:
    """A page of places with the key of the next one; those without a score come last either way.

    Raises Invalid for a broken `after`.
    """
    listed = sorted(places, key=partial(_order, lowest))
    if after:
        key = _order_of(after, lowest)
        listed = listed[bisect_right(listed, key, key=partial(_order, lowest)) :]
    shown = tuple(listed if limit is None else listed[:limit])
    if len(shown) == len(listed):
        return shown, None
    return shown, to_key([None if shown[-1].score is None else str(shown[-1].score), shown[-1].key])


def _order(lowest: bool, place: scoring.Ranked) -> Order:
    score = place.score or Decimal(0)
    return place.score is None, score if lowest else -score, place.key


def _order_of(after: str, lowest: bool) -> Order:
    score, code = from_key(after, 2)
    try:
        return _order(lowest, scoring.Ranked(str(code), None if score is None else Decimal(score), None, False))
    except InvalidOperation as error:
        raise invalid("after", "This page key is not one of ours.") from error


def lines(
    places: Sequence[scoring.Ranked], rows: Sequence[Kept], marks: Mapping[int, Mark], past: Mapping[int, Mark],
    module: str, catalogue: Catalogue,
) -> tuple[RankLine, ...]:
    """The lines of those places. 1 query: what was lost for is read of them alone."""
    by_code = {row.code: row for row in rows}
    shown = [by_code[place.key].pk for place in places]
    reasons = dict(ScoreDay.objects.filter(pk__in=shown).values_list("pk", "deductions")) if shown else {}
    return tuple(
        _line(place, by_code[place.key], reasons[by_code[place.key].pk], marks, past, module, catalogue)
        for place in places
    )


def _line(
    place: scoring.Ranked, row: Kept, deductions: Iterable[Mapping[str, Any]], marks: Mapping[int, Mark],
    past: Mapping[int, Mark], module: str, catalogue: Catalogue,
) -> RankLine:
    mark, branch = marks[row.outlet_id], row.branch
    reasons = [one for one in deductions if not module or one["module"] == module]
    zh, en = titles(reasons[0]["requirement"], catalogue) if reasons else ("", "")
    return RankLine(
        rank=place.rank, tied=place.tied, code=row.code, name_zh=row.name_zh, branch_code=branch[0],
        branch_zh=branch[1], score=place.score, change=_difference(place.score, _score(past.get(row.outlet_id))),
        coverage=_coverage(mark), lost=mark[1], reasons=len(reasons), dearest_zh=zh, dearest_en=en,
        dearest_lost=Decimal(reasons[0]["lost"]) if reasons else None,
    )


def titles(key: str, catalogue: Catalogue) -> tuple[str, str]:
    """The title of a requirement in Chinese and English; one that is no longer in force is named by its key."""
    held = catalogue.by_key.get(key)
    return (held.rule.title.zh, held.rule.title.en) if held else (key, key)


def branches(
    rows: Sequence[Kept], marks: Mapping[int, Mark], past: Mapping[int, Mark], lowest: bool,
) -> tuple[BranchLine, ...]:
    """The units above the outlets, the best first or the lowest; those without a score come last."""
    members: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for row in rows:
        members[row.branch].append(row)
    told = [joined(code, name, some, marks, past) for (code, name), some in members.items()]
    sign = 1 if lowest else -1
    return tuple(sorted(told, key=lambda line: (line.score is None, sign * (line.score or Decimal(0)), line.code)))


def joined(
    code: str, name_zh: str, rows: Sequence[Kept], marks: Mapping[int, Mark], past: Mapping[int, Mark],
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


def added(rows: Sequence[Kept]) -> list[dict[str, Any]]:
    """The modules of several outlets, their points added up."""
    total: dict[str, Mark] = {}
    for row in rows:
        for one in row.modules:
            total[one["code"]] = _sum([total.get(one["code"], NOTHING), _points(one)])
    return [
        {"code": code, "full": str(full), "lost": str(lost), "unseen": str(unseen)}
        for code, (full, lost, unseen) in sorted(total.items())
    ]
