"""Carries the settings of one module over into another, without a star import."""

from types import ModuleType
from typing import Any


def settings_of(module: ModuleType) -> dict[str, Any]:
    """Every setting (upper case) of `module`."""
    return {name: getattr(module, name) for name in dir(module) if name.isupper()}
