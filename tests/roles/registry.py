"""Finds every verb and every example: a file `examples_<app>.py` here with `EXAMPLES` is all that it takes."""

from importlib import import_module
from pkgutil import iter_modules

import tests.roles
from tests.roles.example import Builder
from wangdian import apps
from wangdian.domain.verbs import VERBS, Verb


def verbs() -> dict[str, type[Verb]]:
    """Every verb of the product by name, its module loaded first."""
    for app in iter_modules(apps.__path__):
        package = import_module(f"wangdian.apps.{app.name}.actions")
        for module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    return {name: verb for name, verb in sorted(VERBS.items()) if verb.__module__.startswith("wangdian.")}


def examples() -> dict[str, Builder]:
    """The example builders of all apps by verb name."""
    found: dict[str, Builder] = {}
    for module in iter_modules(tests.roles.__path__):
        if module.name.startswith("examples_"):
            found.update(import_module(f"tests.roles.{module.name}").EXAMPLES)
    return found
