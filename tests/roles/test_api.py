"""The role matrix of the API: every operation for every role, inside and outside its subtree, and for strangers."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import Cast
from tests.roles.api_registry import BELOW, operations, requests
from tests.roles.ask import Ask
from tests.roles.example import everybody, far, near
from tests.roles.snapshot import Watch
from wangdian.apps.people.actions.make_token import digest_of
from wangdian.apps.people.models import ApiToken
from wangdian.domain.rights import Actor
from wangdian.foundation import clock

OPERATIONS = operations()
CASES = sorted(requests())


def operation_of(case: str) -> str:
    """A case is an operation, with `#` and the case's own name behind it where an operation has several."""
    return case.partition("#")[0]


def with_tokens(actors: dict[str, Actor]) -> dict[str, Client]:
    """A client a person, whose token was used today already, so that its use changes nothing."""
    now = clock.now()
    ApiToken.objects.bulk_create([
        ApiToken(
            person_id=who.id, name="matrix", digest=digest_of(label), start="wd", read_only=False, made_at=now,
            expires_at=now + timedelta(days=1), last_used_on=clock.today(),
        )
        for label, who in actors.items() if who.id > 0
    ])
    return {
        label: Client(headers={"Authorization": f"Bearer {label}"} if who.id > 0 else {}, raise_request_exception=False)
        for label, who in actors.items()
    }


def sent(client: Client, case: str, ask: Ask) -> Any:
    method = operation_of(case).split()[0]
    body = "" if ask.body is None else json.dumps(ask.body)
    return client.generic(method, BELOW + ask.path, body, "application/json", query_params=ask.query or None)


def served(client: Client, case: str, ask: Ask) -> tuple[bool, str]:
    """Whether the request was done (and shows what it should), and what was answered; undone at once."""
    undo = transaction.savepoint()
    answer = sent(client, case, ask)
    words = answer.content.decode(errors="replace")
    transaction.savepoint_rollback(undo)
    return 200 <= answer.status_code < 300 and ask.shows in words, f"{answer.status_code}: {words[:200]}"


def leaks(client: Client, case: str, ask: Ask, label: str, watch: Watch) -> list[str]:
    """What a caller who may not got all the same, or changed."""
    answer = sent(client, case, ask)
    told = bool(ask.shows) and ask.shows in answer.content.decode()
    done = 200 <= answer.status_code < 300 and (told or not ask.shows)
    wrong = [f"{label} was refused, and yet {table} changed" for table in watch.changed()]
    if label == "nobody" and answer.status_code != 401:
        wrong.append(f"nobody at all got {answer.status_code} instead of 401")
    listed = bool(ask.shows) and answer.status_code == 200
    if done or not (listed or answer.status_code in {401, 403, 404}):
        wrong.append(f"{label} may not, and got {answer.status_code}: {answer.content.decode()[:200]}")
    return wrong


def walked(cast: Cast, case: str, side: str, serve: slice = slice(None)) -> list[str]:
    """What went wrong for all who may not, and for those of `serve` among all who may."""
    ask = requests()[case](cast, near(cast) if side == "near" else far(cast))
    actors = everybody(cast)
    clients = with_tokens(actors)
    assert any(ask.allows(who) for who in actors.values()), f"nobody at all may {case}: is it at the right place?"
    found, watch = [], Watch()
    for label in (label for label, who in actors.items() if not ask.allows(who)):
        found += leaks(clients[label], case, ask, label, watch)
    for label in [label for label, who in actors.items() if ask.allows(who)][serve]:
        done, words = served(clients[label], case, ask)
        found += [] if done else [f"{label} may, and got {words}"]
    return found


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_has_an_example(operation: str) -> None:
    known = {operation_of(case) for case in CASES}
    assert operation in known, f"{operation} has no example: add one to REQUESTS in tests/roles/requests_*.py"


def test_every_example_is_of_an_operation_that_exists() -> None:
    assert {operation_of(case) for case in CASES} <= set(OPERATIONS)


@pytest.mark.parametrize("case", CASES)
def test_an_operation_serves_those_who_may_and_changes_nothing_for_others(cast: Cast, case: str) -> None:
    assert walked(cast, case, "near", serve=slice(2)) == []


@pytest.mark.prove
@pytest.mark.parametrize("side", ["near", "far"])
@pytest.mark.parametrize("case", CASES)
def test_an_operation_serves_everybody_who_may_on_both_sides(cast: Cast, case: str, side: str) -> None:
    assert walked(cast, case, side) == []
