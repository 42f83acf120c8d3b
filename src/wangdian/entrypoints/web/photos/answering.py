"""The one way in which the bytes of a photo are answered, on pages and in the API alike."""

from django.http import HttpResponse

HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What lies under a hash never changes; only the browser of who may see it keeps it, and nothing in it runs."""


def photo_answer(mime: str, data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type=mime, headers=HEADERS)
