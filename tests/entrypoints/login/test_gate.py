"""The gate stands before every address there is, and every answer carries the headers that protect its reader."""

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.entrypoints.login.addresses import addresses
from tests.roles.snapshot import changed, snapshot
from wangdian.domain.rights import Role

ADDRESSES = addresses()
OPEN = {"/login/", "/logout/", "/language/", "/healthz"}
"""What is served without a login. Whoever adds an address here has thought about it."""
SHELL = {"/walk/manifest.webmanifest", "/walk/sw.js"}
"""What the installed walk loads before anybody is known; it holds nothing of the bank."""
PHONE = "/walk/api/"
"""Asks for the login by itself, to answer a phone in its own words."""
POLICY = {
    "default-src": {"'none'"}, "object-src": set(), "base-uri": {"'none'"}, "frame-ancestors": {"'none'"},
    "form-action": {"'self'"}, "style-src": {"'self'"},
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|<[^>]*\son[a-z]+=|javascript:", re.IGNORECASE)


def test_only_what_is_known_to_be_open_is_open() -> None:
    unguarded = {address for address, view in ADDRESSES.items() if not getattr(view, "login_required", True)}
    assert {address for address in unguarded if not address.startswith(PHONE)} == OPEN | SHELL


@pytest.mark.parametrize("address", sorted(set(ADDRESSES) - OPEN - SHELL))
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_passes_without_a_login(db: None, address: str, method: str) -> None:
    before = snapshot()
    answer = getattr(Client(), method)(address)
    wrong_method = answer.status_code == 405 and address.startswith(PHONE)
    assert answer.status_code in {302, 401} or wrong_method
    if answer.status_code == 302:
        assert answer.url.startswith("/login/?next=")
    assert changed(before, snapshot()) == []


@pytest.mark.parametrize("address", sorted(ADDRESSES))
def test_every_answer_carries_the_headers_that_protect_its_reader(cast: Cast, address: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.person(Role.HEAD_OFFICE))
    answer = client.get(address)
    assert answer.status_code < 500
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    policy = {words[0]: set(words[1:]) for line in answer.headers["Content-Security-Policy"].split(";")
              if (words := line.split())}
    assert all(policy.get(part, set()) == allowed for part, allowed in POLICY.items())
    sources = set().union(*policy.values())
    assert not [source for source in sources if "unsafe" in source or source in {"*", "https:", "http:"}]
    if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        assert not INLINE.search(answer.content.decode())


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


def test_a_form_without_its_csrf_token_does_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person(Role.ADMINISTRATOR))
    before = snapshot()
    assert client.post("/people/vendors/new/", {"code": "V900", "title": "Made-up Lifts"}).status_code == 403
    assert [table for table in changed(before, snapshot()) if table != "people_websession"] == []
