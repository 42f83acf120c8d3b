"""The file of a backup: what is not one, and what would leave its folder, is refused in words."""

import io
import json
import tarfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from wangdian.adapters.backups.archive import read_archive, write_archive
from wangdian.ports.records import RecordsLost

Members = list[tuple[str, bytes]]
HASH = "a" * 64


def silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def members(tmp_path: Path) -> Members:
    """What a right backup holds."""
    for name, content in (("r", b"rows"), ("k", b"key"), ("p", b"photo")):
        (tmp_path / name).write_bytes(content)
    names = [("records.sqlite3", tmp_path / "r"), ("secret.key", tmp_path / "k"), ("photos/ab/cd", tmp_path / "p")]
    about = {"made_at": "x", "wangdian": "1", "engine": "sqlite", "records": "records.sqlite3", "rows": {"t": 1}}
    write_archive(tmp_path / "right.tar", names, about, silent)
    with tarfile.open(tmp_path / "right.tar") as tar:
        return [(header.name, tar.extractfile(header).read()) for header in tar]


def read(members: Members, tmp_path: Path) -> dict[str, Any]:
    file, folder = tmp_path / "b.tar", tmp_path / "deep" / "coming"
    with tarfile.open(file, "w") as tar:
        for name, content in members:
            header = tarfile.TarInfo(name)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    folder.mkdir(parents=True)
    return read_archive(file, folder, silent)


def changed(members: Members, **entries: object) -> Members:
    """The same with another manifest; an entry that is None is left out."""
    manifest = json.loads(members[-1][1]) | entries
    kept = {name: value for name, value in manifest.items() if value is not None}
    return [*members[:-1], ("manifest.json", json.dumps(kept).encode())]


def test_what_was_written_is_read(members: Members, tmp_path: Path) -> None:
    assert read(members, tmp_path)["files"].keys() == {"records.sqlite3", "secret.key", "photos/ab/cd"}
    assert (tmp_path / "deep/coming/photos/ab/cd").read_bytes() == b"photo"


@pytest.mark.parametrize("entries", [
    {"records": "../victim"}, {"records": "/tmp/victim"}, {"records": "secret.key"}, {"records": "records.dump"},
    {"records": None}, {"records": 7}, {"engine": "oracle"}, {"engine": None}, {"rows": None}, {"rows": {}},
    {"rows": {"t": "1"}}, {"rows": [1]}, {"files": None}, {"files": []}, {"files": {}}, {"damaged": "x"},
    {"files": {"records.sqlite3": {"size": 4}}}, {"files": {"records.sqlite3": {"size": -1, "sha256": HASH}}},
    {"format": 2}, {"format": None}, {"more": 1},
], ids=str)
def test_a_manifest_of_another_shape_is_refused(members: Members, tmp_path: Path, entries: dict[str, object]) -> None:
    with pytest.raises(RecordsLost):
        read(changed(members, **entries), tmp_path)


@pytest.mark.parametrize("content", [b"[]", b"7", b"null", b"{", b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_no_mapping_is_refused(members: Members, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(RecordsLost, match="manifest"):
        read([*members[:-1], ("manifest.json", content)], tmp_path)


@pytest.mark.parametrize("name", [
    "secret.key", "secret.key/inner", "photos/ab", "photos/ab/cd/ef", "photos//ab/cd", "photos/../victim", "../victim",
    "/tmp/victim", "photos", "letter.txt", "manifest.json",
])
def test_a_name_that_does_not_belong_there_is_refused(members: Members, tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordsLost):
        read([*members[:-1], (name, b"x"), members[-1]], tmp_path)
    assert {f.name for f in tmp_path.iterdir()} == {"r", "k", "p", "right.tar", "b.tar", "deep"}
    assert [f.name for f in (tmp_path / "deep").iterdir()] == ["coming"]


def test_nothing_stands_behind_the_manifest(members: Members, tmp_path: Path) -> None:
    with pytest.raises(RecordsLost, match="behind"):
        read([*members, members[-1]], tmp_path)


def test_a_link_is_no_file(members: Members, tmp_path: Path) -> None:
    file = tmp_path / "b.tar"
    with tarfile.open(file, "w") as tar:
        header = tarfile.TarInfo("photos/x")
        header.type, header.linkname = tarfile.SYMTYPE, "/tmp"
        tar.addfile(header)
    (tmp_path / "coming").mkdir()
    with pytest.raises(RecordsLost, match="does not belong"):
        read_archive(file, tmp_path / "coming", silent)


def test_whatever_byte_is_wrong_is_told_in_words_or_changes_nothing(members: Members, tmp_path: Path) -> None:
    whole, luck = (tmp_path / "right.tar").read_bytes(), Random(7)
    for number in range(400):
        harmed = bytearray(whole)
        for _ in range(luck.choice([1, 1, 8])):
            harmed[luck.randrange(len(harmed))] = luck.randrange(256)
        file, folder = tmp_path / "harmed.tar", tmp_path / f"coming{number}"
        file.write_bytes(bytes(harmed) if number % 4 else bytes(harmed[: luck.randrange(len(harmed))]))
        folder.mkdir()
        try:
            read_archive(file, folder, silent)
        except RecordsLost:
            continue
        assert (folder / "records.sqlite3").read_bytes() == b"rows"
