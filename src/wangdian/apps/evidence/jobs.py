"""What evidence does by itself: plans walks ahead, notices those that nobody walked, forgets uploads never ended."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from wangdian.apps.evidence.facts import WalkEnded, WalksPlanned
from wangdian.apps.evidence.models import Plan, Upload, Walk
from wangdian.apps.evidence.planning import cadence_of, outlets_of
from wangdian.apps.evidence.shelf import shelf
from wangdian.apps.journal.actions.announce import announce_all
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.calendars import calendars_of
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.recurrence import Window, windows
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

AHEAD = timedelta(days=3)
FURTHEST = timedelta(days=400)
CHUNK = 500
UPLOAD_LIFE = timedelta(days=14)
"""A phone that was off for two weeks begins its half-sent photos anew."""

Slot = tuple[int, datetime]


def plan_walks(until: datetime | None = None, plan_id: int | None = None) -> int:
    """Makes the walks due from now to `until` (three days ahead), and of each outlet at least the next one.

    Takes back those that no longer fall due. Safe to run twice or at once; queries grow with the number of plans, not
    of outlets. With `plan_id` of that plan alone. Returns how many were made.
    """
    now = clock.now()
    plans = Plan.objects.filter(active=True).select_related("unit").order_by("pk")
    wanted = plans if plan_id is None else plans.filter(pk=plan_id)
    return sum(_plan(plan, now, until or now + AHEAD) for plan in wanted)


@transaction.atomic
def _plan(plan: Plan, now: datetime, until: datetime) -> int:
    rows = Walk.objects.filter(plan=plan, due_until__gt=now)
    there: dict[Slot, bool] = {
        (outlet, due_from): state == Walk.State.PLANNED and started is None and due_from > now
        for outlet, due_from, state, started in rows.values_list("outlet_id", "due_from", "state", "started_at")
        if due_from
    }
    wanted = _wanted(plan, now, max([until, *(due_from + timedelta(seconds=1) for _, due_from in there)]))
    missing = [slot for slot in wanted if slot not in there]
    Walk.objects.bulk_create([
        Walk(
            id=new_uuid(), plan=plan, kind=plan.kind, outlet_id=outlet, state=Walk.State.PLANNED, due_from=due_from,
            due_until=wanted[outlet, due_from].due_until, begins_at=due_from,
        )
        for outlet, due_from in missing
    ], batch_size=CHUNK, ignore_conflicts=True)
    gone = {slot for slot, untouched in there.items() if untouched and slot not in wanted}
    _withdraw(plan, now, gone)
    _tell({outlet for outlet, _ in [*missing, *gone]})
    Plan.objects.filter(pk=plan.pk).update(planned_until=until)
    return len(missing)


def _wanted(plan: Plan, now: datetime, until: datetime) -> dict[Slot, Window]:
    """Windows that are open now or open before `until`, and the next one; those over already asked nobody."""
    cadence = cadence_of(plan)
    found: dict[Slot, Window] = {}
    for outlet, calendar in calendars_of(outlets_of(plan).values_list("pk", flat=True)).items():
        near = windows(cadence, now - cadence.due_within, until, calendar)
        if not any(window.due_from > now for window in near):
            near += windows(cadence, until, until + FURTHEST, calendar)[:1]
        found |= {(outlet, window.due_from): window for window in near if window.due_until > now}
    return found


def _withdraw(plan: Plan, now: datetime, gone: set[Slot]) -> None:
    """Hours changed, or an outlet closed: what nobody began, on the phone or on paper, is not asked any more."""
    if not gone:
        return
    ahead = Walk.objects.filter(plan=plan, state=Walk.State.PLANNED, started_at=None, due_from__gt=now, sheets=None)
    ids = [pk for pk, outlet, at in ahead.values_list("pk", "outlet_id", "due_from") if (outlet, at) in gone]
    for start in range(0, len(ids), CHUNK):
        ahead.filter(pk__in=ids[start : start + CHUNK]).delete()


def _tell(outlet_ids: set[int]) -> None:
    if not outlet_ids:
        return
    subjects = list(Outlet.objects.filter(pk__in=outlet_ids).order_by("pk").values_list("subject_id", flat=True))
    announce_all(WalksPlanned(subject_ids=subjects[at : at + CHUNK]) for at in range(0, len(subjects), CHUNK))


def miss_walks(now: datetime | None = None) -> int:
    """Marks as missed what was not finished in its time, and announces it; returns how many.

    A phone without signal may still finish it: then it is finished, late or not as the phone says.
    """
    moment = now or clock.now()
    missed = 0
    while ids := _miss_some(moment):
        missed += len(ids)
    return missed


@transaction.atomic
def _miss_some(now: datetime) -> list[str]:
    open_states = [Walk.State.PLANNED, Walk.State.STARTED]
    due = Walk.objects.select_for_update().filter(state__in=open_states, due_until__lt=now).order_by("due_until", "pk")
    ids = list(due.values_list("pk", flat=True)[:CHUNK])
    if ids:
        Walk.objects.filter(pk__in=ids, state__in=open_states).update(state=Walk.State.MISSED)
        announce_all(WalkEnded(walk_id=str(pk), state=Walk.State.MISSED.value) for pk in ids)
        record(SYSTEM, "evidence.miss_walks", "walks", ids[0], "", {"walks": len(ids)})
    return [str(pk) for pk in ids]


def drop_stale_uploads(now: datetime | None = None) -> int:
    """Forgets uploads that never became whole; whole ones are remembered as long, to answer a late question."""
    stale = Upload.objects.filter(begun_at__lt=(now or clock.now()) - UPLOAD_LIFE)
    halves = list(stale.filter(offset__lt=F("size")).values_list("pk", flat=True))
    for upload_id in halves:
        shelf().half_sent.drop(str(upload_id))
    stale.delete()
    return len(halves)
