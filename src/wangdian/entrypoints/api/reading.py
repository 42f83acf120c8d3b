"""Reads request bodies strictly: what JSON allows and no database takes is refused before any operation sees it."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny

LARGEST = 2**63 - 1
DEEPEST = 32


class Unreadable(ValueError):
    """The body is not JSON as RFC 8259 means it, or holds NUL, half a character or an endless number."""


class StrictParser(Parser):
    """Refuses NaN, NUL, lone surrogates, integers beyond 64 bits and deep nesting; the API answers 400."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        try:
            body = json.loads(request.body.decode("utf-8"), parse_constant=_constant)
        except RecursionError as error:
            raise Unreadable("too deep") from error
        _check(body, 0)
        found: DictStrAny = body
        return found


def _constant(name: str) -> Any:
    raise Unreadable(name)


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Unreadable("too deep")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise Unreadable("a number beyond 64 bits")
    elif isinstance(value, float) and abs(value) > 1e300:
        raise Unreadable("a number beyond measure")
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_text(name)
            _check(item, depth + 1)


def _check_text(text: str) -> None:
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Unreadable("a character that cannot be kept")
