"""Whatever a caller sends, the API neither breaks nor answers outside its own description."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.cast import Cast
from tests.entrypoints.api.calling import Caller
from wangdian.config.urls import api
from wangdian.domain.rights import Role

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = sorted(
    (path, method) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
)
KNOWN = {
    "code": ["N001", "B1", "N002", "HQ"], "parent_code": ["B1"], "unit_code": ["B1", "HQ"], "unit": ["B1", "HQ"],
    "role": ["engineer", "inspector", "vendor"], "kind": ["sub_branch", "light", "branch"], "until": [None],
    "login": ["new-one"], "vendor_code": ["", "V1"], "email": ["", "a@example.test"], "phone": ["", "1"],
    "language": ["en", "zh-hans"], "outlet": ["N001"], "opened_on": ["2020-01-01"],
}
"""Values that mean something to the cast, by the name of the parameter or field."""
SHORT, LONG = 3, 60
"""Examples an operation and mode: as few as show that the harness works, as many as look for trouble."""


@cache
def described() -> Any:
    """The description as a caller reads it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def aim(case: Any, pick: int) -> None:
    """Lets two requests in three meet rows that exist, which chance alone never finds."""
    body = case.body if isinstance(case.body, dict) else {}
    for given_values in (case.path_parameters, case.query, body):
        for name in given_values or {}:
            known = KNOWN.get(name, ["1", "2", "3"] if name.endswith("_id") else [])
            if pick < len(known):
                given_values[name] = known[pick]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A server closes its connection behind each request; here it holds the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def attack(path: str, method: str, cast: Cast, role: Role, examples: int) -> None:
    """Calls one operation with `examples` fitting and as many unfit requests."""
    operation = described()[path][method]
    headers = {"Authorization": f"Bearer {Caller(cast.near(role)).secret}"}
    quiet = settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for mode in GenerationMode:
        @quiet
        @given(case=operation.as_strategy(generation_mode=mode), pick=strategies.integers(0, 5))
        def one(case: Any, pick: int) -> None:
            aim(case, pick)
            case.call_and_validate(headers=headers, checks=CHECKS)
        one()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_request_breaks_an_operation(cast: Cast, path: str, method: str) -> None:
    attack(path, method, cast, Role.HEAD_OFFICE, SHORT)


@pytest.mark.prove
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_many_requests_break_no_operation(cast: Cast, path: str, method: str) -> None:
    attack(path, method, cast, Role.HEAD_OFFICE, LONG)


@pytest.mark.prove
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.VENDOR])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_request_of_another_role_breaks_an_operation(cast: Cast, path: str, method: str, role: Role) -> None:
    attack(path, method, cast, role, LONG // 6)
