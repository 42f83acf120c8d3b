"""How long judging takes: what falls due on one day, and what changed. It changes the bank: take a scratch copy."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from bench.figures import Figure, profiled, timed
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.models import UpkeepRecord
from wangdian.apps.findings.jobs import CHUNK, sweep
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.journal.actions.deliver import deliver_due
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.rights import SYSTEM
from wangdian.domain.thing_kinds import BUTTON_TESTS
from wangdian.foundation import clock

CHANGES = 1000
DAY = timedelta(days=1)


def judge_until(moment: datetime) -> int:
    """Everything that falls due until then; returns how many pairs."""
    done = looked = sweep(moment)
    while looked >= CHUNK:
        looked = sweep(moment)
        done += looked
    return done


def changes() -> list[Figure]:
    """Upkeep of 1,000 things is noted, first as rows that the sweep meets together, then each as a fact of its own."""
    things = _things_kept()
    together, alone = things[::2][:CHANGES], things[1::2][:CHANGES]
    today, now = clock.today(), clock.now()
    UpkeepRecord.objects.bulk_create(UpkeepRecord(subject_id=pk, sort=sort, done_on=today) for pk, sort in together)
    dated = Standing.objects.filter(subject__in=[pk for pk, _sort in together], requirement__check_kind="dated")
    pairs = dated.update(look_again_at=now)
    with timed() as swept:
        judge_until(now)
    for pk, sort in alone:
        RecordUpkeep(who=SYSTEM, subject_id=pk, sort=sort, done_on=today).do()
    told = OutboxRow.objects.filter(done_at=None).count()
    with timed() as carried:
        while deliver_due(500):
            pass
    return [
        Figure(f"judging after {len(together):,} changes, together ({pairs:,} pairs)", round(swept.seconds, 2), "s",
               "1"),
        Figure(f"judging after {len(alone):,} changes, a fact each ({told:,} facts)", round(carried.seconds, 2), "s"),
    ]


def _things_kept() -> Sequence[tuple[int, str]]:
    """Of 2,000 outlets from all over the bank one thing each, with a sort of upkeep that is noted of it."""
    outlets = list(Outlet.objects.filter(closed_on=None).order_by("pk").values_list("unit_id", flat=True))
    some = outlets[:: max(1, len(outlets) // (2 * CHANGES))]
    rows = UpkeepRecord.objects.filter(subject__unit__in=some, subject__active=True).exclude(sort__in=BUTTON_TESTS)
    last = rows.order_by().values("subject__unit").annotate(last=Max("pk")).values("last")
    return list(UpkeepRecord.objects.filter(pk__in=last).order_by("pk").values_list("subject_id", "sort"))


def caught_up() -> list[Figure]:
    """What fell due since the bank was made, so that what is measured next is measured of itself."""
    with timed() as span:
        pairs = judge_until(clock.now())
    return [Figure(f"judging what fell due since the bank was made ({pairs:,} pairs)", round(span.seconds, 2), "s")]


def a_day() -> tuple[list[Figure], str]:
    """All that falls due within the next 24 hours; and a profile of some of the day after."""
    now, findings = clock.now(), Finding.objects.count()
    with timed() as span:
        pairs = judge_until(now + DAY)
    made = Finding.objects.count() - findings
    figures = [
        Figure(f"judging one day's due dates ({pairs:,} pairs, {made:,} findings)", round(span.seconds, 2), "s", "60"),
        Figure("pairs judged a second", round(pairs / max(span.seconds, 1e-6)), "pairs/s"),
    ]
    return figures, profiled("judging", lambda: sweep(now + 2 * DAY))
