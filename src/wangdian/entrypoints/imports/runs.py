"""Carries imports out: keeps the uploaded file, runs short ones at once and long ones in the background."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from wangdian.apps.outlets.actions.begin_import import BeginImport
from wangdian.apps.outlets.import_runs import Counts, end_run, hashes_in_use, note_progress, run_card, start_run
from wangdian.apps.people.access import actor_for
from wangdian.domain.rights import Actor
from wangdian.entrypoints.imports.engine import Result, Stopped, take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.entrypoints.imports.tables import MOST_BYTES, unreadable
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound, Refused

AT_ONCE = 300
"""Up to so many rows are worth waiting for."""
KEPT = timedelta(days=2)
"""How long an uploaded file waits to be taken."""


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


def begin(
    who: Actor, noun: str, file_name: str, sha256: str, *, dry_run: bool = True, take_good_rows: bool = False,
) -> int:
    """Puts the kept file on its way; returns the run's id. Short files are done when it returns."""
    if noun not in IMPORTS:
        raise NotFound
    path = _folder() / sha256
    if not path.exists():
        raise unreadable(_("The file is not there any more. Upload it again."))
    with opened(path) as table:
        short = table.total <= AT_ONCE
    run_id: int = BeginImport(
        who=who, noun=noun, file_name=file_name, sha256=sha256, language=translation.get_language() or "zh-hans",
        dry_run=dry_run, take_good_rows=take_good_rows,
    ).do()
    if short:
        carry_out(run_id)
    else:
        carry_out_later.enqueue(run_id)
    return run_id


def take_again(who: Actor, run_id: int, *, take_good_rows: bool) -> int:
    """Takes the file of a dry run for good; returns the new run's id."""
    tried = run_card(who, run_id)
    return begin(who, tried.noun, tried.file_name, tried.sha256, dry_run=False, take_good_rows=take_good_rows)


@task()
def carry_out_later(run_id: int) -> None:
    carry_out(run_id)


def carry_out(run_id: int) -> None:
    """Does a waiting run; safe to call twice, the second does nothing."""
    started = start_run(run_id)
    if started is None:
        return
    actor_id, run = started

    def watch(read: int, total: int) -> None:
        if note_progress(run_id, read, total):
            raise Stopped

    with translation.override(run.language):
        try:
            with opened(_folder() / run.sha256) as table:
                result = take_in(
                    IMPORTS[run.noun], table, actor_for(actor_id), dry_run=run.dry_run,
                    take_good_rows=run.take_good_rows, progress=watch,
                )
            end_run(run_id, "done", _counts(result), [(p.row, p.column, p.why) for p in result.problems])
        except Stopped as stop:
            end_run(run_id, "stopped", _counts(stop.result), [])
        except (Refused, OSError) as error:
            end_run(run_id, "done" if isinstance(error, Invalid) else "broken", Counts(), _whole_file(error))


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
        rows=result.rows, made=result.made, changed=result.changed, unchanged=result.unchanged,
        refused=result.refused, taken=result.taken,
    )


def _folder() -> Path:
    folder = Path(settings.UPLOADS) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
