"""The gate stands before every address there is, and every answer carries the headers that protect its reader."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.entrypoints.login.addresses import addresses
from tests.roles.snapshot import Watch, changed, snapshot
from wangdian.domain.rights import Role

ADDRESSES = addresses()
OPEN = {"/login/", "/logout/", "/language/", "/healthz", "/favicon.ico"}
"""What is served without a login. Whoever adds an address here has thought about it."""
SHELL = {"/walk/manifest.webmanifest", "/walk/sw.js"}
"""What the installed walk loads before anybody is known; it holds nothing of the bank."""
ASKING = ("/walk/api/", "/openrosa/", "/feeds/")
"""Ask for the login by themselves, to answer phones, form collectors and calendars in their own words."""
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}
POLICY = {
    "default-src": {"'none'"}, "base-uri": {"'none'"}, "frame-ancestors": {"'none'"}, "form-action": {"'self'"},
    "style-src": {"'self'"},
}
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))|<style|\sstyle=|<[^>]*\son[a-z]+=|javascript:",
    re.IGNORECASE,
)


def test_only_what_is_known_to_be_open_is_open() -> None:
    unguarded = {address for address, view in ADDRESSES.items() if not getattr(view, "login_required", True)}
    assert {address for address in unguarded if not address.startswith(ASKING)} == OPEN | SHELL


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_passes_without_a_login(db: None, method: str) -> None:
    client, watch, passed = Client(), Watch(), []
    for address in sorted(set(ADDRESSES) - OPEN - SHELL):
        answer = getattr(client, method)(address)
        asked = answer.status_code == 401 or getattr(answer, "url", "").startswith("/login/?next=")
        wrong_method = answer.status_code == 405 and address.startswith(ASKING)
        if not (asked or wrong_method) or watch.changed():
            passed.append((address, answer.status_code))
    assert passed == []


def test_every_answer_carries_the_headers_that_protect_its_reader(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    bare = {}
    for address in sorted(ADDRESSES):
        client.force_login(cast.person(Role.HEAD_OFFICE))
        wrong = unprotected(client.get(address))
        if wrong:
            bare[address] = wrong
    assert bare == {}


def unprotected(answer: Any) -> list[str]:
    """What an answer lacks."""
    wrong = [] if answer.status_code < 500 else [str(answer.status_code)]
    wrong += [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    lines = [line.split() for line in answer.headers.get("Content-Security-Policy", "").split(";")]
    policy = {words[0]: set(words[1:]) for words in lines if words}
    wrong += [part for part, allowed in POLICY.items() if policy.get(part) != allowed]
    sources = set().union(*policy.values())
    wrong += [source for source in sources if "unsafe" in source or source in {"*", "https:", "http:"}]
    if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        wrong += INLINE.findall(answer.content.decode())
    return wrong


def test_the_nonce_is_another_one_each_time(cast: Cast) -> None:
    policies = [Client().get("/login/").headers["Content-Security-Policy"] for _ in range(3)]
    nonces = {re.search(r"'nonce-([^']+)'", policy)[1] for policy in policies}
    assert len(nonces) == 3


@pytest.mark.parametrize(
    "address", ["/outlets/?q=a%00b", f"/outlets/?q={'9' * 25}", "/outlets/%00/", f"/people/{'9' * 25}/"],
)
def test_odd_input_stays_outside(cast: Cast, address: str) -> None:
    client = Client()
    client.force_login(cast.person(Role.HEAD_OFFICE))
    assert client.get(address).status_code in {400, 404}


@pytest.mark.parametrize("sha256", ["1" * 40 + "a" * 24, "1" * 64])
def test_a_hash_that_holds_many_digits_is_no_number(db: None, sha256: str) -> None:
    assert Client().get(f"/photos/{sha256}/").status_code == 302


@pytest.mark.parametrize("number", [2**63, 10**25, 10**70])
def test_a_number_that_no_row_can_have_is_not_there(cast: Cast, number: int) -> None:
    client = Client()
    client.force_login(cast.person(Role.ADMINISTRATOR))
    for address in sorted(address for address in ADDRESSES if "/1/" in address):
        answer = client.get(address.replace("/1/", f"/{number}/", 1))
        assert (address, answer.status_code) == (address, 404)


def test_a_form_without_its_csrf_token_does_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person(Role.ADMINISTRATOR))
    before = snapshot()
    assert client.post("/people/vendors/new/", {"code": "V900", "title": "Made-up Lifts"}).status_code == 403
    assert [table for table in changed(before, snapshot()) if table != "people_websession"] == []
