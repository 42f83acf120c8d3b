"""A caller of the API with a token of its own."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client

from wangdian.apps.people.actions.make_token import MakeToken
from wangdian.domain.rights import Actor
from wangdian.foundation import clock


class Caller:
    """Calls the API as `who`; `read_only` and `until_days` are the token's."""

    def __init__(self, who: Actor, *, read_only: bool = False, until_days: int = 30) -> None:
        until = clock.today() + timedelta(days=until_days)
        self.secret = MakeToken(who=who, title="tests", until=until, read_only=read_only).do()
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"}, raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query_params=query or None)

    def send(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.generic(
            method, f"/api/v1{path}", "" if body is None else _written(body), "application/json", headers=headers,
        )

    def post(self, path: str, body: Any = None, key: str = "") -> Any:
        return self.send("POST", path, body, key)


def _written(body: Any) -> str | bytes:
    if isinstance(body, str | bytes):
        return body
    return json.dumps(body)
