"""Imports whose process is killed: the report says what was stored, and another process goes on behind it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from tests.cast import Cast
from tests.entrypoints.imports.running import upload, waiting
from tests.entrypoints.imports.sheets import good_row, xlsx
from tests.entrypoints.things.screens import client_of
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.import_runs import SILENT, Counts, Overtaken, note_part
from wangdian.apps.outlets.models import ImportRun, Outlet
from wangdian.domain.rights import Role
from wangdian.entrypoints.imports import engine, runs
from wangdian.entrypoints.imports.runs import carry_out, take_up
from wangdian.foundation import clock

ROWS = 9


class Killed(BaseException):
    """The process ends here: nothing in it runs any more."""


@pytest.fixture(autouse=True)
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PART", 2)
    monkeypatch.setattr(engine, "pause", lambda _seconds: None)


@pytest.fixture
def run(cast: Cast, tmp_path: Path, uploads: Path) -> ImportRun:
    """A file of nine good rows that fits, about to be taken by the head office."""
    path = xlsx(tmp_path / "a.xlsx", map(good_row, range(ROWS)))
    uploads.mkdir(parents=True)
    (uploads / "abc").write_bytes(path.read_bytes())
    row = waiting(cast, dry_run=False)
    ImportRun.objects.filter(pk=row.pk).update(sha256="abc")
    row.refresh_from_db()
    return row


def ending(monkeypatch: pytest.MonkeyPatch, run: ImportRun, *, at: int, error: BaseException) -> None:
    """The process gets as far as `at` rows, has noted them, and meets its end in the part behind them."""
    original = engine.Work.do

    def do(self: engine.Work, row: object, *, alone: bool) -> None:
        run.refresh_from_db()
        if run.rows_read == at:
            raise error
        original(self, row, alone=alone)

    with monkeypatch.context() as patched:
        patched.setattr(engine.Work, "do", do)
        with pytest.raises(type(error)):
            carry_out(run.pk)
    run.refresh_from_db()


def stored() -> int:
    return Outlet.objects.filter(code__startswith="X").count()


def page(cast: Cast, run: ImportRun) -> str:
    return client_of(cast, Role.HEAD_OFFICE).get(f"/imports/runs/{run.pk}/").content.decode()


def later(then: Callable[[], int]) -> int:
    with clock.standing_at(clock.now() + SILENT + timedelta(seconds=1)):
        return then()


def test_what_a_killed_import_has_stored_is_what_its_row_says(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending(monkeypatch, run, at=ROWS + 4, error=Killed())
    assert (run.state, run.taken, run.made, stored()) == ("running", True, 4, 4)


def test_a_part_that_cannot_be_noted_is_not_stored(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = runs.note_part

    def killed(run_id: int, *, before: int, **noted: object) -> bool:
        if before == ROWS + 2:
            raise Killed
        return original(run_id, before=before, **noted)

    monkeypatch.setattr(runs, "note_part", killed)
    with pytest.raises(Killed):
        carry_out(run.pk)
    run.refresh_from_db()
    assert (run.made, stored()) == (2, 2)


def test_a_killed_import_goes_on_behind_what_it_has_stored(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending(monkeypatch, run, at=ROWS + 4, error=Killed())
    made = AuditEntry.objects.filter(verb="outlets.make_outlet").count()
    assert take_up() == 0
    assert later(take_up) == 1
    run.refresh_from_db()
    assert (run.state, run.taken, run.made, run.refused, run.problems) == ("done", True, ROWS, 0, [])
    assert stored() == ROWS
    assert AuditEntry.objects.filter(verb="outlets.make_outlet").count() == made + ROWS - 4


@pytest.mark.parametrize("dry_run", [True, False])
def test_one_killed_while_it_is_tried_begins_anew(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch, dry_run: bool,
) -> None:
    ImportRun.objects.filter(pk=run.pk).update(dry_run=dry_run)
    ending(monkeypatch, run, at=4, error=Killed())
    assert (run.state, run.taken, stored()) == ("running", False, 0)
    assert later(take_up) == 1
    run.refresh_from_db()
    assert (run.state, run.taken, run.made) == ("done", not dry_run, ROWS)
    assert stored() == (0 if dry_run else ROWS)


def test_a_quiet_run_does_not_claim_to_go_on(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending(monkeypatch, run, at=4, error=Killed())
    assert "it goes on" in page(cast, run)
    ImportRun.objects.update(heard_at=clock.now() - timedelta(seconds=31))
    told = page(cast, run)
    assert "it goes on" not in told
    assert "Nothing has been heard of it" in told


def test_a_run_that_kills_every_process_is_broken_off(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "carry_out_later", type("Queue", (), {"enqueue": staticmethod(lambda _id: None)}))
    ending(monkeypatch, run, at=ROWS + 4, error=Killed())
    assert later(take_up) == 1
    ending(monkeypatch, run, at=ROWS + 4, error=Killed())
    assert later(take_up) == 0
    run.refresh_from_db()
    assert (run.state, run.made) == ("broken", 4)
    told = page(cast, run)
    assert "Broken off" in told
    assert "not stored twice" in told
    assert f'<b class="big">{stored()}</b> new' in told
    assert "take/" not in told


@pytest.mark.parametrize("state", ["broken", "stopped"])
def test_a_dry_run_that_did_not_end_offers_nothing_to_take(cast: Cast, state: str) -> None:
    run = waiting(cast, state=state, made=4, rows_read=4, ended_at=clock.now())
    told = page(cast, run)
    assert "It fits" not in told
    assert "take/" not in told
    assert "not tried to its end" in told


def test_a_fault_of_ours_breaks_the_run_off_at_once(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending(monkeypatch, run, at=ROWS + 4, error=ZeroDivisionError())
    assert (run.state, run.taken, run.made, stored()) == ("broken", True, 4, 4)


def test_a_busy_database_does_not_break_the_run_off(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending(monkeypatch, run, at=ROWS + 4, error=OperationalError("database is locked"))
    assert (run.state, run.made) == ("running", 4)
    assert later(take_up) == 1
    assert stored() == ROWS


def test_a_process_taken_for_dead_stores_nothing_more(cast: Cast, run: ImportRun) -> None:
    ImportRun.objects.update(state="running", rows_read=6, made=2, taken=True)
    with pytest.raises(Overtaken):
        note_part(run.pk, before=4, read=6, total=18, counts=Counts(made=4, taken=True))
    run.refresh_from_db()
    assert (run.rows_read, run.made) == (6, 2)


def test_a_silent_run_that_was_asked_to_stop_is_stopped(
    cast: Cast, run: ImportRun, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ending(monkeypatch, run, at=ROWS + 4, error=Killed())
    client_of(cast, Role.HEAD_OFFICE).post(f"/imports/runs/{run.pk}/stop/")
    assert later(take_up) == 0
    run.refresh_from_db()
    assert (run.state, run.made, stored()) == ("stopped", 4, 4)


def test_a_run_that_lost_its_place_in_the_queue_is_carried_out(cast: Cast, run: ImportRun) -> None:
    assert later(take_up) == 0
    with clock.standing_at(clock.now() + timedelta(minutes=11)):
        assert take_up() == 1
    assert stored() == ROWS


def test_a_large_file_is_not_opened_within_the_request(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    original = runs.opened

    def noted(path: Path) -> object:
        opened.append("opened")
        return original(path)

    monkeypatch.setattr(runs, "opened", noted)
    monkeypatch.setattr(runs, "SMALL_BYTES", 100)
    monkeypatch.setattr(runs, "carry_out_later", type("Queue", (), {"enqueue": lambda _id: opened.append("queued")}))
    upload(client_of(cast, Role.HEAD_OFFICE), xlsx(tmp_path / "a.xlsx", [good_row(1)]))
    assert opened == ["queued"]
