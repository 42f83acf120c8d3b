"""Receives photos piece by piece as tus 1.0.0 says (core and creation)."""

import base64
import binascii
import re
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from wangdian.apps.evidence.actions.append_upload import AppendUpload
from wangdian.apps.evidence.actions.begin_upload import BeginUpload
from wangdian.apps.evidence.queries_photos import upload_card
from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.apps.evidence.sandbox import MOST_BYTES
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.walk.replies import for_phone
from wangdian.foundation.errors import invalid

VERSION = "1.0.0"
SHA256 = re.compile(r"[0-9a-f]{64}")
WHOLE = re.compile(r"\d{1,12}")


@for_phone("POST", "OPTIONS")
def uploads(request: Request) -> HttpResponse:
    if request.method == "OPTIONS":
        return _tus(HttpResponse(status=204, headers={
            "Tus-Version": VERSION, "Tus-Extension": "creation", "Tus-Max-Size": str(MOST_BYTES),
        }))
    if wrong := _other_version(request):
        return wrong
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    if not SHA256.fullmatch(told.get("sha256", "")):
        raise invalid("sha256", "Name the photo by its hash.")
    card = BeginUpload(
        who=request.actor, outlet=told.get("outlet", ""), sha256=told["sha256"],
        size=_number(request, "Upload-Length"), taken_at=_moment(told.get("taken_at", "")),
    ).do()
    return _tus(HttpResponse(status=201, headers={
        "Location": reverse("walk.upload", args=[card.id]), "Upload-Offset": str(card.offset),
    }))


@for_phone("HEAD", "PATCH")
def upload(request: Request, upload_id: UUID) -> HttpResponse:
    if wrong := _other_version(request):
        return wrong
    if request.method == "HEAD":
        card = upload_card(request.actor, upload_id)
        return _tus(HttpResponse(status=200, headers={
            "Upload-Offset": str(card.offset), "Upload-Length": str(card.size), "Cache-Control": "no-store",
        }))
    if request.content_type != "application/offset+octet-stream":
        return _tus(HttpResponse(status=415))
    data = request.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadPhoto("too_large")
    offset = AppendUpload(
        who=request.actor, upload_id=upload_id, offset=_number(request, "Upload-Offset"), data=data,
    ).do()
    return _tus(HttpResponse(status=204, headers={"Upload-Offset": str(offset)}))


def _tus(response: HttpResponse) -> HttpResponse:
    response.headers["Tus-Resumable"] = VERSION
    return response


def _other_version(request: Request) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _tus(HttpResponse(status=412, headers={"Tus-Version": VERSION}))


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not WHOLE.fullmatch(text):
        raise invalid(name, "This is not a number.")
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """"name base64, name base64": raises Invalid for anything else."""
    told: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise invalid("Upload-Metadata", "This header could not be read.") from error
    return told


def _moment(text: str) -> datetime | None:
    """What a phone believes about the time is worth nothing if it cannot be read."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
