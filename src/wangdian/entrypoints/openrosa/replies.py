"""What OpenRosa asks of every answer: its version, and a message in its XML."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.entrypoints.told import problems_of, why_of
from wangdian.foundation import clock
from wangdian.foundation.errors import Refused

VERSION = "1.0"
XML = "text/xml; charset=utf-8"
MOST_BYTES = 10_000_000
"""What one post may hold; Collect spreads the photos of a form over several."""


def answered(
    body: str | bytes, status: int = 200, headers: Mapping[str, str] | None = None, mime: str = XML,
) -> HttpResponse:
    """An answer with the headers of the OpenRosa request standard, version 1.0."""
    return HttpResponse(body, status=status, content_type=mime, headers={
        "X-OpenRosa-Version": VERSION, "X-OpenRosa-Accept-Content-Length": str(MOST_BYTES),
        "Date": http_date(clock.now().timestamp()), **(headers or {}),
    })


def told(status: int, message: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A sentence that Collect shows as it is."""
    nature = "submit_success" if status < 300 else "error"
    return answered(
        '<?xml version="1.0" encoding="utf-8"?><OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f'<message nature="{nature}">{escape(message)}</message></OpenRosaResponse>', status, headers,
    )


def refused(error: Refused) -> HttpResponse:
    """What a verb refused, with every problem in words."""
    if isinstance(error, BadPhoto):
        return told(error.status, error.problems[0].why)
    problems = [_(problem.why) for problem in problems_of(error)]
    return told(error.status, " ".join(problems) or why_of(error))
