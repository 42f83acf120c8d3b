"""What a webhook is sent: a small JSON of ids and codes, signed so that the other side knows whose it is."""

import hashlib
import hmac
import json
from datetime import datetime
from uuid import UUID


def payload(kind: str, event: UUID, at: datetime, unit: str, ids: dict[str, object]) -> dict[str, object]:
    """`ids` hold numbers and codes of rows, never a name; `event` is the same however often it is sent."""
    return {"event": str(event), "kind": kind, "at": at.isoformat(), "unit": unit, **ids}


def body_of(body: dict[str, object]) -> bytes:
    """The same bytes at every try."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def headers_of(body: bytes, event: UUID, secret: str, at: datetime) -> dict[str, str]:
    """The signature is HMAC-SHA256 in hexadecimal, keyed by the secret, over the stamp, a dot and the body."""
    stamp = str(int(at.timestamp()))
    signature = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Wangdian-Event": str(event),
        "Wangdian-Timestamp": stamp,
        "Wangdian-Signature": f"v1={signature}",
    }
