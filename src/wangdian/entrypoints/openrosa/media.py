"""The photos that come along with a form: how what is asked about should look."""

from django.http import HttpResponse

from wangdian.apps.evidence.queries_photos import thumbnail_file, thumbnails_of
from wangdian.entrypoints.openrosa.callers import for_collect
from wangdian.entrypoints.openrosa.forms import FormKey, address_of, digest_of, element
from wangdian.entrypoints.openrosa.replies import answered
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.xlsforms.entitled import form_of
from wangdian.entrypoints.xlsforms.names import PICTURE
from wangdian.foundation.errors import NotFound

MANIFEST = "http://openrosa.org/xforms/xformsManifest"


@for_collect("GET", "HEAD")
def manifest(request: Request, form_id: str) -> HttpResponse:
    """The files of a form, each with its sum, so that only what is new is fetched."""
    form = form_of(FormKey.read(form_id).asked(request.actor))
    kept = thumbnails_of(request.actor, [name.removesuffix(".jpg") for name in form.pictures])
    files = "".join(
        f"<mediaFile>{element('filename', f'{sha256}.jpg')}{element('hash', digest_of(data))}"
        f"{element('downloadUrl', address_of(request, 'openrosa.picture', f'{sha256}.jpg'))}</mediaFile>"
        for sha256, data in kept.items()
    )
    return answered(f'<?xml version="1.0" encoding="utf-8"?><manifest xmlns="{MANIFEST}">{files}</manifest>')


@for_collect("GET", "HEAD")
def picture(request: Request, name: str) -> HttpResponse:
    """A small one, at most 480 pixels: phones keep it for every form that shows it."""
    found = PICTURE.fullmatch(name)
    if found is None:
        raise NotFound
    mime, data = thumbnail_file(request.actor, found.group(1))
    return answered(data, mime=mime)
