"""What people are shown of a photo: as it came, with parts made unreadable, or nothing once its time is over."""

from wangdian.apps.evidence.models import Photo, PhotoBlur
from wangdian.apps.evidence.refusals import PhotoRemoved
from wangdian.apps.evidence.shelf import blurred_key, photo_bytes, shelf, small_blurred_key, thumbnail_bytes


def shown(photo: Photo, small: bool = False) -> tuple[str, bytes]:
    """The type and the bytes; every page and program gets a photo by this. Raises PhotoRemoved.

    No query for a photo that was read with its `blur`.
    """
    if photo.removed_at is not None:
        raise PhotoRemoved
    blur: PhotoBlur | None = getattr(photo, "blur", None)
    if blur is not None:
        key = small_blurred_key if small else blurred_key
        return "image/jpeg", shelf().photos.get(key(blur.rendering))
    return ("image/jpeg", thumbnail_bytes(photo.sha256)) if small else (photo.mime, photo_bytes(photo.sha256))
