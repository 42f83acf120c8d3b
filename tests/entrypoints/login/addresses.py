"""Every address of the screens, with something sensible in its blanks."""

import re
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

BLANK = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
"""A blank of an address that is written as a regular expression."""
KNOWN = {"code": "N001", "outlet_code": "N001", "int": "1", "uuid": "00000000-0000-7000-8000-000000000001",
         "sha256": "a" * 64}
"""What fills a blank, by its name or its kind."""


def _patterns(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern), entry
        elif entry.namespace is None:
            yield from _patterns(entry, before + str(entry.pattern))


def _filled(route: str) -> str:
    if "(?P<" in route:
        return re.sub(r"[\^$\\]", "", GROUP.sub(lambda blank: KNOWN.get(blank[1], "x"), route))
    return BLANK.sub(lambda blank: KNOWN.get(blank[2]) or KNOWN.get(blank[1] or "", "x"), route)


def addresses() -> dict[str, Callable[..., object]]:
    """The view behind each address."""
    return {"/" + _filled(route): pattern.callback for route, pattern in _patterns(get_resolver(), "")}
