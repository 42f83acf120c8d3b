"""The scene on which the tests of these feeds are played."""

from tests.apps.work.conftest import scene

__all__ = ["scene"]
