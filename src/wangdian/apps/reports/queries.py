"""Questions about scores: the ranking of a day, one outlet's score with its reasons, how it went."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, QuerySet, Subquery, Sum

from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.access import unit_for
from wangdian.apps.reports.access import scores_visible_to
from wangdian.apps.reports.cards import (
    GOOD_SCORE,
    DeductionCard,
    ModuleScore,
    OutletScore,
    Ranking,
    TrendPoint,
    portion,
)
from wangdian.apps.reports.models import ScoreDay
from wangdian.apps.reports.rankings import added, branches, joined, kept, lines, mark_of, part, ranked, titles
from wangdian.apps.reports.scorecards import Counted, count
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.domain.rights import Actor, after_subtree
from wangdian.foundation import clock

COMPARED_DAYS = 30
TREND_DAYS = 90


def outlet_score(who: Actor, code: str, day: date | None = None) -> OutletScore | None:
    """As it stands now, or as it was kept on a day (None if that day has none). 6 queries; NotFound if hidden."""
    outlet = outlet_for(who, code)
    kept: Counted | ScoreDay | None
    if day is None:
        kept = count([outlet.pk])[outlet.pk]
    else:
        kept = scores_visible_to(who).filter(outlet=outlet, day=day).first()
    if kept is None:
        return None
    catalogue = current_requirements()
    return OutletScore(
        code=outlet.code, name_zh=outlet.name_zh, day=day, score=kept.score, coverage=kept.coverage, lost=kept.lost,
        modules=_modules(kept.modules, catalogue), deductions=_deductions(kept.deductions, catalogue),
    )


def ranking(
    who: Actor, *, unit: str = "", day: date | None = None, module: str = "", lowest: bool = False,
    after: str | None = None, limit: int | None = None,
) -> Ranking:
    """Every visible outlet's score of a day (the last one by default), ranked among those shown; the lines are all of
    them or a page by key, the best first or the lowest. 4 queries, 5 with a unit; of what it reads only the page grows
    beyond a few figures an outlet. Raises Invalid for a broken `after`."""
    rows = _scored(who, unit)
    newest = rows.order_by("-day").values("day")[:1]
    now = kept(rows.filter(day=Subquery(newest) if day is None else day))
    if not now:
        return Ranking(day, None, None, (), (), ())
    catalogue, day = current_requirements(), now[0].day
    before = rows.filter(day=day - timedelta(days=COMPARED_DAYS)).values_list("outlet_id", "modules")
    marks = {row.outlet_id: mark_of(row.modules, module) for row in now}
    past = {outlet: mark_of(modules, module) for outlet, modules in before}
    places = ranked(now, marks)
    shown, key = part(places, lowest, after, limit)
    scores = [place.score for place in places if place.score is not None]
    return Ranking(
        day=day, kept_at=max(row.kept_at for row in now), whole=joined(unit, "", now, marks, past),
        lines=lines(shown, now, marks, past, module, catalogue), branches=branches(now, marks, past, lowest),
        modules=_modules(added(now), catalogue), known=len(scores), good=sum(one >= GOOD_SCORE for one in scores),
        after=key,
    )


def _scored(who: Actor, unit: str) -> QuerySet[ScoreDay]:
    """The visible scores (of a unit); 1 query with a unit."""
    rows = scores_visible_to(who)
    if not unit:
        return rows
    path = unit_for(who, unit).path
    return rows.filter(unit__path__gte=path, unit__path__lt=after_subtree(path))


def trend(who: Actor, code: str, days: int = TREND_DAYS) -> tuple[TrendPoint, ...]:
    """An outlet's kept scores of the last days, oldest first. 2 queries; NotFound if hidden."""
    outlet = outlet_for(who, code)
    since = clock.today() - timedelta(days=days - 1)
    rows = scores_visible_to(who).filter(outlet=outlet, day__gte=since).order_by("day")
    return tuple(TrendPoint(day, mark, known) for day, mark, known in rows.values_list("day", "score", "coverage"))


def unit_trend(who: Actor, unit: str = "", days: int = TREND_DAYS) -> tuple[TrendPoint, ...]:
    """The visible outlets (of a unit) counted as one, day by day. 1 query, 2 with a unit."""
    rows = _scored(who, unit).filter(day__gte=clock.today() - timedelta(days=days - 1))
    days_of = rows.values("day").annotate(could=Sum("full"), gone=Sum("lost"), seen=Avg("coverage")).order_by("day")
    return tuple(
        TrendPoint(one["day"], portion(one["could"] - one["gone"], one["could"]), one["seen"]) for one in days_of
    )


def _modules(kept: list[dict[str, Any]], catalogue: Catalogue) -> tuple[ModuleScore, ...]:
    sheet = {module.code: module for module in catalogue.sheet.modules} if catalogue.sheet else {}
    return tuple(
        ModuleScore(
            code=one["code"], title_zh=sheet[one["code"]].zh if one["code"] in sheet else one["code"],
            title_en=sheet[one["code"]].en if one["code"] in sheet else one["code"],
            full=Decimal(one["full"]), lost=Decimal(one["lost"]), unseen=Decimal(one["unseen"]),
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
        ))
    return tuple(cards)
