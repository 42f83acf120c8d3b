"""Finds out which walk a scanned day sheet belongs to, by the QR code that was printed on it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_noop

from wangdian.apps.evidence.sandbox import READY, SECONDS
from wangdian.foundation.errors import Refused

ADDRESS = re.compile(r"https?://[^/\s]+/paper/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
"""What the code of a sheet says: where its walk is entered by hand, under whatever name the server had then."""


class NoSheet(Refused):
    """A picture on which no code of ours can be read."""

    status = 422
    code = "no_sheet"


NO_CODE = gettext_noop(
    "No QR code can be read on this picture. Photograph the whole sheet from above, in focus, with light on the code.",
)
FOREIGN_CODE = gettext_noop("The QR code on this picture is not that of a day sheet.")
TWO_SHEETS = gettext_noop("This picture shows the sheets of several walks. Photograph each by itself.")


def walk_on(data: bytes) -> UUID:
    """The walk that the code on the picture names. Raises NoSheet; RuntimeError when the reader does not start."""
    return walk_named(codes_on(data))


def walk_named(codes: Iterable[str]) -> UUID:
    """Raises NoSheet for no code, for none of ours, and for those of several walks."""
    codes = list(codes)
    if not codes:
        raise NoSheet(NO_CODE)
    found = {match[1] for match in map(ADDRESS.fullmatch, codes) if match}
    if not found:
        raise NoSheet(FOREIGN_CODE)
    if len(found) > 1:
        raise NoSheet(TWO_SHEETS)
    return UUID(found.pop())


def codes_on(data: bytes) -> list[str]:
    """What the QR codes on a picture say, read in a process of its own; none where it does not end well."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "wangdian.apps.evidence.qr_reader"],
            input=data, capture_output=True, timeout=SECONDS, check=False, env={},
        )
    except subprocess.TimeoutExpired:
        return []
    if not done.stdout.startswith(READY):
        raise RuntimeError(f"the reader does not start: {done.stderr[-500:].decode(errors='replace')}")
    if done.returncode != 0:
        return []
    codes: list[str] = json.loads(done.stdout.removeprefix(READY))["codes"]
    return codes
