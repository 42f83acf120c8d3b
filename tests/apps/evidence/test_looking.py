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


def film() -> bytes:
    """What a moving photo carries behind its picture."""
    return struct.pack(">I", 24) + b"ftypmp42" + bytes(4) + b"mp42isom" + struct.pack(">I", 16) + b"mdat" + b"anything"


def several() -> bytes:
    """A picture and a second one that its index names, as cameras write them."""
    second = Image.new("L", (32, 24), "white")
    return saved("MPO", Image.new("RGB", (64, 48), "teal"), save_all=True, append_images=[second])


def named_but(other: bytes) -> bytes:
    """The same, but with something else where the second picture is named."""
    whole = several()
    at = whole.rindex(b"\xff\xd8\xff")
    room = len(whole) - at
    assert len(other) <= room
    return whole[:at] + other + bytes(room - len(other))


def hollow(inside: bytes) -> bytes:
    """A JPEG by its markers alone."""
    return b"\xff\xd8\xff\xda\x00\x02" + inside.replace(b"\xff", b"") + b"\xff\xd9"


def samsung(value: bytes) -> bytes:
    """The trailer of a Samsung phone with one value in it."""
    name = b"Image_UTC_Data"
    block = struct.pack("<HHI", 0, 0x0A01, len(name)) + name + value
    directory = b"SEFH" + struct.pack("<II", 107, 1) + struct.pack("<HHII", 0, 0x0A01, len(block), len(block))
    return block + directory + struct.pack("<I", len(directory)) + b"SEFT"


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
    ("a JPEG with two letters of an archive behind it", jpeg() + b"PK" + b"x" * 40, "more_than_a_photo"),
    ("a JPEG with the head of a film behind it", jpeg() + film() + zipped(), "more_than_a_photo"),
    ("a JPEG with a film behind it", jpeg() + film(), "more_than_a_photo"),
    ("a JPEG with an archive behind a second beginning", jpeg() + b"\xff\xd8\xff" + zipped(), "more_than_a_photo"),
    ("a JPEG with a picture that it does not name", jpeg() + jpeg(7), "more_than_a_photo"),
    ("several pictures with an archive behind them", several() + zipped(), "more_than_a_photo"),
    ("a named picture with an archive in its place", named_but(zipped()), "more_than_a_photo"),
    ("a named picture that is cut short", named_but(jpeg(7)[:200]), "not_a_photo"),
    ("a named picture with an archive in its scan", named_but(hollow(zipped())), "not_a_photo"),
    ("an archive that ends as a Samsung phone does", jpeg() + zipped() + b"SEFT", "more_than_a_photo"),
    ("a Samsung trailer with a film", jpeg() + samsung(film()), "more_than_a_photo"),
    ("a Samsung trailer with a page", jpeg() + samsung(b"<script>alert(1)</script>"), "more_than_a_photo"),
    ("a Samsung trailer with a gap", jpeg() + b"PK" + samsung(b"17314"), "more_than_a_photo"),
    ("a PNG with an archive behind it", saved("PNG") + zipped(), "more_than_a_photo"),
    ("a PNG that ends twice", saved("PNG") + zipped() + chunk(b"IEND", b""), "more_than_a_photo"),
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


@pytest.mark.parametrize(("what", "data"), [
    ("a second picture that the first names", several()),
    ("zeros behind the picture", jpeg() + bytes(500)),
    ("the trailer of a Samsung phone", jpeg() + samsung(b"1731400000000")),
    ("all of them", several() + bytes(6) + samsung(b"2026-11-18 08:21:07.110")),
    ("an index whose pictures were cut off by an editor", several()[: several().rindex(b"\xff\xd8\xff")]),
], ids=lambda given: given if isinstance(given, str) else "")
def test_what_cameras_put_behind_a_picture_is_let_through(what: str, data: bytes) -> None:
    assert look_at(data).mime == "image/jpeg"


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
