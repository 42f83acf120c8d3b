"""What every test stands on: a pinned clock and a named cast."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from tests.cast import Cast, gather
from wangdian.apps.journal import append_only
from wangdian.foundation import clock

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=clock.BANK_ZONE)
"""A Wednesday, a working day."""


@pytest.fixture(autouse=True)
def noon() -> Iterator[datetime]:
    with clock.standing_at(NOON):
        yield NOON


@pytest.fixture
def cast(db: None) -> Cast:
    """An invented bank: two branches, three outlets, one person a role in the first branch, strangers in the second."""
    return gather()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Tests that really commit empty every table afterwards, which the audit log itself refuses."""
    marker = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if not commits and not (marker and marker.kwargs.get("transaction")):
        return (yield)
    with item.config.stash[blocking_manager_key].unblock():
        append_only.remove(connection)
    try:
        return (yield)
    finally:
        # Behind the last test the database itself is gone.
        if nextitem is not None:
            with item.config.stash[blocking_manager_key].unblock():
                append_only.install(connection)
