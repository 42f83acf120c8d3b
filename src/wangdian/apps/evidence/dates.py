"""What the walks tell the calendar: when each kind was walked last at an outlet, and until when the next is due."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import F, Max, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from wangdian.apps.evidence.models import Plan, Walk
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.judging_evidence import Dated
from wangdian.domain.requirement_checks import Fact

Known = Mapping[tuple[int, str], Dated]
FACT_OF_KIND: Mapping[str, str] = {
    Plan.Kind.OPENING.value: Fact.WALK_OPENING.value, Plan.Kind.SELF.value: Fact.WALK_SELF.value,
    Plan.Kind.RECHECK.value: Fact.WALK_RECHECK.value, Plan.Kind.SPOT.value: Fact.WALK_SPOT.value,
}
_EVER = Value(datetime(1970, 1, 1, tzinfo=UTC))


def walk_facts(subject_ids: Iterable[int], fact_names: Collection[str]) -> Known:
    """What is known of each walk.<kind> of each outlet, by its subject; never walked and not planned is no entry.

    `on` is when it was finished last, `due_at` the end of the first window of an active plan that nobody has walked
    since. 3 queries, however many subjects.
    """
    ids, names = list(subject_ids), set(fact_names)
    kinds = [kind for kind, fact in FACT_OF_KIND.items() if fact in names]
    if not ids or not kinds:
        return {}
    walks = Walk.objects.filter(outlet__subject_id__in=ids, kind__in=kinds).order_by()
    done = dict(_by_pair(walks.filter(state=Walk.State.FINISHED), Max("finished_at")))
    due = dict(_by_pair(_not_walked_since(walks), Min("due_until")))
    first_days = Outlet.objects.filter(subject_id__in=ids).annotate(first=Greatest("opened_on", "subject__entered_on"))
    opened = dict(first_days.values_list("subject_id", "first"))
    return {
        pair: Dated(on=done.get(pair), due_at=due.get(pair), started_on=opened.get(pair[0]))
        for pair in done.keys() | due.keys()
    }


def _not_walked_since(walks: QuerySet[Walk]) -> QuerySet[Walk]:
    """Windows behind which no walk was finished: neither one of a later window, nor one finished later."""
    same = Walk.objects.filter(outlet=OuterRef("outlet"), kind=OuterRef("kind"), state=Walk.State.FINISHED).order_by()
    last = same.values("outlet")
    return walks.filter(plan__active=True).exclude(state=Walk.State.FINISHED).annotate(
        last_finish=Coalesce(Subquery(last.annotate(at=Max("finished_at")).values("at")), _EVER),
        last_window=Coalesce(Subquery(last.annotate(at=Max("due_until")).values("at")), _EVER),
    ).filter(due_until__gt=F("last_finish")).filter(due_until__gt=F("last_window"))


def _by_pair(walks: QuerySet[Walk], moment: Max | Min) -> list[tuple[tuple[int, str], datetime]]:
    rows = walks.values_list("outlet__subject_id", "kind").annotate(moment=moment)
    return [((subject, FACT_OF_KIND[kind]), at) for subject, kind, at in rows]
