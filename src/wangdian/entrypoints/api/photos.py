"""The API of photos: what is known of one, and its bytes as they came."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from wangdian.apps.evidence.queries_photos import PhotoCard, photo_card, photo_file
from wangdian.entrypoints.api.who import who
from wangdian.entrypoints.web.photos.answering import photo_answer

router = Router(tags=["photos"])
PICTURE = {
    mime: {"schema": {"type": "string", "format": "binary"}} for mime in ("image/jpeg", "image/png", "image/webp")
}
Sha256 = Annotated[str, Path(..., pattern=r"^[0-9a-f]{64}$")]


@router.get("/photos/{sha256}", response=PhotoCard)
def read_photo(request: HttpRequest, sha256: Sha256) -> PhotoCard:
    return photo_card(who(request), sha256)


@router.get("/photos/{sha256}/bytes", openapi_extra={"responses": {200: {"content": PICTURE}}})
def read_photo_bytes(request: HttpRequest, sha256: Sha256) -> HttpResponse:
    return photo_answer(request, *photo_file(who(request), sha256))
