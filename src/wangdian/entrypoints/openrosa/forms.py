"""The list of forms that somebody may fill in now, and each form."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from uuid import UUID
from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.urls import reverse

from wangdian.apps.evidence.queries_forms import FormAsked, form_of_walk, form_without_plan, forms_for
from wangdian.domain.rights import Actor
from wangdian.entrypoints.openrosa.callers import for_collect
from wangdian.entrypoints.openrosa.replies import answered
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.xlsforms.entitled import form_of, id_of
from wangdian.entrypoints.xlsforms.rows import Form
from wangdian.entrypoints.xlsforms.xform import xform_of
from wangdian.foundation.errors import NotFound

LIST = "http://openrosa.org/xforms/xformsList"
PLANNED = re.compile(r"walk-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
UNPLANNED = re.compile(r"new-(opening|self|recheck|spot)-(.{1,20})")


@dataclass(frozen=True, slots=True)
class FormKey:
    """What the id of a form stands for: a planned walk, or a kind of walk at an outlet."""

    walk: UUID | None = None
    kind: str = ""
    outlet: str = ""

    @classmethod
    def read(cls, form_id: str) -> Self:
        """Raises NotFound for an id that never was one of ours."""
        if planned := PLANNED.fullmatch(form_id):
            return cls(walk=UUID(planned.group(1)))
        if unplanned := UNPLANNED.fullmatch(form_id):
            return cls(kind=unplanned.group(1), outlet=unplanned.group(2))
        raise NotFound

    def asked(self, who: Actor) -> FormAsked:
        """What it asks today; NotFound, NotAllowed."""
        if self.walk is not None:
            return form_of_walk(who, self.walk)
        return form_without_plan(who, self.outlet, self.kind)


@for_collect("GET", "HEAD")
def listed(request: Request, outlet: str = "") -> HttpResponse:
    """What is due and what may be walked without a plan; below an outlet's address only what is asked there."""
    wanted = request.GET.get("formID", "")
    some = [one for one in forms_for(request.actor, outlet) if not wanted or id_of(one) == wanted]
    entries = "".join(_entry(request, one) for one in some)
    return answered(f'<?xml version="1.0" encoding="utf-8"?><xforms xmlns="{LIST}">{entries}</xforms>')


@for_collect("GET", "HEAD")
def form(request: Request, form_id: str) -> HttpResponse:
    return answered(xform_of(form_of(FormKey.read(form_id).asked(request.actor))))


def _entry(request: Request, asked: FormAsked) -> str:
    return f"<xform>{''.join(_parts(request, form_of(asked)))}</xform>"


def _parts(request: Request, form: Form) -> Iterator[str]:
    for tag, text in (
        ("formID", form.id), ("name", form.title), ("version", form.version),
        ("hash", digest_of(xform_of(form).encode())), ("downloadUrl", address_of(request, "openrosa.form", form.id)),
        ("manifestUrl", address_of(request, "openrosa.manifest", form.id) if form.pictures else ""),
    ):
        if text:
            yield element(tag, text)


def digest_of(data: bytes) -> str:
    """As lists and manifests tell whether anything changed: no seal, only a sum."""
    return f"md5:{hashlib.md5(data, usedforsecurity=False).hexdigest()}"


def address_of(request: Request, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


def element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"
