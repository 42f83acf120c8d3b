"""`wangdian edition`: every subcommand does what the screens do, names what is wrong, and stops when it is told to."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from tests.apps.reports.trial import draft, set_trial, stricter
from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.models import DryRun, DryRunLine
from wangdian.apps.standards.models import Load, SheetEdition
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.cli.bars import Bars
from wangdian.entrypoints.cli.main import main

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def bank(cast: Cast, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """Commands speak English here, and keep nothing of this process changed."""
    catalogue = tmp_path / "catalogue"
    catalogue.mkdir()
    settings.VAR = tmp_path / "var"
    monkeypatch.setenv("LC_ALL", "C")
    mask, tongue = os.umask(0), translation.get_language()
    os.umask(mask)
    yield set_trial(cast, catalogue, settings)
    os.umask(mask)
    translation.activate(tongue or "zh-hans")


def run(*words: object, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["edition", *map(str, words)])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def sheet(bank: Cast, folder: Path, **cells: str) -> Path:
    """The sheet that counts, with some cells of the row of IN-01 changed, by column name."""
    file = folder / "sheet.xlsx"
    run("template", file)
    book = load_workbook(file)
    rows = book.worksheets[0]
    titles = {str(name.value): str(title.value) for title, name in zip(book.worksheets[1]["A"], book.worksheets[1]["B"],
                                                                       strict=True)}
    columns = {str(cell.value).rstrip("*"): cell.column for cell in rows[1]}
    (line,) = [row for row in rows.iter_rows(min_row=2) if "IN-01" in [cell.value for cell in row]]
    for name, text in cells.items():
        line[columns[titles[name]] - 1].value = text
    book.save(file)
    return file


def stored() -> list[Any]:
    return [list(kind.objects.order_by("pk").values()) for kind in (SheetEdition, DryRun, DryRunLine, Load, AuditEntry)]


def test_the_template_loads_again_and_differs_in_nothing(bank: Cast, tmp_path: Path) -> None:
    number = int(run("load", sheet(bank, tmp_path), "--name", "Same", "--note", "as it is", "--bar", "80").stdout)
    edition = SheetEdition.objects.get()
    assert (edition.pk, edition.state) == (number, "draft")
    assert (edition.name, edition.note, edition.bar) == ("Same", "as it is", 80)
    assert run("compare", number).stdout == "Score sheet\t\tBar\t → 80\tThe whole sheet\n"
    lines = json.loads(run("compare", number, "--json").stdout)["lines"]
    assert [(one["sort"], one["before"], one["after"]) for one in lines] == [("bar", "", "80")]


def test_a_wrong_cell_is_named_by_row_and_column_with_its_reason_and_nothing_is_stored(
    bank: Cast, tmp_path: Path,
) -> None:
    file, before = sheet(bank, tmp_path, limits="heat = cold", floor="101"), stored()
    said = run("load", file, "--name", "Wrong", code=1).stdout.splitlines()
    assert said == [
        "Row 2, floor: Give a number from 0 to 100.", "Row 2, limits: The requirement cannot take this: heat = cold",
        "Nothing was stored.",
    ]
    told = json.loads(run("load", file, "--name", "Wrong", "--json", code=1).stdout)
    assert told["id"] is None
    assert [(one["row"], one["column"]) for one in told["faults"]] == [(2, "floor"), (2, "limits")]
    assert stored() == before


def test_a_dry_load_says_that_it_fits_and_stores_nothing(bank: Cast, tmp_path: Path) -> None:
    file, before = sheet(bank, tmp_path, limits="heat = ..25"), stored()
    assert "It fits. Nothing was stored." in run("load", file, "--name", "New", "--dry-run").stdout
    assert json.loads(run("load", file, "--name", "New", "--dry-run", "--json").stdout) == {
        "id": None, "rows": 2, "faults": [],
    }
    assert stored() == before


@pytest.mark.parametrize(("name", "why"), [
    (" ", "at most 60 characters"), ("x" * 61, "at most 60 characters"), ("Taken", "this name already"),
])
def test_a_name_that_cannot_be_is_refused(bank: Cast, tmp_path: Path, name: str, why: str) -> None:
    draft("Taken")
    file, before = sheet(bank, tmp_path), stored()
    assert why in run("load", file, "--name", name, code=1 if name.strip() else 2).output
    assert stored() == before


def test_what_is_no_spreadsheet_and_what_is_not_there_is_said(bank: Cast, tmp_path: Path) -> None:
    torn, before = tmp_path / "torn.xlsx", stored()
    torn.write_bytes(b"no spreadsheet")
    run("load", torn, "--name", "Torn", code=1)
    run("load", tmp_path / "away.xlsx", "--name", "Away", code=2)
    assert "There is no folder" in run("template", tmp_path / "away" / "sheet.xlsx", code=2).output
    for words in (("compare", 999), ("try", 999), ("adopt", 999), ("discard", 999), ("take-back", 999), ("stop", 999)):
        assert "There is nothing here" in run(*words, code=1).output
    assert "--with or --delivered" in run("compare", 1, "--with", 1, "--delivered", code=2).output
    assert stored() == before


@pytest.mark.parametrize("role", [Role.BRANCH_MANAGER, Role.INSPECTOR, Role.AUDITOR, Role.OUTLET_MANAGER])
def test_whoever_may_not_change_the_standards_changes_nothing(bank: Cast, tmp_path: Path, role: Role) -> None:
    file, edition = sheet(bank, tmp_path), stricter()
    tried = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    other, login, before = draft("Other"), bank.person(role).login, stored()
    for words in (
        ("load", file, "--name", "Mine"), ("load", file, "--name", "Mine", "--dry-run"), ("try", other),
        ("adopt", edition), ("take-back", edition), ("discard", edition), ("stop", tried),
    ):
        assert "Your role may not do this here." in run(*words, "--as", login, code=1).output
        assert "Nobody with an open account" in run(*words, "--as", "nobody", code=2).output
    assert stored() == before


def test_who_acts_is_named_in_the_audit_log(bank: Cast, tmp_path: Path) -> None:
    person = bank.person(Role.HEAD_OFFICE)
    number = run("load", sheet(bank, tmp_path), "--name", "Mine", "--as", person.login).stdout.strip()
    run("discard", number, "--as", person.login)
    acts = AuditEntry.objects.filter(actor_id=person.pk).values_list("verb", flat=True)
    assert set(acts) == {"standards.draft_edition", "standards.discard_edition"}


def test_editions_are_listed_with_their_stage_and_compared_with_each_other(bank: Cast) -> None:
    first, second = stricter(), draft("Second")
    run("discard", second)
    assert run("list").stdout.splitlines() == [f"{second}\tSecond\tDiscarded\t", f"{first}\tStricter\tDraft\t"]
    assert [one["stage"] for one in json.loads(run("list", "--json").stdout)] == ["discarded", "draft"]
    assert "heat = ..28 → heat = ..25" in run("compare", first).stdout
    assert "heat = ..25 → heat = ..28" in run("compare", second, "--with", first).stdout
    told = json.loads(run("compare", first, "--delivered", "--json").stdout)
    assert [(one["code"], one["sort"], one["after"]) for one in told["lines"]] == [("IN-01", "limits", "heat = ..25")]


def test_a_try_shows_how_far_it_is_and_who_would_newly_fail(bank: Cast) -> None:
    edition = stricter()
    done = run("try", edition)
    assert "Outlets" in done.stderr
    line, summary = done.stdout.splitlines()
    assert line.startswith("N002\t")
    assert "26 Cel [..25]" in line
    assert summary == "Done: 1 of 3 outlets would newly fail."
    told = json.loads(run("try", edition, "--json").stdout)
    assert (told["state"], told["failing"], told["done"], told["total"]) == ("done", 1, 3, 3)
    assert [(one["code"], one["pairs"][0]["requirement"]) for one in told["outlets"]] == [("N002", "IN-01")]
    assert [one["state"] for one in json.loads(run("runs", edition, "--json").stdout)] == ["done", "done"]
    assert "3/3\t1" in run("runs", edition).stdout


@pytest.fixture
def terminal() -> Iterator[None]:
    """Ctrl+C is heard, also where the tests were started in the background, which a shell makes deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_stops_the_run_and_keeps_what_it_reached(
    bank: Cast, terminal: None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = stricter()
    monkeypatch.setattr("wangdian.apps.reports.dry_runs.CHUNK", 1)
    monkeypatch.setattr(Bars, "__call__", lambda *_told: signal.raise_signal(signal.SIGINT))
    said = run("try", edition, code=1).stdout
    row = DryRun.objects.get()
    assert (row.state, row.done, row.total) == ("stopped", 1, 3)
    assert DryRunLine.objects.count() == 1
    assert "Stopped: 0 of 1 outlets" in said
    assert run("try", edition, "--json", code=1)


def test_a_run_is_stopped_from_another_place(bank: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = stricter()
    waiting = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    assert "being tried already" in run("try", edition, code=1).output
    run("stop", waiting)
    assert DryRun.objects.get(pk=waiting).state == "stopped"
    assert "This dry run is over." in run("stop", waiting, code=1).output
    monkeypatch.setattr("wangdian.apps.reports.dry_runs.CHUNK", 1)
    monkeypatch.setattr(Bars, "__call__", lambda *_told: DryRun.objects.update(stop_asked=True))
    assert "Stopped: 0 of 1 outlets" in run("try", edition, code=1).stdout


def test_an_adopted_edition_counts_from_its_day_and_is_decided(bank: Cast) -> None:
    edition, later = stricter(), draft("Later")
    assert json.loads(run("adopt", edition, "--json").stdout) == {"from_day": "2026-11-18", "changed": ["IN-01"]}
    assert "Adopted from 2026-12-01; 0 requirements changed." in run("adopt", later, "--from", "2026-12-01").stdout
    before = stored()
    assert "no draft any more" in run("adopt", edition, code=1).output
    assert "no draft any more" in run("discard", edition, code=1).output
    assert "choose today or a later day" in run("adopt", draft("Past"), "--from", "2026-11-17", code=1).output
    assert "Another edition begins on this day." in run(
        "adopt", SheetEdition.objects.get(name="Past").pk, "--from", "2026-12-01", code=1,
    ).output
    assert stored()[1] == before[1]
    assert [one.state for one in SheetEdition.objects.order_by("pk")] == ["adopted", "adopted", "draft"]


def test_an_edition_of_a_later_day_is_taken_back(bank: Cast) -> None:
    edition = stricter()
    run("adopt", edition, "--from", "2026-12-01")
    assert "2028-11-17 at the latest" in run("adopt", draft("Far"), "--from", "9999-12-31", code=1).output
    assert run("take-back", edition).stdout == "Taken back: it is a draft again.\n"
    assert SheetEdition.objects.get(pk=edition).state == "draft"
    assert "not adopted" in run("take-back", edition, code=1).output


def test_the_command_and_the_screen_take_the_same_file_for_the_same(bank: Cast, tmp_path: Path, client: Client) -> None:
    client.force_login(bank.person(Role.HEAD_OFFICE))
    wrong = sheet(bank, tmp_path, limits="heat = cold", points="1001")
    faults = json.loads(run("load", wrong, "--name", "Web", "--json", code=1).stdout)["faults"]
    shown = bring(client, wrong).context["faults"]
    assert [(row, str(why)) for row, _title, why in shown] == [(one["row"], why_in_chinese(one)) for one in faults]
    right = sheet(bank, tmp_path, limits="heat = ..25", steps="1; 2")
    run("load", right, "--name", "Command", "--bar", "70")
    tried = bring(client, right)
    client.post("/editions/bring/", {
        "title": "Web", "bar": "70", "note": "", "sha256": tried.context["sha256"], "keep": "1",
    })
    command, web = SheetEdition.objects.order_by("pk")
    assert (command.bar, command.body["counts"]) == (web.bar, web.body["counts"])
    assert command.body["sheet"]["modules"] == web.body["sheet"]["modules"]


def bring(client: Client, file: Path) -> Any:
    upload = SimpleUploadedFile("sheet.xlsx", file.read_bytes())
    return client.post("/editions/bring/", {"title": "Web", "bar": "70", "note": "", "file": upload})


def why_in_chinese(fault: dict[str, Any]) -> str:
    """The page speaks Chinese: the same faults in the same order, each with the same figure."""
    return {
        "limits": "这条要求不能这样设：heat = cold", "points": "请填 0 到 1000 的数。",
    }[fault["column"]]
