"""Backup while in use, restore elsewhere: equal row by row and photo by photo, or refused."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from tests.entrypoints.cli.place import Place

ENOUGH = 3000


def shelve(bank: Place, number: int) -> str:
    """A photo where the bank keeps them; returns its name below the photos."""
    content = f"photo {number} ".encode() * 500
    digest = hashlib.sha256(content).hexdigest()
    file = bank.folder / "photos" / digest[:2] / digest[2:4] / digest
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file.relative_to(bank.folder).as_posix()


def photos(place: Place) -> dict[str, str]:
    """The SHA-256 of each photo by its name."""
    files = [f for f in (place.folder / "photos").rglob("*") if f.is_file()]
    return {f.relative_to(place.folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def restore(elsewhere: Place, file: Path, *more: str, fails: bool = False) -> str:
    to_database = ["--database", elsewhere.url] if elsewhere.url else []
    done = elsewhere.run("restore", str(file), "--to", str(elsewhere.folder), *to_database, *more, fails=fails)
    return done.stdout + done.stderr


def test_a_restored_bank_is_equal_row_by_row_and_photo_by_photo(bank: Place, elsewhere: Place, tmp_path: Path) -> None:
    kept = {shelve(bank, n) for n in range(20)}
    manifest = json.loads(bank.run("backup", str(tmp_path / "b.tar"), "--json").stdout)
    restore(elsewhere, tmp_path / "b.tar")
    assert elsewhere.tables() == bank.tables()
    assert photos(elsewhere) == photos(bank)
    assert set(photos(elsewhere)) == kept
    assert (elsewhere.folder / "secret.key").read_bytes() == (bank.folder / "secret.key").read_bytes()
    assert manifest["rows"] == {name: len(rows) for name, rows in bank.tables().items()}
    assert (tmp_path / "b.tar").stat().st_mode & 0o077 == 0
    assert "There is a bank already." in elsewhere.run(
        "init", "--name", "x", "--login", "second", "--person", "x", "--password-stdin", stdin="x", fails=True,
    ).stderr


def write_pairs(bank: Place, stop: Event, written: list[int]) -> None:
    """A vendor and a photo of the same number, one after the other, until told to stop."""
    with bank.connected() as connection:
        for number in range(ENOUGH):
            if stop.is_set():
                return
            shelve(bank, number)
            connection.execute(f"INSERT INTO people_vendor (code, name, active) VALUES ('V{number}', 'x', true)")
            written.append(number)


def test_a_backup_while_in_use_is_one_moment_of_the_bank(bank: Place, elsewhere: Place, tmp_path: Path) -> None:
    stop, written = Event(), []
    writer = Thread(target=write_pairs, args=(bank, stop, written))
    writer.start()
    try:
        bank.run("backup", str(tmp_path / "b.tar"))
    finally:
        stop.set()
        writer.join()
    restore(elsewhere, tmp_path / "b.tar")
    vendors = [row[1] for row in elsewhere.tables()["people_vendor"]]
    assert {f"V{n}" for n in range(len(vendors))} == set(vendors)
    assert 0 < len(vendors) <= len(written)
    assert len(photos(elsewhere)) >= len(vendors)
    assert all(name.endswith(digest) for name, digest in photos(elsewhere).items())


def test_what_is_there_is_not_overwritten_unless_told_to(bank: Place, elsewhere: Place, tmp_path: Path) -> None:
    bank.run("backup", str(tmp_path / "b.tar"))
    elsewhere.folder.mkdir()
    (elsewhere.folder / "letter.txt").write_text("dear")
    assert "not empty" in restore(elsewhere, tmp_path / "b.tar", fails=True)
    assert {f.name for f in elsewhere.folder.iterdir()} == {"letter.txt"}
    restore(elsewhere, tmp_path / "b.tar", "--force")
    assert elsewhere.tables() == bank.tables()
    (aside,) = tmp_path.glob("elsewhere.before-*")
    assert (aside / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize("harm", ["cut", "flip", "not a tar"])
def test_a_damaged_backup_restores_nothing(bank: Place, elsewhere: Place, tmp_path: Path, harm: str) -> None:
    shelve(bank, 1)
    file = tmp_path / "b.tar"
    bank.run("backup", str(file))
    content = bytearray(file.read_bytes())
    if harm == "cut":
        content = content[: len(content) // 2]
    elif harm == "flip":
        at = content.rindex(b"photo 1 photo 1")
        content[at] ^= 1
    else:
        content = bytearray(b"hello")
    file.write_bytes(content)
    told = restore(elsewhere, file, fails=True)
    assert "Traceback" not in told
    assert not elsewhere.folder.exists()
    assert not list(tmp_path.glob(".restore-*"))


def test_a_photo_that_rotted_is_told(bank: Place, tmp_path: Path) -> None:
    name = shelve(bank, 1)
    (bank.folder / name).write_bytes(b"other bytes")
    done = bank.run("backup", str(tmp_path / "b.tar"), fails=True)
    assert name in done.stderr
    assert (tmp_path / "b.tar").exists()


Files = dict[str, bytes]


def rewrite(file: Path, change: Callable[[dict[str, Any], Files], None]) -> None:
    """Packs a backup anew, with another manifest or other files."""
    with tarfile.open(file) as tar:
        files = {header.name: tar.extractfile(header).read() for header in tar}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    with tarfile.open(file, "w") as tar:
        for name, content in [*files.items(), ("manifest.json", json.dumps(manifest).encode())]:
            header = tarfile.TarInfo(name)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))


def test_a_manifest_that_points_elsewhere_touches_nothing_there(bank: Place, elsewhere: Place, tmp_path: Path) -> None:
    bank.run("backup", str(tmp_path / "b.tar"))
    victim = tmp_path / "victim.sqlite3"
    with tarfile.open(tmp_path / "b.tar") as tar:
        victim.write_bytes(tar.extractfile(tar.getnames()[0]).read())
    before = victim.read_bytes()
    rewrite(tmp_path / "b.tar", lambda manifest, _files: manifest.update(records=str(victim)))
    told = restore(elsewhere, tmp_path / "b.tar", fails=True)
    assert "records are not among the files" in told
    assert "Traceback" not in told
    assert victim.read_bytes() == before
    assert not elsewhere.folder.exists()


def test_what_stands_in_the_database_stays_when_the_counts_differ(
    bank: Place, elsewhere: Place, tmp_path: Path,
) -> None:
    bank.run("backup", str(tmp_path / "b.tar"))
    elsewhere.open_bank()
    before = elsewhere.tables()
    rewrite(tmp_path / "b.tar", lambda manifest, _files: manifest["rows"].update(people_unit=2))
    assert "counts of rows differ: people_unit" in restore(elsewhere, tmp_path / "b.tar", "--force", fails=True)
    assert elsewhere.tables() == before
    assert not list(tmp_path.glob("elsewhere.before-*"))


def test_what_stands_in_the_database_stays_when_the_records_are_cut_off(
    bank: Place, elsewhere: Place, tmp_path: Path,
) -> None:
    bank.run("backup", str(tmp_path / "b.tar"))

    def cut(manifest: dict[str, Any], files: Files) -> None:
        name = manifest["records"]
        files[name] = files[name][: len(files[name]) * 3 // 4]
        manifest["files"][name] = {"size": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}

    rewrite(tmp_path / "b.tar", cut)
    elsewhere.open_bank()
    before = elsewhere.tables()
    assert "Traceback" not in restore(elsewhere, tmp_path / "b.tar", "--force", fails=True)
    assert elsewhere.tables() == before


def test_phones_go_on_trusting_a_bank_that_moved(bank: Place, elsewhere: Place, tmp_path: Path) -> None:
    tls = bank.folder / "tls"
    tls.mkdir()
    for name in ("ca.crt", "ca.key"):
        (tls / name).write_text(name)
    bank.run("backup", str(tmp_path / "b.tar"))
    restore(elsewhere, tmp_path / "b.tar")
    assert {f.name: f.read_text() for f in (elsewhere.folder / "tls").iterdir()} == {
        "ca.crt": "ca.crt", "ca.key": "ca.key",
    }


def test_photos_that_settings_look_for_elsewhere_are_told(bank: Place, elsewhere: Place, tmp_path: Path) -> None:
    shelve(bank, 1)
    bank.run("backup", str(tmp_path / "b.tar"))
    elsewhere.environment["WANGDIAN_PHOTOS"] = str(tmp_path / "wide")
    told = restore(elsewhere, tmp_path / "b.tar")
    assert f"{elsewhere.folder / 'photos'} was restored, but WANGDIAN_PHOTOS names {tmp_path / 'wide'}" in told
    assert photos(elsewhere) == photos(bank)
    assert not (tmp_path / "wide").exists()
