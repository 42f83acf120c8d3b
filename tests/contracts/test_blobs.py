"""The exam that every plug for bytes sits."""

import os
from pathlib import Path

import pytest

from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.ports.blobs import Blobs, HalfSent


@pytest.fixture(params=[DiskBlobs], ids=["disk"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return request.param(tmp_path / "deep" / "photos")


@pytest.fixture(params=[DiskHalfSent], ids=["disk"])
def half_sent(request: pytest.FixtureRequest, tmp_path: Path) -> HalfSent:
    return request.param(tmp_path / "deep" / "uploads")


def test_what_is_put_is_got_and_never_changes(blobs: Blobs) -> None:
    blobs.put("photo/abcdef", b"first")
    blobs.put("photo/abcdef", b"second")
    assert (blobs.get("photo/abcdef"), blobs.has("photo/abcdef")) == (b"first", True)
    assert not blobs.has("thumbnail/abcdef")
    with pytest.raises(KeyError):
        blobs.get("thumbnail/abcdef")


def test_what_is_dropped_is_gone_and_may_be_put_anew(blobs: Blobs) -> None:
    blobs.put("photo/abcdef", b"first")
    blobs.drop("photo/abcdef")
    blobs.drop("photo/abcdef")
    assert not blobs.has("photo/abcdef")
    blobs.put("photo/abcdef", b"again")
    assert blobs.get("photo/abcdef") == b"again"


@pytest.mark.parametrize("key", ["", "../up", "/abs", "a//b", "a/../b", "A", "a b", "a\x00", ".hidden", "x" * 300])
def test_an_impossible_key_is_refused(blobs: Blobs, half_sent: HalfSent, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        blobs.put(key, b"x")
    with pytest.raises(ValueError, match="not a key"):
        half_sent.write(key, 0, b"x")


def test_nothing_half_written_is_left_when_writing_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = DiskBlobs(tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            blobs.put("photo/abcdef", b"data")
    assert not blobs.has("photo/abcdef")
    assert not [f for f in tmp_path.rglob("*") if f.is_file()]


def test_an_upload_grows_and_what_lay_behind_a_piece_is_forgotten(half_sent: HalfSent) -> None:
    half_sent.write("u-1", 0, b"abcdef")
    half_sent.write("u-1", 3, b"XY")
    assert half_sent.read("u-1") == b"abcXY"
    with pytest.raises(ValueError, match="beyond"):
        half_sent.write("u-1", 9, b"z")
    assert half_sent.read("u-1") == b"abcXY"
    half_sent.drop("u-1")
    half_sent.drop("u-1")
    with pytest.raises(KeyError):
        half_sent.read("u-1")
