"""Seals a photo with the time at which it came: nobody without the server's key can make it look earlier or other."""

import hmac
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings

from wangdian.apps.evidence.models import Photo


def seal(photo_sha256: str, received_at: datetime) -> str:
    """HMAC-SHA-256 over hash and moment (UTC, to the microsecond)."""
    key = sha256(b"photo seal|" + settings.SECRET_KEY.encode()).digest()
    text = f"{photo_sha256}|{received_at.astimezone(UTC).isoformat(timespec='microseconds')}"
    return hmac.new(key, text.encode(), sha256).hexdigest()


def seal_holds(photo: Photo) -> bool:
    """Whether hash and time of a photo are those that were sealed."""
    return hmac.compare_digest(photo.seal, seal(photo.sha256, photo.received_at))
