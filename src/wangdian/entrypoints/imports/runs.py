"""Carries imports out: keeps the uploaded file, runs short ones at once and long ones in the background."""

import hashlib
import logging
import re
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.db import OperationalError
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from wangdian.apps.outlets.actions.begin_import import BeginImport
from wangdian.apps.outlets.import_runs import (
    Blame,
    Counts,
    Overtaken,
    RunCard,
    break_off,
    end_run,
    hashes_in_use,
    note_part,
    put_back,
    run_card,
    silent_runs,
    start_run,
)
from wangdian.apps.people.access import actor_for
from wangdian.domain.rights import Actor
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.opening import opened, opened_size
from wangdian.entrypoints.imports.results import Result, RowProblem, Step, Stopped
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.entrypoints.imports.tables import MOST_BYTES, unreadable
from wangdian.entrypoints.taking_up import taken_up
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound, Refused

AT_ONCE = 100
"""Up to so many rows are worth waiting for."""
SMALL_BYTES = 1024 * 1024
"""Up to so many bytes, unpacked, are read within a request."""
SHA256 = re.compile(r"[0-9a-f]{64}")
KEPT = timedelta(days=2)
"""How long an uploaded file waits to be taken."""

_log = logging.getLogger(__name__)


def keep_upload(parts: Iterable[bytes]) -> str:
    """Stores the bytes under their SHA-256, which it returns; raises Invalid as soon as they are too many."""
    folder = _folder()
    seen, size = hashlib.sha256(), 0
    kept = []
    for part in parts:
        size += len(part)
        if size > MOST_BYTES:
            words = {"most": MOST_BYTES // 1024 // 1024}
            raise unreadable(_("The file has more than %(most)s MB. Split it.") % words)
        seen.update(part)
        kept.append(part)
    path = folder / seen.hexdigest()
    path.write_bytes(b"".join(kept))
    return seen.hexdigest()


def kept_upload(sha256: str) -> Path:
    """Where the file lies; raises Invalid once it was forgotten, or for what is no name of ours."""
    path = _folder() / sha256
    if not SHA256.fullmatch(sha256) or not path.exists():
        raise unreadable(_("The file is not there any more. Upload it again."))
    return path


def begin(
    who: Actor, noun: str, file_name: str, sha256: str, *, dry_run: bool = True, take_good_rows: bool = False,
) -> int:
    """Puts the kept file on its way; returns the run's id. Short files are done when it returns.

    Only a small file is opened here, and refused at once if it is damaged; of a large one the report says so.
    """
    if noun not in IMPORTS:
        raise NotFound
    path = _folder() / sha256
    if not path.exists():
        raise unreadable(_("The file is not there any more. Upload it again."))
    short = opened_size(path) <= SMALL_BYTES and _rows_expected(path, IMPORTS[noun].most) <= AT_ONCE
    run_id: int = BeginImport(
        who=who, noun=noun, file_name=file_name, sha256=sha256, language=translation.get_language() or "zh-hans",
        dry_run=dry_run, take_good_rows=take_good_rows,
    ).do()
    if short:
        carry_out(run_id)
    else:
        carry_out_later.enqueue(run_id)
    return run_id


def _rows_expected(path: Path, most: int) -> int:
    with opened(path, most) as table:
        return table.total


def take_again(who: Actor, run_id: int, *, take_good_rows: bool) -> int:
    """Takes the file of a dry run for good; returns the new run's id."""
    tried = run_card(who, run_id)
    return begin(who, tried.noun, tried.file_name, tried.sha256, dry_run=False, take_good_rows=take_good_rows)


@task()
def carry_out_later(run_id: int) -> None:
    carry_out(run_id)


def carry_out(run_id: int) -> None:
    """Does a waiting run; safe to call twice, the second does nothing.

    A run whose process dies, or whose database is busy or away, stays as it is and is taken up again by `take_up`.
    """
    started = start_run(run_id)
    if started is None:
        return
    actor_id, run = started
    noted = _Noted(run)
    with translation.override(run.language), ExitStack() as left:
        left.push(noted.left_by)
        try:
            noted.end(*_outcome(actor_id, run, noted))
        except Overtaken:
            _log.warning("import %d was carried on elsewhere, or is over", run_id)


def take_up() -> int:
    """Puts runs whose process died back into the queue, each at most once without getting further; returns how many."""
    return taken_up(silent_runs(), put_back, carry_out_later)


class _Noted:
    """What a run has said of itself, part by part; its row holds the same as long as nobody else carries it on."""

    def __init__(self, run: RunCard) -> None:
        self._run_id, self._read, self._problems = run.id, run.rows_read, len(run.problems)

    def __call__(self, step: Step) -> bool:
        problems = _blames(step.result) if len(step.result.problems) > self._problems else None
        stop = note_part(
            self._run_id, before=self._read, read=step.read, total=step.total, counts=_counts(step.result),
            problems=problems,
        )
        self._read, self._problems = step.read, len(step.result.problems)
        return stop

    def end(self, state: str, counts: Counts, problems: list[Blame]) -> None:
        end_run(self._run_id, state, counts, problems, read=self._read)

    def left_by(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None,
    ) -> None:
        """A fault of ours would come again: the run ends, and says so."""
        if kind is not None and issubclass(kind, Exception) and not issubclass(kind, OperationalError):
            break_off(self._run_id, read=self._read)


def _outcome(actor_id: int, run: RunCard, noted: _Noted) -> tuple[str, Counts, list[Blame]]:
    try:
        with opened(_folder() / run.sha256, IMPORTS[run.noun].most) as table:
            result = take_in(
                IMPORTS[run.noun], table, actor_for(actor_id), dry_run=run.dry_run, take_good_rows=run.take_good_rows,
                progress=noted, begun=_begun(run),
            )
        return "done", _counts(result), _blames(result)
    except Stopped as stop:
        return "stopped", _counts(stop.result), _blames(stop.result)
    except (Refused, OSError) as error:
        kept = _counts(_begun(run).result)
        return "done" if isinstance(error, Invalid) else "broken", kept, [*run.problems, *_whole_file(error)]


def _begun(run: RunCard) -> Step:
    """What an earlier process has kept of the run: nothing, for one that begins."""
    result = Result(
        made=run.made, changed=run.changed, unchanged=run.unchanged, refused=run.refused, taken=run.taken,
        problems=[RowProblem(*problem) for problem in run.problems],
    )
    result.rows = result.stood + result.refused
    return Step(run.rows_read, run.rows_total, result)


def forget_uploads() -> int:
    """Deletes files that nobody took in time; returns how many."""
    in_use = hashes_in_use(clock.now() - KEPT)
    old = [path for path in _folder().iterdir() if path.name not in in_use]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _whole_file(error: Exception) -> list[tuple[int, str, str]]:
    if isinstance(error, Invalid):
        return [(0, "" if p.field == "file" else p.field, _(p.why)) for p in error.problems]
    if isinstance(error, Refused):
        return [(0, "", _(error.why))]
    return [(0, "", _("The file is not there any more. Upload it again."))]


def _counts(result: Result) -> Counts:
    return Counts(
        made=result.made, changed=result.changed, unchanged=result.unchanged, refused=result.refused,
        taken=result.taken,
    )


def _blames(result: Result) -> list[Blame]:
    return [(problem.row, problem.column, problem.why) for problem in result.problems]


def _folder() -> Path:
    folder = Path(settings.UPLOADS) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
