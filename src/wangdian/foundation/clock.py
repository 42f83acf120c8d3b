"""The only source of the present moment, so that demo, tests and reports can stand on another day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BANK_ZONE = ZoneInfo("Asia/Shanghai")

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; the pinned one inside `standing_at`."""
    return _standing.get() or datetime.now(tz=UTC)


def today() -> date:
    """The present day where the bank is."""
    return now().astimezone(BANK_ZONE).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Pins the clock for the code inside; `moment` must be aware."""
    if moment.tzinfo is None:
        raise ValueError("standing_at needs an aware moment")
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
