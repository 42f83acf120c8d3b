"""Finds an example of every screen by following the links of the pages, as one login sees them."""

import html
import re
from collections import Counter, deque
from collections.abc import Container
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, APIResponse

LINK = re.compile(r"(?:<a\b(?![^>]*\sdownload)[^>]*?\shref|\shx-get)=\"(/[^\"#]*)", re.IGNORECASE)
"""Also what a page fetches into itself: some of it is a page of its own where there is no script."""
EXAMPLES = 2
"""So many addresses of a route are looked at: one outlet links to what another does not have yet."""
MAIN = "<main"
START = ("/", "/style/")


@dataclass(slots=True)
class Found:
    """`screens` holds a path for each route of the address list; `faults` says which links lead nowhere."""

    screens: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def route_of(path: str) -> str | None:
    """The route that answers a path; None where there is none."""
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return None


def is_page(answer: APIResponse) -> bool:
    """A whole page, not a part of one, a file or a refusal."""
    return answer.ok and "text/html" in answer.headers.get("content-type", "") and MAIN in answer.text()


def screens(request: APIRequestContext, url: str, known: Container[str] = ()) -> Found:
    """An example of every screen within reach of the menu, but for the `known` routes.

    Only links are followed: all they change is that news count as read.
    """
    found, met, been = Found(), Counter[str | None](), set[str]()
    waiting = deque((path, "the start") for path in START)
    while waiting:
        path, behind = waiting.popleft()
        route = route_of(path)
        if path in been or met[route] >= EXAMPLES:
            continue
        answer = request.get(urljoin(url, path), headers={"Accept": "text/html"})
        landed = urlsplit(answer.url)
        ends = route_of(landed.path)
        shown = landed.path + "?" * bool(landed.query) + landed.query
        met.update({route, ends})
        been |= {path, shown}
        if not answer.ok:
            found.faults.append(f"{behind} leads to {path}, which answers {answer.status}")
        elif is_page(answer):
            if ends not in known:
                found.screens.setdefault(ends or "", shown)
            waiting.extend((html.unescape(link), path) for link in LINK.findall(answer.text()))
    return found
