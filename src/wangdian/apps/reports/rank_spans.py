"""The rank of an outlet in the whole bank on a day, with the span that it is surely in."""

from datetime import date

from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.reports.cards import RankSpanCard
from wangdian.apps.reports.models import ScoreDay
from wangdian.domain.rights import Actor
from wangdian.domain.uncertainty import rank_span


def outlet_rank(who: Actor, code: str, day: date | None = None) -> RankSpanCard | None:
    """Of one outlet, by its code. 6 queries; NotFound if hidden."""
    return rank_span_of(outlet_for(who, code).pk, day)


def rank_span_of(outlet_id: int, day: date | None = None) -> RankSpanCard | None:
    """Of the last kept score by default; None where none is known. 5 queries, counted along indexes.

    Ranks in the whole bank name no other outlet, so they may be told to whoever may see this one.
    """
    rows = ScoreDay.objects.filter(outlet_id=outlet_id, score__isnull=False, low__isnull=False, high__isnull=False)
    own = (rows.order_by("-day") if day is None else rows.filter(day=day)).only("day", "score", "low", "high").first()
    if own is None:
        return None
    known = ScoreDay.objects.filter(day=own.day, score__isnull=False)
    of, above = known.count(), known.filter(score__gt=own.score).count()
    better, worse = known.filter(low__gt=own.high).count(), known.filter(high__lt=own.low).count()
    span = rank_span(better, of - 1 - better - worse, of)
    return RankSpanCard(own.day, above + 1, span.best, span.worst, of)
