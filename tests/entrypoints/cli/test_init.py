"""`wangdian init` and `wangdian audit` as one types them."""

import json
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from django.utils import translation

from tests.entrypoints.cli.place import Place
from wangdian.entrypoints.cli.main import main


def test_a_bank_is_opened_once(bank: Place) -> None:
    before = bank.tables()
    assert len(before["people_person"]) == 1
    again = bank.run(
        "init", "--name", "另一家", "--login", "other", "--person", "Test", "--password-stdin", stdin="plum-river-42",
        fails=True,
    )
    assert "There is a bank already." in again.stderr
    assert "Traceback" not in again.stderr
    assert bank.tables() == before


def test_what_is_wrong_is_named_field_by_field(elsewhere: Place) -> None:
    done = elsewhere.run(
        "init", "--name", "青禾", "--login", "No Login", "--person", "Test", "--password-stdin", stdin="x", fails=True,
    )
    assert "login:" in done.stderr
    assert "password:" in done.stderr


def test_the_chain_is_verified_against_an_anchor(bank: Place) -> None:
    anchor = bank.folder / "anchor.json"
    anchor.write_text(bank.run("audit", "anchor").stdout)
    assert json.loads(bank.run("audit", "verify", "--anchor", str(anchor), "--json").stdout)["whole"] is True
    known = json.loads(anchor.read_text())
    anchor.write_text(json.dumps(known | {"seq": known["seq"] + 5}))
    cut = bank.run("audit", "verify", "--anchor", str(anchor), fails=True)
    assert "cut off" in cut.stdout
    anchor.write_text("not an anchor")
    assert "does not hold an anchor" in bank.run("audit", "verify", "--anchor", str(anchor), fails=True).stderr


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
def test_what_is_kept_is_for_its_owner_alone(elsewhere: Place, there: bool) -> None:
    if there:
        elsewhere.folder.mkdir(mode=0o755)
    elsewhere.open_bank()
    kept = [elsewhere.folder, *elsewhere.folder.iterdir()]
    assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in kept} == {0}
    assert stat.S_IMODE(elsewhere.folder.stat().st_mode) == 0o700


WITHOUT = {"init", "demo", "restore", "catalogue check", "catalogue coverage"}
"""What works where there is no bank yet. Whoever adds a command here has thought about it."""


def leaves(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, by what one types."""
    if not isinstance(command, click.Group):
        yield words, command
        return
    for name in command.list_commands(click.Context(command)):
        found = command.get_command(click.Context(command), name)
        assert found is not None
        yield from leaves(found, f"{words} {name}".strip())


def test_every_other_command_asks_for_a_bank() -> None:
    before = os.umask(0o022)
    os.umask(before)
    with translation.override("en"):
        unasked = {words for words, command in leaves(main, "") if not hasattr(command.callback, "__wrapped__")}
    os.umask(before)
    assert unasked == WITHOUT


@pytest.mark.parametrize(("words", "there"), [
    ("backup FILE", False), ("audit verify", True), ("export outlets FILE", True), ("up --port 1", True),
])
def test_without_a_bank_that_is_said_and_nothing_is_made(
    elsewhere: Place, tmp_path: Path, words: str, there: bool,
) -> None:
    if there:
        elsewhere.folder.mkdir()
    before = elsewhere.tables() if elsewhere.url else {}
    done = elsewhere.run(*words.replace("FILE", str(tmp_path / "made.csv")).split(), fails=True)
    assert done.stderr.startswith("Error: There is no bank in ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert [f for f in tmp_path.iterdir() if f != elsewhere.folder] == []
    assert list(elsewhere.folder.iterdir()) == [] if there else not elsewhere.folder.exists()
    assert not elsewhere.url or elsewhere.tables() == before


def test_records_that_cannot_be_read_are_said_plainly(elsewhere: Place) -> None:
    if elsewhere.url:
        elsewhere = Place(elsewhere.folder, "postgres://nobody:x@127.0.0.1:1/none")
    else:
        elsewhere.folder.mkdir()
        (elsewhere.folder / "wangdian.sqlite3").write_bytes(b"not records" * 500)
    done = elsewhere.run("audit", "verify", fails=True)
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_is_kept_once_and_stays(bank: Place) -> None:
    key = (bank.folder / "secret.key").read_text()
    bank.run("audit", "verify")
    assert (bank.folder / "secret.key").read_text() == key
    asked = "import wangdian.config.asgi; from django.conf import settings; print(settings.SECRET_KEY, end='')"
    served = [*bank.command()[:1], "-c", asked]
    assert subprocess.run(served, env=bank.env, capture_output=True, text=True, check=True).stdout == key
