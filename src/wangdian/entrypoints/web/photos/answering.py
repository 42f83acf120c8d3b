"""The one way in which the bytes of a photo are answered, on pages and in the API alike."""

import hashlib
from collections.abc import Callable
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wangdian.apps.evidence.refusals import PhotoRemoved

HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Only the browser of who may see it keeps it, and asks each time whether it is still shown so: parts of it may have
been made unreadable since, or its time may be over. Nothing in it runs."""
NOTICE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180" width="480" height="360">
<rect width="240" height="180" fill="#e6e8eb"/>
<text x="120" y="94" text-anchor="middle" font-family="sans-serif" font-size="14" fill="#3d4650">%s</text></svg>"""


def photo_answer(request: HttpRequest, mime: str, data: bytes) -> HttpResponse:
    """304 for a browser that has just these bytes."""
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={**HEADERS, "ETag": tag})
    return HttpResponse(data, content_type=mime, headers={**HEADERS, "ETag": tag})


def photo_or_notice(request: HttpRequest, asked: Callable[[], tuple[str, bytes]]) -> HttpResponse:
    """Where a picture is shown on a page: once its time is over, a picture that says so, with status 410."""
    try:
        return photo_answer(request, *asked())
    except PhotoRemoved:
        said = NOTICE % escape(_("Removed: its time was over"))
        return HttpResponse(said.encode(), content_type="image/svg+xml", status=410, headers=HEADERS)
