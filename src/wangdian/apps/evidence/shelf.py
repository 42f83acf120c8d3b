"""The shelf on which photos lie; `config.wiring` says once what it is made of."""

from dataclasses import dataclass

from wangdian.ports.blobs import Blobs, HalfSent


@dataclass(slots=True)
class Shelf:
    """Whole photos and their thumbnails by hash, and uploads by their id."""

    photos: Blobs
    half_sent: HalfSent


_shelf: list[Shelf] = []


def furnish(shelf: Shelf) -> None:
    _shelf[:] = [shelf]


def shelf() -> Shelf:
    """Raises LookupError when nothing was furnished, which is a fault of the wiring."""
    if not _shelf:
        raise LookupError("no shelf for photos was furnished")
    return _shelf[0]


def photo_key(sha256: str) -> str:
    return f"photo/{sha256}"


def thumbnail_key(sha256: str) -> str:
    return f"thumbnail/{sha256}"


def blurred_key(rendering: str) -> str:
    """`rendering` is the hash of the picture in which parts were made unreadable."""
    return f"blurred/{rendering}"


def small_blurred_key(rendering: str) -> str:
    return f"blurred-small/{rendering}"


def photo_bytes(sha256: str) -> bytes:
    return shelf().photos.get(photo_key(sha256))


def thumbnail_bytes(sha256: str) -> bytes:
    """A JPEG of at most 480 pixels, upright."""
    return shelf().photos.get(thumbnail_key(sha256))
