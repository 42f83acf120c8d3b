"""Finds every operation of the API and its example: a file `requests_<app>.py` here with `REQUESTS` is enough."""

from importlib import import_module
from pkgutil import iter_modules

import tests.roles
from tests.roles.ask import AskBuilder
from wangdian.config.urls import api

BELOW = "/api/v1"


def operations() -> list[str]:
    """Every operation of the API's own description, as `GET /outlets/{code}`."""
    paths = api.get_openapi_schema()["paths"]
    return sorted(
        f"{method.upper()} {path.removeprefix(BELOW)}" for path, methods in paths.items() for method in methods
    )


def requests() -> dict[str, AskBuilder]:
    """The request builders of all apps by operation."""
    found: dict[str, AskBuilder] = {}
    for module in iter_modules(tests.roles.__path__):
        if module.name.startswith("requests_"):
            found.update(import_module(f"tests.roles.{module.name}").REQUESTS)
    return found
