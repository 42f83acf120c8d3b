"""How often a failed delivery is tried again, and when that ends."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
PATIENCE = timedelta(days=3)
"""A channel that failed for so long without a break is paused; what waited longer is given up."""


def wait_after(failures: int, asked: timedelta = timedelta()) -> timedelta:
    """How long to leave a side alone after so many failures in a row: doubling, and never less than it `asked` for."""
    doublings = min(max(failures, 1) - 1, 16)
    return max(min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT), asked)


def is_hopeless(failing_since: datetime | None, now: datetime) -> bool:
    """Whether it failed without a break for longer than our patience."""
    return failing_since is not None and now - failing_since >= PATIENCE
