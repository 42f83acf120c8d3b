"""What is known of imports on their way and done, and how they say how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import ImportRun
from wangdian.domain.rights import Actor
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

SILENT = timedelta(minutes=10)
"""A run that has said nothing for so long was broken off with the process that it ran in."""


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
    problems: tuple[tuple[int, str, str], ...]
    asked_at: datetime
    ended_at: datetime | None

    @property
    def over(self) -> bool:
        return self.state in {"done", "stopped", "broken"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a run came to."""

    rows: int = 0
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    taken: bool = False


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
    """Marks a waiting run as running; (who asked, the run), or None if it was started or stopped already."""
    now = clock.now()
    ImportRun.objects.filter(pk=run_id, state=ImportRun.State.WAITING, stop_asked=True).update(
        state=ImportRun.State.STOPPED, ended_at=now,
    )
    started = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.WAITING).update(
        state=ImportRun.State.RUNNING, heard_at=now,
    )
    if not started:
        return None
    run = ImportRun.objects.get(pk=run_id)
    return run.actor_id, _card(run)


def note_progress(run_id: int, read: int, total: int) -> bool:
    """Says how far a run is; returns whether it was asked to stop."""
    ImportRun.objects.filter(pk=run_id).update(rows_read=read, rows_total=total, heard_at=clock.now())
    return ImportRun.objects.filter(pk=run_id, stop_asked=True).exists()


def end_run(run_id: int, state: str, counts: Counts, problems: Sequence[tuple[int, str, str]]) -> None:
    """Notes what a run came to; `state` is done, stopped or broken."""
    ImportRun.objects.filter(pk=run_id).update(
        state=state, made=counts.made, changed=counts.changed, unchanged=counts.unchanged, refused=counts.refused,
        taken=counts.taken, problems=[list(problem) for problem in problems], ended_at=clock.now(),
    )


def hashes_in_use(since: datetime) -> set[str]:
    """The files of runs asked for since a moment."""
    return set(ImportRun.objects.filter(asked_at__gte=since).values_list("sha256", flat=True))


def _card(row: ImportRun) -> RunCard:
    silent = row.state == ImportRun.State.RUNNING and clock.now() - row.heard_at > SILENT
    return RunCard(
        id=row.pk, noun=row.noun, file_name=row.file_name, sha256=row.sha256, language=row.language,
        dry_run=row.dry_run, take_good_rows=row.take_good_rows, state="broken" if silent else row.state,
        stop_asked=row.stop_asked, rows_total=row.rows_total, rows_read=row.rows_read, made=row.made,
        changed=row.changed, unchanged=row.unchanged, refused=row.refused, taken=row.taken,
        problems=tuple((int(r), str(c), str(w)) for r, c, w in row.problems), asked_at=row.asked_at,
        ended_at=row.ended_at,
    )
