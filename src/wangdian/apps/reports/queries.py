"""Questions about scores: the ranking of a day, one outlet's score with its reasons, how it went."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.access import unit_for
from wangdian.apps.reports.access import scores_visible_to
from wangdian.apps.reports.cards import (
    DeductionCard,
    ModuleScore,
    OutletScore,
    Ranking,
    TrendPoint,
    limit_of,
)
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.rank_spans import spans_of
from wangdian.apps.reports.rankings import (
    Scope,
    Sums,
    Table,
    check_module_day,
    joined,
    lines,
    modules_of,
    newest_day,
    page,
    titles,
    trend_of,
)
from wangdian.apps.reports.scorecards import Counted, count
from wangdian.apps.reports.sheets import sheet_of
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.domain.rights import Actor, Right
from wangdian.domain.score_sheet import ScoreSheet
from wangdian.foundation import clock

COMPARED_DAYS = 30
TREND_DAYS = 90


def outlet_score(who: Actor, code: str, day: date | None = None) -> OutletScore | None:
    """As it stands now, or as it was kept on a day, by the sheet of then (None if that day has none).

    At most 5 queries; NotFound if hidden.
    """
    outlet = outlet_for(who, code)
    catalogue = current_requirements()
    kept: Counted | ScoreDay | None
    if day is None:
        kept = count([outlet.pk], catalogue)[outlet.pk]
    else:
        kept = scores_visible_to(who).filter(outlet=outlet, day=day).first()
    if kept is None:
        return None
    sheet = sheet_of(kept.load_id, catalogue)
    return OutletScore(
        code=outlet.code, name_zh=outlet.name_zh, day=day, score=kept.score, coverage=kept.coverage, lost=kept.lost,
        modules=_modules(kept.modules, sheet.sheet),
        deductions=_deductions(kept.deductions, catalogue), low=kept.low, high=kept.high,
        edition=sheet.name, bar=sheet.bar,
    )


def ranking(
    who: Actor, *, unit: str = "", day: date | None = None, module: str = "", lowest: bool = False,
    after: str | None = None, limit: int = 50,
) -> Ranking:
    """The visible outlets' scores of a day (the last one by default), ranked among those of the unit or of all that
    `who` sees: a page of lines by key, the best first or the lowest, and what is kept of the whole and its parts. At
    most 9 queries; what they read grows with the page and the parts alone. Raises Invalid for a broken `after`, and for
    a module on a day before the last; NotFound for a hidden unit."""
    scope = _scope(who, unit)
    told = trend_of(scope, _since(TREND_DAYS)) if day is None and after is None else ()
    newest = told[-1].day if told else newest_day(scope) if day is None or module else None
    day = day or newest
    if day is None:
        return Ranking(day, None, None, (), (), ())
    check_module_day(module, day, newest)
    before, catalogue = day - timedelta(days=COMPARED_DAYS), current_requirements()
    sums = Sums(scope, [day, before])
    now, past = sums.whole(day), sums.whole(before)
    if not now.outlets:
        return Ranking(day, None, None, (), (), ())
    points = now.of(module)
    found = page(scope, day, module, lowest, after, limit, unscored=points.known < now.outlets)
    spans = spans_of(scope.tops(), day, module, points.known)
    table = Table(day, before, module, points, spans, catalogue)
    mark = limit_of(None if module else catalogue.bar)
    whole = replace(joined(now, past if past.outlets else None, module), code=unit)
    return Ranking(
        day=day, kept_at=now.kept_at, whole=whole, lines=lines(found.items, table),
        branches=sums.parts(day, before, module, lowest), modules=_modules(list(modules_of(now)), catalogue.sheet),
        known=points.known, good=points.reaching(mark), limit=mark, bar=catalogue.bar, after=found.after, trend=told,
    )


def _scope(who: Actor, unit: str) -> Scope:
    """The unit, or all that `who` sees; 1 query with a unit."""
    return Scope((unit_for(who, unit).path,) if unit else who.roots(Right.SEE))


def trend(who: Actor, code: str, days: int = TREND_DAYS) -> tuple[TrendPoint, ...]:
    """An outlet's kept scores of the last days, oldest first. 2 queries; NotFound if hidden."""
    outlet = outlet_for(who, code)
    rows = scores_visible_to(who).filter(outlet=outlet, day__gte=_since(days)).order_by("day")
    return tuple(TrendPoint(day, mark, known) for day, mark, known in rows.values_list("day", "score", "coverage"))


def unit_trend(who: Actor, unit: str = "", days: int = TREND_DAYS) -> tuple[TrendPoint, ...]:
    """The visible outlets (of a unit) counted as one, day by day. At most 2 queries, 3 with a unit."""
    return trend_of(_scope(who, unit), _since(days))


def _since(days: int) -> date:
    return clock.today() - timedelta(days=days - 1)


def _modules(kept: list[dict[str, Any]], titled: ScoreSheet | None) -> tuple[ModuleScore, ...]:
    sheet = {module.code: module for module in titled.modules} if titled else {}
    return tuple(
        ModuleScore(
            code=one["code"], title_zh=sheet[one["code"]].zh if one["code"] in sheet else one["code"],
            title_en=sheet[one["code"]].en if one["code"] in sheet else one["code"],
            full=Decimal(one["full"]), lost=Decimal(one["lost"]), unseen=Decimal(one["unseen"]),
            floor=Decimal(one["floor"]) if "floor" in one else None, below=one.get("below", False),
        )
        for one in kept
    )


def _deductions(kept: list[dict[str, Any]], catalogue: Catalogue) -> tuple[DeductionCard, ...]:
    labels = dict(Subject.objects.filter(pk__in={one["subject"] for one in kept}).values_list("pk", "label"))
    cards = []
    for one in kept:
        zh, en = titles(one["requirement"], catalogue)
        cards.append(DeductionCard(
            requirement=one["requirement"], title_zh=zh, title_en=en, module=one["module"],
            subject=labels.get(one["subject"], ""), lost=Decimal(one["lost"]), repeats=one["repeats"],
            finding_id=one["finding"], since=datetime.fromisoformat(one["since"]) if one["since"] else None,
            rule=one.get("rule", ""),
        ))
    return tuple(cards)
