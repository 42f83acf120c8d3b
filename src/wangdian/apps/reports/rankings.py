"""Reads the ranking of outlets a page at a time by index, and what is kept of several of them counted as one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.access import ROOT
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.cards import BranchLine, RankLine, TrendPoint
from wangdian.apps.reports.ends import Spans
from wangdian.apps.reports.models import ModuleMark, ScoreDay, UnitDay
from wangdian.apps.reports.sheets import bars_of
from wangdian.apps.reports.today_cards import Standing
from wangdian.apps.reports.totals import ALL, Marks, Points, added, heard, marks_of, text_of
from wangdian.apps.standards.catalogue import Catalogue
from wangdian.domain.rights import after_subtree
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page

UNSCORED = "n."
"""Begins the key of a page among those without a score, which come last."""
Mark = ScoreDay | ModuleMark
Row = QuerySet[ScoreDay] | QuerySet[ModuleMark]


@dataclass(frozen=True, slots=True)
class Scope:
    """The places that are ranked together, by their paths; none of them lies in another."""

    paths: tuple[str, ...]

    @property
    def is_all(self) -> bool:
        return self.paths in {("",), (ROOT,)}

    def within(self) -> Q:
        """The condition on rows that have a path of their own."""
        if self.is_all:
            return Q()
        condition = Q(pk__in=[])
        for path in self.paths:
            condition |= Q(path__gte=path, path__lt=after_subtree(path))
        return condition

    def tops(self) -> tuple[str, ...]:
        return (ROOT,) if self.is_all else self.paths


@dataclass(slots=True)
class Total:
    """A unit on a day, or several units."""

    code: str = ""
    name_zh: str = ""
    outlets: int = 0
    kept_at: datetime | None = None
    marks: Marks | None = None

    def of(self, module: str) -> Points:
        return (self.marks or {}).get(module, Points())

    def add(self, marks: Marks, outlets: int, kept_at: datetime) -> None:
        self.marks = self.marks or {}
        added(self.marks, marks)
        self.outlets += outlets
        self.kept_at = max(self.kept_at or kept_at, kept_at)


class Sums:
    """What is kept of the units of a scope, and of those right below a single one, on some days. At most 2 queries."""

    def __init__(self, scope: Scope, days: Collection[date]) -> None:
        self._tops = scope.tops()
        asked = Q(path__in=self._tops)
        if len(self._tops) == 1:
            asked |= Q(parent__in=Unit.objects.filter(path=self._tops[0]).order_by().values("pk"))
        # The units first, then their days by index: else every unit of the bank is looked at.
        units = Unit.objects.filter(asked).order_by().values("pk")
        rows = list(UnitDay.objects.filter(unit__in=units, day__in=days).select_related("unit").defer("ends"))
        self._by_unit: dict[tuple[str, date], Total] = {(row.unit.path, row.day): _total(row) for row in rows}
        lone = set(self._tops) - {row.unit.path for row in rows}
        if lone:
            own = ScoreDay.objects.filter(unit__path__in=lone, day__in=days).select_related("outlet")
            self._by_unit |= {(row.path, row.day): _own(row) for row in own}

    def whole(self, day: date) -> Total:
        total = Total()
        for path in self._tops:
            one = self._by_unit.get((path, day))
            if one is not None and one.kept_at is not None:
                total.add(one.marks or {}, one.outlets, one.kept_at)
        return total

    def parts(self, day: date, before: date, module: str, lowest: bool) -> tuple[BranchLine, ...]:
        """The units right below the single one, or those of the scope; the best first or the lowest, unknown last."""
        shown = [path for path, on in self._by_unit if on == day and (len(self._tops) > 1 or path not in self._tops)]
        lines = [
            joined(self._by_unit[path, day], self._by_unit.get((path, before)), module) for path in shown
            if self._by_unit[path, day].outlets
        ]
        sign = 1 if lowest else -1
        return tuple(sorted(lines, key=lambda line: (line.score is None, sign * (line.score or Decimal(0)), line.code)))


def _total(row: UnitDay) -> Total:
    return Total(row.unit.code, row.unit.name_zh, row.outlets, row.kept_at, heard(row.marks))


def _own(row: ScoreDay) -> Total:
    return Total(row.outlet.code, row.outlet.name_zh, 1, row.kept_at, marks_of(row.score, row.modules))


def joined(now: Total, before: Total | None, module: str) -> BranchLine:
    """Several outlets counted as one; the change is against what the place had then."""
    points = now.of(module)
    past = before.of(module).score if before is not None else None
    return BranchLine(
        code=now.code, name_zh=now.name_zh, outlets=now.outlets, score=points.score,
        change=_difference(points.score, past), coverage=points.coverage, lost=points.lost,
    )


def standing_kept(paths: tuple[str, ...]) -> Standing | None:
    """How the outlets of these places stood when their scores were last counted; None if that is not known of all of
    them. 1 query."""
    scope = Scope(paths)
    since = clock.today() - timedelta(days=1)
    rows = UnitDay.objects.filter(unit__path__in=scope.tops(), day__gte=since, outlets__gt=0).order_by("day")
    newest = {row[0]: row[1:] for row in rows.values_list("unit_id", "outlets", "failing", "unknown")}
    if len(newest) < len(scope.tops()):
        return None
    outlets, failing, unknown = (sum(one[n] for one in newest.values()) for n in range(3))
    return Standing(outlets, outlets - failing - unknown, failing, unknown)


def trend_of(scope: Scope, since: date) -> tuple[TrendPoint, ...]:
    """The outlets of the scope counted as one, day by day, the oldest first. At most 2 queries."""
    found: dict[date, Points] = {}
    rows = UnitDay.objects.filter(unit__path__in=scope.tops(), outlets__gt=0, day__gte=since).order_by("day")
    for day, full, lost, unseen in rows.values_list("day", "full", "lost", "unseen"):
        found.setdefault(day, Points()).add(Points(full, lost, unseen))
    if not found:
        own = ScoreDay.objects.filter(unit__path__in=scope.tops(), day__gte=since).order_by("day")
        for day, score, modules in own.values_list("day", "score", "modules"):
            found.setdefault(day, Points()).add(marks_of(score, modules)[ALL])
    return tuple(TrendPoint(day, points.score, points.coverage) for day, points in found.items())


def newest_day(scope: Scope) -> date | None:
    """The last day that has scores in the scope. At most 2 queries."""
    days = UnitDay.objects.filter(unit__path__in=scope.tops(), outlets__gt=0).order_by("-day")
    found = days.values_list("day", flat=True).first()
    if found is not None:
        return found
    return ScoreDay.objects.filter(unit__path__in=scope.tops()).order_by("-day").values_list("day", flat=True).first()


def page(
    scope: Scope, day: date, module: str, lowest: bool, after: str | None, limit: int, unscored: bool,
) -> Page[Mark]:
    """The marks of a page, those without a score last; read in the order of an index. At most 2 queries.

    `unscored` says whether there are any without. Raises Invalid for a broken `after`.
    """
    rows = _rows(scope, day, module)
    if after and after.startswith(UNSCORED):
        return _without(rows, after.removeprefix(UNSCORED) or None, limit)
    order = ("score" if lowest else "-score", "path")
    found: Page[Mark] = page_of(rows.filter(score__isnull=False), order, _same, after, limit)
    if found.after is not None or not unscored:
        return found
    if len(found.items) >= limit:
        return Page(found.items, UNSCORED)
    rest = _without(rows, None, limit - len(found.items))
    return Page(found.items + rest.items, rest.after)


def _rows(scope: Scope, day: date, module: str) -> Any:
    """Of a module the latest marks are kept, without those of outlets that were closed since."""
    if module == ALL:
        rows: Any = ScoreDay.objects.filter(scope.within(), day=day)
    else:
        rows = ModuleMark.objects.filter(scope.within(), module=module)
        rows = rows.filter(Q(outlet__closed_on=None) | Q(outlet__closed_on__gt=day))
    return rows.select_related("outlet", "unit__parent")


def _without(rows: Any, after: str | None, limit: int) -> Page[Mark]:
    found: Page[Mark] = page_of(rows.filter(score=None), ("path",), _same, after, limit)
    return Page(found.items, None if found.after is None else UNSCORED + found.after)


def _same(row: Mark) -> Mark:
    return row


@dataclass(frozen=True, slots=True)
class Table:
    """By what the lines of a ranking are written: the places by score, the spans of ranks where they are known."""

    day: date
    before: date
    module: str
    total: Points
    spans: Spans | None
    catalogue: Catalogue


def lines(marks: Sequence[Mark], table: Table) -> tuple[RankLine, ...]:
    """The lines of those marks. At most 2 queries: what was lost for, the score before, and (for scores given by
    another sheet than today's) its bar are read of them alone."""
    days = [table.day, table.before]
    rows = ScoreDay.objects.filter(outlet__in=[mark.outlet_id for mark in marks], day__in=days)
    kept = {(row.outlet_id, row.day): row for row in rows}
    bars = bars_of({row.load_id for row in kept.values() if row.day == table.day}, table.catalogue)
    places = table.total.places()
    return tuple(
        replace(
            _line(mark, places, now, kept.get((mark.outlet_id, table.before)), table.module, table.catalogue),
            **_span(mark, table.spans), **_passing(now, bars, table.catalogue),
        )
        for mark in marks for now in [kept.get((mark.outlet_id, table.day))]
    )


def _span(mark: Mark, spans: Spans | None) -> dict[str, Any]:
    if spans is None or mark.low is None or mark.high is None:
        return {}
    span = spans.span(mark.low, mark.high)
    return {"best": span.best, "worst": span.worst, "of": span.of}


def _passing(row: ScoreDay | None, bars: Mapping[int | None, Decimal | None], catalogue: Catalogue) -> dict[str, Any]:
    """Whether the score passes, and what it failed by."""
    if row is None or row.score is None:
        return {}
    bar = bars.get(row.load_id)
    below = [one["code"] for one in row.modules if one.get("below")]
    if bar is None and not any("floor" in one for one in row.modules):
        return {}
    below_bar = bar is not None and row.score < bar
    titled = {one.code: one for one in catalogue.sheet.modules} if catalogue.sheet else {}
    return {
        "passes": not below and not below_bar, "below_bar": below_bar,
        "floors_zh": tuple(titled[code].zh if code in titled else code for code in below),
        "floors_en": tuple(titled[code].en if code in titled else code for code in below),
    }


def _line(
    mark: Mark, places: Mapping[str, tuple[int, bool]], now: ScoreDay | None, past: ScoreDay | None, module: str,
    catalogue: Catalogue,
) -> RankLine:
    reasons = [one for one in (now.deductions if now else ()) if module in {ALL, one["module"]}]
    zh, en = titles(reasons[0]["requirement"], catalogue) if reasons else ("", "")
    rank, tied = places.get(text_of(mark.score), (None, False)) if mark.score is not None else (None, False)
    points, above = _points(now, module), mark.unit.parent or mark.unit
    return RankLine(
        rank=rank, tied=tied, code=mark.outlet.code, name_zh=mark.outlet.name_zh, branch_code=above.code,
        branch_zh=above.name_zh, score=mark.score, change=_difference(mark.score, _points(past, module).score),
        coverage=points.coverage, lost=points.lost, reasons=len(reasons), dearest_zh=zh, dearest_en=en,
        dearest_lost=Decimal(reasons[0]["lost"]) if reasons else None,
    )


def _points(row: ScoreDay | None, module: str) -> Points:
    return marks_of(row.score, row.modules).get(module, Points()) if row is not None else Points()


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def titles(key: str, catalogue: Catalogue) -> tuple[str, str]:
    """The title of a requirement in Chinese and English; one that is no longer in force is named by its key."""
    held = catalogue.by_key.get(key)
    return (held.rule.title.zh, held.rule.title.en) if held else (key, key)


def check_module_day(module: str, day: date, newest: date | None) -> None:
    """Raises Invalid where the ranking of a module is asked for on a day before the last."""
    if module and day != newest:
        raise invalid("module", "The ranking by module is kept of the last day alone.")


def modules_of(total: Total) -> Iterable[dict[str, Any]]:
    """The modules of a total as they are kept of an outlet."""
    return [
        {"code": code, "full": str(points.full), "lost": str(points.lost), "unseen": str(points.unseen)}
        for code, points in sorted((total.marks or {}).items()) if code != ALL
    ]


