"""Looking at a photo in its own process: what is one, what is none, what the camera wrote."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from datetime import datetime

import pytest
from PIL import Image

from tests.apps.evidence.scene import camera_exif, jpeg
from wangdian.apps.evidence import sandbox
from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.apps.evidence.sandbox import MOST_BYTES, look_at
from wangdian.foundation.clock import BANK_ZONE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def saved(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (image or Image.new("RGB", (64, 48), "teal")).save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that would unfold into a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("x.html", "<script>alert(1)</script>")
    return out.getvalue()


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (32, 32), c) for c in ("red", "blue", "green")]
    return saved(kind, frames[0], save_all=True, append_images=frames[1:], duration=50)


@pytest.mark.parametrize(("kind", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_photo_is_known_by_what_it_is(kind: str, mime: str) -> None:
    seen = look_at(saved(kind))
    assert (seen.mime, seen.width, seen.height) == (mime, 64, 48)
    assert Image.open(io.BytesIO(seen.thumbnail)).format == "JPEG"


@pytest.mark.parametrize(("what", "data", "code"), [
    ("nothing", b"", "not_a_photo"),
    ("text", b"hello, this is a note" * 40, "not_a_photo"),
    ("a drawing that runs scripts", SVG, "not_a_photo"),
    ("a page with a photo behind it", b"<html><script>1</script>" + jpeg(), "not_a_photo"),
    ("a GIF", saved("GIF"), "not_a_photo"),
    ("a TIFF", saved("TIFF"), "not_a_photo"),
    ("half a JPEG", jpeg()[:-2000], "not_a_photo"),
    ("a JPEG without its last two bytes", jpeg()[:-2], "not_a_photo"),
    ("only the head of a JPEG", jpeg()[:20], "not_a_photo"),
    ("half a PNG", saved("PNG")[:60], "not_a_photo"),
    ("half a WebP", saved("WEBP")[:40], "not_a_photo"),
    ("a JPEG with an archive behind it", jpeg() + zipped(), "more_than_a_photo"),
    ("a JPEG with a page behind it", jpeg() + b"<script>alert(1)</script>", "more_than_a_photo"),
    ("a PNG with an archive behind it", saved("PNG") + zipped(), "more_than_a_photo"),
    ("a WebP with an archive behind it", saved("WEBP") + zipped(), "more_than_a_photo"),
    ("a moving WebP", animated("WEBP"), "animated"),
    ("a moving PNG", animated("PNG"), "animated"),
    ("a bomb", png_that_claims(60_000, 60_000), "too_many_pixels"),
    ("a smaller bomb", png_that_claims(8_000, 6_000), "too_many_pixels"),
    ("a PNG with fewer rows than it claims", png_that_claims(6_000, 6_000), "not_a_photo"),
    ("too much", b"\xff\xd8\xff" + b"x" * MOST_BYTES, "too_large"),
], ids=lambda given: given if isinstance(given, str) and " " in given else "")
def test_what_is_no_photo_is_refused_by_name(what: str, data: bytes, code: str) -> None:
    with pytest.raises(BadPhoto) as caught:
        look_at(data)
    assert caught.value.code == code
    assert caught.value.problems[0].why


def test_what_the_camera_wrote_is_read_apart() -> None:
    seen = look_at(jpeg(exif=camera_exif()))
    assert seen.taken_at == datetime(2026, 11, 18, 8, 21, 7, tzinfo=BANK_ZONE)
    assert dict(seen.tags) == {
        "make": "Invented Cameras", "model": "C-1", "orientation": 6, "latitude": "30.500000",
        "longitude": "120.250000",
    }
    upright = Image.open(io.BytesIO(seen.thumbnail))
    assert upright.size == (240, 320)


@pytest.mark.parametrize("taken", ["yesterday", "0000:00:00 00:00:00", "2026:13:45 99:00:00", "\x00\x00", "9" * 5000])
def test_junk_from_a_camera_keeps_no_photo_out(taken: str) -> None:
    assert look_at(jpeg(exif=camera_exif(taken))).taken_at is None


def test_a_broken_exif_block_keeps_no_photo_out() -> None:
    data = jpeg(exif=camera_exif())
    start = data.index(b"Exif\x00\x00") + 6
    broken = data[:start] + b"\xff\x13" * 30 + data[start + 60 :]
    assert look_at(broken).mime == "image/jpeg"


def test_a_second_picture_from_the_camera_behind_the_first_is_let_through() -> None:
    assert look_at(jpeg() + jpeg(7)).mime == "image/jpeg"


def test_the_decoder_may_write_no_file_and_take_no_more_than_its_share() -> None:
    script = (
        "import resource\nfrom wangdian.apps.evidence import decoder\ndecoder.limit_myself()\n"
        "soft = [resource.getrlimit(r)[0] for r in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE,"
        " resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC)]\nprint(soft)\n"
        "try:\n    bytearray(2 * decoder.MEMORY)\nexcept MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[10, 1073741824, 0, 16, 0]", "refused"]


def test_a_decoder_that_does_not_start_is_our_fault_and_not_the_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "READY", b"never said")
    with pytest.raises(RuntimeError):
        look_at(jpeg())


def test_a_photo_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.001)
    with pytest.raises(BadPhoto):
        look_at(jpeg())
