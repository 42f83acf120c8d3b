"""When a message goes out: at once, after the quiet hours, or with the digest of the day; all in the bank's time."""

from datetime import datetime, time

import pytest

from wangdian.domain.quiet_hours import digest_at, goes_out_at, quiet_hours
from wangdian.foundation.clock import BANK_ZONE


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BANK_ZONE)


@pytest.mark.parametrize(("moment", "out"), [
    (at(18, 21, 59), at(18, 21, 59)), (at(18, 22), at(19, 7)), (at(19, 0), at(19, 7)), (at(19, 6, 59), at(19, 7)),
    (at(19, 7), at(19, 7)), (at(30, 23), datetime(2026, 12, 1, 7, tzinfo=BANK_ZONE)),
])
def test_quiet_hours_over_midnight_end_in_the_morning(moment: datetime, out: datetime) -> None:
    assert goes_out_at(moment, quiet_hours(time(22), time(7)), at_once=False) == out


@pytest.mark.parametrize(("moment", "out"), [
    (at(18, 16, 59), at(18, 17)), (at(18, 17), at(19, 17)), (at(18, 23), at(19, 17)), (at(19, 3), at(19, 17)),
])
def test_a_digest_goes_out_at_its_hour_every_day(moment: datetime, out: datetime) -> None:
    hours = quiet_hours(time(17), time(17))
    assert goes_out_at(moment, hours, at_once=False) == out
    assert goes_out_at(moment, hours, at_once=True) == moment


def test_only_equal_ends_are_a_digest() -> None:
    assert digest_at(time(17), time(17)) == time(17)
    assert digest_at(time(17), time(18)) is None
    assert digest_at(None, None) is None
