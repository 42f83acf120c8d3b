"""What is known of imports on their way and done, and how they say how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import ImportRun
from wangdian.domain.rights import Actor
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

QUIET = timedelta(seconds=30)
"""A run that goes on is heard from every second or so; who looks at it is told when it is not."""
SILENT = timedelta(minutes=2)
"""A run that has said nothing for so long died with the process that it ran in."""
LOST = timedelta(minutes=10)
"""A run that waits for so long may have lost its place in the queue."""
Blame = tuple[int, str, str]
"""(row, column, reason)."""


@dataclass(frozen=True, slots=True)
class RunCard:
    """An import: how far it is, what it made, the first problems as (row, column, reason)."""

    id: int
    noun: str
    file_name: str
    sha256: str
    language: str
    dry_run: bool
    take_good_rows: bool
    state: str
    stop_asked: bool
    rows_total: int
    rows_read: int
    made: int
    changed: int
    unchanged: int
    refused: int
    taken: bool
    problems: tuple[Blame, ...]
    asked_at: datetime
    ended_at: datetime | None
    quiet: bool

    @property
    def over(self) -> bool:
        return self.state in {"done", "stopped", "broken"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a run came to, so far or in the end."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    taken: bool = False


class Overtaken(Exception):
    """The run was over, or another process carries it on, having taken this one for dead."""


def own_run(who: Actor, run_id: int) -> ImportRun:
    """A run of one's own; NotFound for any other: a file may hold what its reader may not see."""
    run = ImportRun.objects.filter(pk=run_id, actor_id=who.id).first()
    if run is None:
        raise NotFound
    return run


def run_card(who: Actor, run_id: int) -> RunCard:
    return _card(own_run(who, run_id))


def runs_page(who: Actor, *, after: str | None = None, limit: int = 20) -> Page[RunCard]:
    """The own imports, the latest first. 1 query."""
    return page_of(ImportRun.objects.filter(actor_id=who.id), ("-pk",), _card, after, limit)


def start_run(run_id: int) -> tuple[int, RunCard] | None:
    """Marks a waiting run as running; (who asked, the run), or None if it was started or stopped already.

    One that has stored something goes on behind it; any other begins anew.
    """
    now = clock.now()
    waiting = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.WAITING)
    waiting.filter(stop_asked=True).update(state=ImportRun.State.STOPPED, ended_at=now)
    waiting.filter(taken=False).update(
        rows_read=0, rows_total=0, made=0, changed=0, unchanged=0, refused=0, problems=[],
    )
    if not waiting.update(state=ImportRun.State.RUNNING, heard_at=now):
        return None
    run = ImportRun.objects.get(pk=run_id)
    return run.actor_id, _card(run)


def note_part(
    run_id: int, *, before: int, read: int, total: int, counts: Counts, problems: Sequence[Blame] | None = None,
) -> bool:
    """Says what a run has come to, in the transaction of what it stores; returns whether it was asked to stop.

    `before` is what this process noted last: where another has gone on instead, Overtaken is raised, and with it what
    this one would store is undone. `problems` are given where there are new ones.
    """
    fields: dict[str, object] = {} if problems is None else {"problems": [list(problem) for problem in problems]}
    running = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.RUNNING, rows_read=before)
    if not running.update(
        rows_read=read, rows_total=total, heard_at=clock.now(), ended_at=None, **_columns(counts), **fields,
    ):
        raise Overtaken
    return ImportRun.objects.filter(pk=run_id, stop_asked=True).exists()


def end_run(run_id: int, state: str, counts: Counts, problems: Sequence[Blame], *, read: int) -> None:
    """Notes what a run came to; `state` is done, stopped or broken, `read` what this process noted last."""
    ended = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.RUNNING, rows_read=read).update(
        state=state, problems=[list(problem) for problem in problems], ended_at=clock.now(), **_columns(counts),
    )
    if not ended:
        raise Overtaken


def break_off(run_id: int, *, read: int) -> None:
    """Ends a run that met a fault of ours; what it noted of itself stays."""
    ImportRun.objects.filter(pk=run_id, state=ImportRun.State.RUNNING, rows_read=read).update(
        state=ImportRun.State.BROKEN, ended_at=clock.now(),
    )


def silent_runs() -> list[int]:
    """Runs that died with their process, and ones that have waited for too long."""
    now = clock.now()
    dead = Q(state=ImportRun.State.RUNNING, heard_at__lt=now - SILENT)
    lost = Q(state=ImportRun.State.WAITING, heard_at__lt=now - LOST)
    return list(ImportRun.objects.filter(dead | lost).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def put_back(run_id: int) -> bool:
    """Whether the silent run waits again; one that stood still since it was last put back is broken off instead.

    `ended_at` of a run that is not over is the moment at which it was put back; whatever is heard from it clears that.
    """
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    now = clock.now()
    if run.state not in {ImportRun.State.WAITING, ImportRun.State.RUNNING} or now - run.heard_at <= SILENT:
        return False
    again = run.state == ImportRun.State.WAITING or run.ended_at is None
    if run.stop_asked:
        run.state = ImportRun.State.STOPPED
    else:
        run.state = ImportRun.State.WAITING if again else ImportRun.State.BROKEN
    run.ended_at = run.heard_at = now
    run.save(update_fields=["state", "ended_at", "heard_at"])
    return run.state == ImportRun.State.WAITING


def hashes_in_use(since: datetime) -> set[str]:
    """The files of runs asked for since a moment."""
    return set(ImportRun.objects.filter(asked_at__gte=since).values_list("sha256", flat=True))


def _columns(counts: Counts) -> dict[str, object]:
    return {
        "made": counts.made, "changed": counts.changed, "unchanged": counts.unchanged, "refused": counts.refused,
        "taken": counts.taken,
    }


def _card(row: ImportRun) -> RunCard:
    return RunCard(
        id=row.pk, noun=row.noun, file_name=row.file_name, sha256=row.sha256, language=row.language,
        dry_run=row.dry_run, take_good_rows=row.take_good_rows, state=row.state, stop_asked=row.stop_asked,
        rows_total=row.rows_total, rows_read=row.rows_read, made=row.made, changed=row.changed,
        unchanged=row.unchanged, refused=row.refused, taken=row.taken,
        problems=tuple((int(r), str(c), str(w)) for r, c, w in row.problems), asked_at=row.asked_at,
        ended_at=row.ended_at, quiet=row.state == ImportRun.State.RUNNING and clock.now() - row.heard_at > QUIET,
    )
