"""Takes in filled-in forms as OpenRosa's form submission API says: in one post or in several, and again."""

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from wangdian.apps.evidence.actions.send_form import FormSent, SendForm
from wangdian.apps.evidence.intake import Refusal
from wangdian.entrypoints.openrosa.callers import for_collect
from wangdian.entrypoints.openrosa.filled import Filled, read_filled
from wangdian.entrypoints.openrosa.forms import FormKey
from wangdian.entrypoints.openrosa.replies import MOST_BYTES, answered, told
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.xlsforms.entitled import form_of
from wangdian.entrypoints.xlsforms.rows import SHAPE
from wangdian.foundation.errors import Clash, Refused, invalid

XML_PART, MORE_TO_COME = "xml_submission_file", "*isIncomplete*"
UNKNOWN_VERSION = gettext_noop(
    "This form is of version %(version)s, which is not known here. Get the blank form again.",
)
MOST_TOLD = 5


class WrongVersion(Clash):
    """The form was not made in the way that is understood here."""

    code = "wrong_version"


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a form: its XML, the photos that came along, and whether more are to come."""

    xml: bytes
    files: Mapping[str, bytes]
    more: bool


@for_collect("HEAD", "POST")
def submission(request: Request, outlet: str = "") -> HttpResponse:
    """A HEAD tells where to post and how much; a POST keeps what it brings, or says in words what was not kept."""
    if request.method == "HEAD":
        address = reverse("openrosa.at.submission", args=[outlet]) if outlet else reverse("openrosa.submission")
        return answered("", 204, {"Location": request.build_absolute_uri(address)})
    post = _read(request)
    if post is None:
        return told(413, _("This post holds more than 10 MB."))
    filled = read_filled(post.xml)
    shape, _dot, _digest = filled.version.partition(".")
    if shape != str(SHAPE):
        raise WrongVersion(UNKNOWN_VERSION, {"version": filled.version[:40] or "—"})
    asked = FormKey.read(filled.id).asked(request.actor)
    sent = SendForm(
        who=request.actor, walk_id=asked.walk or filled.own_walk, outlet=asked.place.code, kind=asked.kind,
        started_at=filled.started_at, finished_at=None if post.more else filled.ended_at, answers=filled.answers,
        named=filled.named, files=post.files, note=filled.note[:500],
    ).do()
    return _said(filled, sent, post, changed=form_of(asked).version != filled.version)


def _read(request: Request) -> Post | None:
    """None if it is too large. Read whole, since a post in chunks does not say how long it is."""
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return None
    meta = {**request.META, "CONTENT_LENGTH": str(len(body))}
    try:
        fields, parts = MultiPartParser(meta, io.BytesIO(body), request.upload_handlers, "utf-8").parse()
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise _no_form() from error
    form = parts.pop(XML_PART, [])
    xml = form[0].read() if form else str(fields.get(XML_PART, "")).encode()
    if not xml:
        raise _no_form()
    files = {part.name or name: part.read() for name in parts for part in parts.getlist(name)}
    return Post(xml, files, str(fields.get(MORE_TO_COME, "")).lower() in {"yes", "true"})


def _no_form() -> Refused:
    return invalid(XML_PART, _("This post brings no filled-in form."))


def _said(filled: Filled, sent: FormSent, post: Post, *, changed: bool) -> HttpResponse:
    """201 once all of this post is kept. Otherwise the phone keeps the form too, and shows why.

    While more is to come the phone goes on, so that the photos of what was kept arrive; the last post then says it.
    """
    refusals = [*filled.unreadable, *sent.refused]
    sentences = [ngettext("%(n)d answer is kept.", "%(n)d answers are kept.", sent.kept) % {"n": sent.kept}]
    sentences += _not_kept(refusals, sent.bad)
    if sent.awaited and not post.more:
        count = len(sent.awaited)
        sentences.append(ngettext(
            "%(n)d photo has not arrived: %(names)s.", "%(n)d photos have not arrived: %(names)s.", count,
        ) % {"n": count, "names": ", ".join(sent.awaited[:MOST_TOLD])})
    if changed:
        sentences.append(_("What is asked there has changed since: get the blank form again for the next walk."))
    lost = (refusals or sent.bad) and not post.more
    return told(422 if lost else 201, " ".join(sentences))


def _not_kept(refusals: Collection[Refusal], bad: Mapping[str, str]) -> Iterator[str]:
    reasons = {one.message for one in refusals}
    if reasons:
        count = len(refusals)
        yield ngettext(
            "%(n)d answer was not kept: %(why)s", "%(n)d answers were not kept: %(why)s", count,
        ) % {"n": count, "why": " ".join(sorted(reasons))}
    for name, why in sorted(bad.items()):
        yield f"{name}: {why}"
