"""Carries dry runs of editions out in the background, and takes up those whose process died."""

from django_tasks import task

from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.dry_runs import carry_out, put_back, silent_runs
from wangdian.domain.rights import Actor
from wangdian.entrypoints.taking_up import taken_up


@task()
def carry_out_later(run_id: int) -> None:
    carry_out(run_id)


def begin_dry_run(who: Actor, edition_id: int) -> int:
    """Puts it into the queue; returns the run's id."""
    run_id: int = BeginDryRun(who=who, edition_id=edition_id).do()
    carry_out_later.enqueue(run_id)
    return run_id


def take_up_dry_runs() -> int:
    """Puts runs whose process died back into the queue; returns how many."""
    return taken_up(silent_runs(), put_back, carry_out_later)
