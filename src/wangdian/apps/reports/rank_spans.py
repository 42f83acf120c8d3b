"""Ranks with the span that they are surely in: of one outlet in the whole bank, of those of a ranking among it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wangdian.apps.reports.access import scores_visible_to
from wangdian.apps.reports.cards import RankSpanCard
from wangdian.apps.reports.ends import Ends, Spans, ends_of, heard_ends
from wangdian.apps.reports.models import ScoreDay, UnitDay
from wangdian.domain.rights import Actor
from wangdian.domain.uncertainty import rank_span


def outlet_rank(who: Actor, code: str, day: date | None = None) -> RankSpanCard | None:
    """Of one outlet's last kept score by default; None where none is known, or none that may be seen.

    1 query, counted along indexes. Ranks in the whole bank name no other outlet, so they may be told to whoever may
    see this one.
    """
    rows = scores_visible_to(who).filter(
        outlet__code=code, score__isnull=False, low__isnull=False, high__isnull=False,
    )
    told = (rows.order_by("-day") if day is None else rows.filter(day=day)).annotate(
        of=_count(_known()), above=_count(_known().filter(score__gt=OuterRef("score"))),
        better=_count(_known().filter(low__gt=OuterRef("high"))),
        worse=_count(_known().filter(high__lt=OuterRef("low"))), on=F("day"),
    ).values("on", "of", "above", "better", "worse").first()
    if told is None:
        return None
    overlapping = told["of"] - 1 - told["better"] - told["worse"]
    span = rank_span(told["better"], overlapping, told["of"])
    return RankSpanCard(told["on"], told["above"] + 1, span.best, span.worst, span.of)


def spans_of(paths: Collection[str], day: date, module: str, known: int) -> Spans | None:
    """Of the scores of a module ("" for all) in these places on a day; None unless the ends of all that are `known`
    were kept. 1 query, 2 if single outlets are among the places."""
    total, found = Ends(), set()
    for path, kept in UnitDay.objects.filter(unit__path__in=paths, day=day).values_list("unit__path", "ends"):
        found.add(path)
        total.add(heard_ends(kept).get(module, Ends()))
    alone = set(paths) - found
    if alone:
        rows = ScoreDay.objects.filter(unit__path__in=alone, day=day).values_list("low", "high", "modules")
        for low, high, modules in rows:
            total.add(ends_of(low, high, modules).get(module, Ends()))
    spans = Spans(total)
    return spans if spans.of == known else None


def _known() -> QuerySet[ScoreDay]:
    """The scores of the same day."""
    return ScoreDay.objects.filter(day=OuterRef("day"), score__isnull=False).order_by()


def _count(rows: QuerySet[ScoreDay]) -> Coalesce:
    return Coalesce(Subquery(rows.values("day").annotate(n=Count("pk")).values("n")), 0)
