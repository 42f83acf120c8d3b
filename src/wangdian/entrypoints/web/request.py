"""What every view may rely on: a request that knows who acts."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from wangdian.domain.rights import Actor


class Request(HttpRequest):
    """A request behind the middleware: `actor` is who acts, `htmx` is truthy for a part of a page."""

    actor: Actor
    htmx: HtmxDetails
