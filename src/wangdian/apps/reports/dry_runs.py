"""The life of a dry run: waiting, running outlet by outlet, done, stopped or broken; one dead worker loses nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.models import DryRun, DryRunLine
from wangdian.apps.reports.trying import Trial, trial_of, try_outlets
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.models import SheetEdition
from wangdian.foundation import clock

CHUNK = 50
"""Outlets counted at a time: what is read of them is held in memory together."""
SILENT = timedelta(minutes=2)
"""A run that has said nothing for so long died with the process that it ran in."""
LOST = timedelta(minutes=10)
"""A run that waits for so long may have lost its place in the queue."""
KEPT = timedelta(days=90)
"""What a dry run said of each outlet is dropped so long after its end, unless the edition was adopted by it."""
DROPPED = 5000
"""Lines that are dropped in one statement."""
Progress = Callable[[int, int], None]
"""Told how many outlets are done, and of how many."""
LIVE = (DryRun.State.WAITING, DryRun.State.RUNNING)


def carry_out(run_id: int, progress: Progress | None = None) -> None:
    """Does a waiting run from where it is; safe to call twice, the second does nothing.

    A run whose process dies stays as it is and is put back by `put_back`. One whose standards were loaded anew
    meanwhile is broken off: its lines would speak of two different presents.
    """
    now = clock.now()
    waiting = DryRun.objects.filter(pk=run_id, state=DryRun.State.WAITING)
    if not waiting.update(state=DryRun.State.RUNNING, heard_at=now):
        return
    run = DryRun.objects.select_related("edition").get(pk=run_id)
    trial = trial_of(run.edition)
    after: int | None = run.after
    while after is not None:
        after = _step(run_id, after, trial)
        if progress is not None and after is not None:
            progress(*DryRun.objects.values_list("done", "total").get(pk=run_id))


def _step(run_id: int, after: int, trial: Trial) -> int | None:
    """The next outlets: read and counted outside of any transaction, written in a short one; None at the end."""
    open_outlets = Outlet.objects.filter(pk__gt=after, closed_on=None).order_by("pk")
    ids = list(open_outlets.values_list("pk", flat=True)[:CHUNK])
    return _keep(run_id, after, ids, try_outlets(trial, ids) if ids else [])


@transaction.atomic
def _keep(run_id: int, after: int, ids: list[int], lines: list[DryRunLine]) -> int | None:
    """How far it is now, None if it is over. Nothing is written where another process has gone on instead, where
    somebody asked to stop, or where the standards are no longer those that it began with."""
    run = DryRun.objects.select_for_update().get(pk=run_id)
    if run.state != DryRun.State.RUNNING or run.after != after:
        return None
    over = _over(run, ids)
    if over is not None:
        end(run_id, over)
        return None
    for line in lines:
        line.run = run
    DryRunLine.objects.bulk_create(lines)
    run.after, run.done, run.heard_at, run.put_back_at = ids[-1], run.done + len(ids), clock.now(), None
    run.total = max(run.total, run.done)
    run.failing += sum(line.fails for line in lines)
    run.save(update_fields=["after", "done", "total", "heard_at", "put_back_at", "failing"])
    return run.after


def _over(run: DryRun, ids: list[int]) -> str | None:
    if run.stop_asked:
        return DryRun.State.STOPPED
    if current_requirements().load_id != run.load_id:
        return DryRun.State.BROKEN
    return None if ids else DryRun.State.DONE


def end(run_id: int, state: str) -> None:
    """What it has come to by then stays."""
    DryRun.objects.filter(pk=run_id, state__in=LIVE).update(state=state, ended_at=clock.now())


def forget_lines() -> int:
    """Drops what old dry runs of editions that nobody adopted said of each outlet; returns how many lines.

    How many would newly have failed stays with the run.
    """
    old = DryRun.objects.filter(ended_at__lt=clock.now() - KEPT).exclude(edition__state=SheetEdition.State.ADOPTED)
    lines, dropped = DryRunLine.objects.filter(run__in=old.values("pk")), 0
    while part := list(lines.values_list("pk", flat=True)[:DROPPED]):
        DryRunLine.objects.filter(pk__in=part).delete()
        dropped += len(part)
    return dropped


def silent_runs() -> list[int]:
    """Runs that died with their process, and ones that have waited for too long."""
    now = clock.now()
    dead = Q(state=DryRun.State.RUNNING, heard_at__lt=now - SILENT)
    lost = Q(state=DryRun.State.WAITING, heard_at__lt=now - LOST)
    return list(DryRun.objects.filter(dead | lost).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def put_back(run_id: int) -> bool:
    """Whether the silent run waits again; one that stood still since it was last put back is broken off instead."""
    run = DryRun.objects.select_for_update().get(pk=run_id)
    now = clock.now()
    if run.state not in LIVE or now - run.heard_at <= SILENT:
        return False
    if run.stop_asked:
        end(run_id, DryRun.State.STOPPED)
        return False
    if run.state == DryRun.State.RUNNING and run.put_back_at is not None:
        end(run_id, DryRun.State.BROKEN)
        return False
    run.state, run.heard_at, run.put_back_at = DryRun.State.WAITING, now, now
    run.save(update_fields=["state", "heard_at", "put_back_at"])
    return True
