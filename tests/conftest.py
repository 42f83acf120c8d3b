"""What every test stands on: a pinned clock and a named cast."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.cast import Cast, gather
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
