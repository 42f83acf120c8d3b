"""Looks into a photo in a process of its own with hard limits: bytes on standard input, findings on standard output.

The answer is a line of JSON and, after it, the bytes of a thumbnail. Run as `python -I -m` and never imported by the
server, since a file made to break a decoder must break nothing else.
"""

import io
import json
import re
import resource
import sys
import warnings
from typing import Any

from PIL import ExifTags, Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from wangdian.apps.evidence.tails import Foreign, NoEnd, further_pictures, png_ends, webp_ends

KNOWN = [
    plugin.format for plugin in (
        JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, WebPImagePlugin.WebPImageFile,
        MpoImagePlugin.MpoImageFile,
    )
]
"""Loaded before the limits fall; a JPEG with several pictures opens as MPO."""
MOST_PIXELS = 40_000_000
THUMBNAIL = (480, 480)
SECONDS = 10
MEMORY = 1024 * 1024 * 1024
READY = b"ready\n"
MIMES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
TEXT_TAGS = {"make": 271, "model": 272, "software": 305}
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Bad(Exception):
    """`code` of the walk protocol."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def limit_myself() -> None:
    """From here on: so much time and memory, no file written, hardly a file open, no other process begun."""
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16), (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def look(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What is found, and the thumbnail; raises Bad."""
    try:
        image = Image.open(io.BytesIO(data), formats=KNOWN)
    except Image.DecompressionBombError as error:
        raise Bad("too_many_pixels") from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Bad("too_many_pixels")
    kind = str(image.format)
    if kind != "MPO" and getattr(image, "is_animated", False):
        raise Bad("animated")
    image.load()
    if more_than_a_photo(kind, data):
        raise Bad("more_than_a_photo")
    found = {"mime": MIMES[kind], "width": width, "height": height, **exif_of(image)}
    return found, thumbnail(image)


def more_than_a_photo(kind: str, data: bytes) -> bool:
    """Whether something follows the picture that no camera puts there; the bytes are judged, never changed."""
    if kind == "PNG":
        return not png_ends(data)
    if kind == "WEBP":
        return not webp_ends(data)
    try:
        for picture in further_pictures(data):
            decoded(picture)
    except Foreign:
        return True
    except NoEnd as error:
        raise Bad("not_a_photo") from error
    return False


def decoded(picture: bytes) -> None:
    """A further picture has to be one, to its last row; raises Bad."""
    with Image.open(io.BytesIO(picture), formats=KNOWN) as image:
        if image.size[0] * image.size[1] > MOST_PIXELS:
            raise Bad("too_many_pixels")
        image.load()


def thumbnail(image: Image.Image) -> bytes:
    small = ImageOps.exif_transpose(image) if "exif" in image.info else image
    small.thumbnail(THUMBNAIL)
    out = io.BytesIO()
    flat = Image.new("RGB", small.size, "white")
    small = small.convert("RGBA")
    flat.paste(small, mask=small.getchannel("A"))
    flat.save(out, "JPEG", quality=72)
    return out.getvalue()


def exif_of(image: Image.Image) -> dict[str, Any]:
    """What the camera wrote, as far as it can be read: what cannot is left out, never a reason to refuse a photo."""
    try:
        exif = image.getexif()
        own = exif.get_ifd(ExifTags.IFD.Exif)
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (ValueError, TypeError, KeyError, OSError, SyntaxError, OverflowError, ZeroDivisionError):
        return {"taken_at": None, "tags": {}}
    tags: dict[str, Any] = {name: text(exif[number]) for name, number in TEXT_TAGS.items() if number in exif}
    if isinstance(exif.get(274), int) and 1 <= exif[274] <= 8:
        tags["orientation"] = exif[274]
    tags |= position(place)
    offset = own.get(36881)
    taken = f"{text(own.get(36867, ''))}{text(offset) if offset else ''}"
    return {"taken_at": taken[:40] or None, "tags": tags}


def position(place: dict[int, Any]) -> dict[str, str]:
    """Degrees north and east as decimals."""
    try:
        north = degrees(place[2]) * (-1 if text(place.get(1, "N")) == "S" else 1)
        east = degrees(place[4]) * (-1 if text(place.get(3, "E")) == "W" else 1)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return {}
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        return {}
    return {"latitude": f"{north:.6f}", "longitude": f"{east:.6f}"}


def degrees(parts: Any) -> float:
    whole, minutes, seconds = (float(part) for part in parts)
    return whole + minutes / 60 + seconds / 3600


def text(value: Any) -> str:
    return CONTROLS.sub(" ", str(value)).strip()[:80]


def main() -> None:
    """What goes wrong after READY was said is the photo's doing, whatever it is: the parent needs no reason."""
    limit_myself()
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    out = sys.stdout.buffer
    out.write(READY)
    out.flush()
    try:
        found, small = look(sys.stdin.buffer.read())
    except Bad as bad:
        found, small = {"bad": bad.code}, b""
    out.write(json.dumps(found).encode() + b"\n" + small)


if __name__ == "__main__":
    main()
