"""Identifiers that devices can make while they are offline."""

import secrets
import uuid

from wangdian.foundation import clock


def new_uuid() -> uuid.UUID:
    """A version 7 UUID (RFC 9562): sorts by the millisecond it was made in."""
    millis = int(clock.now().timestamp() * 1000)
    value = (millis & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
