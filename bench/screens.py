"""Queries, milliseconds and bytes of each screen, asked for as head office sees it."""

import logging
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Person
from wangdian.domain.rights import Role

RUNS = 15
OK = 200


@dataclass(frozen=True)
class Measured:
    """Median, 95th of 100 and worst of `RUNS` warm requests in this process, template and all, without the network."""

    screen: str
    queries: int
    median_ms: float
    p95_ms: float
    worst_ms: float
    bytes: int


def screens(resolver: URLResolver) -> Iterator[str]:
    """Names of the addresses that need nothing to be filled in."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace is None:
            yield from screens(entry)
        elif isinstance(entry, URLPattern) and entry.name and not entry.pattern.regex.groups:
            yield entry.name


def named() -> dict[str, str]:
    """What people open all day, by a name; the outlet is one from the middle of the bank."""
    codes = Outlet.objects.order_by("code").values_list("code", flat=True)
    code = codes[codes.count() // 2]
    return {
        "search: Chinese": "/outlets/?q=云", "search: pinyin": "/outlets/?q=yun", "search: code": f"/outlets/?q={code}",
        "outlet card": f"/outlets/{code}/", "scores: best first": "/scores/?order=best",
        "scores: module 1": "/scores/?module=1",
    }


def measure(client: Client, name: str, address: str) -> Measured | None:
    """None for an address that is no page to look at: it takes posts alone, or is not for this role."""
    if client.get(address).status_code != OK:
        return None
    asked: list[None] = []

    def note(execute: Callable[..., Any], *given: Any) -> Any:
        asked.append(None)
        return execute(*given)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    spans = []
    for _ in range(RUNS):
        began = time.perf_counter()
        client.get(address)
        spans.append((time.perf_counter() - began) * 1000)
    size = len(answer.content) if not answer.streaming else 0
    p95 = statistics.quantiles(spans, n=20, method="inclusive")[-1]
    return Measured(name, len(asked), round(statistics.median(spans), 1), round(p95, 1), round(max(spans), 1), size)


def measured() -> list[Measured]:
    """Every screen with a fixed address, and what people open all day."""
    person = Person.objects.filter(grants__role=Role.HEAD_OFFICE, is_active=True).first()
    if person is None:
        raise SystemExit("There is nobody in this bank to ask as.")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    addresses = {name: reverse(name) for name in sorted(set(screens(get_resolver())) - {"logout"})} | named()
    found = [one for name, address in addresses.items() if (one := measure(client, name, address)) is not None]
    logging.disable(level)
    return found


def table(found: Sequence[Measured]) -> str:
    """A line a screen."""
    lines = [f"{'screen':32} {'queries':>7} {'median ms':>9} {'p95 ms':>8} {'worst ms':>8} {'bytes':>8}"]
    lines += [
        f"{one.screen:32} {one.queries:7} {one.median_ms:9} {one.p95_ms:8} {one.worst_ms:8} {one.bytes:8}"
        for one in found
    ]
    return "\n".join(lines)
