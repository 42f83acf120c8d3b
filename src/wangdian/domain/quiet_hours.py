"""When a message may not ring: the daily quiet hours of a person or a group, in the bank's time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from wangdian.foundation.clock import BANK_ZONE


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` (counted in) to `end` (not counted in); an end before the start lies on the next day."""

    start: time
    end: time

    def over_at(self, moment: datetime) -> datetime:
        """When a message of `moment` may go out: the moment itself, or the end of the quiet hours it falls into."""
        local = moment.astimezone(BANK_ZONE)
        for day in (local.date() - timedelta(days=1), local.date()):
            begins = datetime.combine(day, self.start, tzinfo=BANK_ZONE)
            last = day if self.start < self.end else day + timedelta(days=1)
            ends = datetime.combine(last, self.end, tzinfo=BANK_ZONE)
            if begins <= local < ends:
                return ends
        return moment


def quiet_hours(start: time | None, end: time | None) -> QuietHours | None:
    """None unless both ends are given and differ."""
    if start is None or end is None or start == end:
        return None
    return QuietHours(start, end)


def goes_out_at(moment: datetime, quiet: QuietHours | None, at_once: bool) -> datetime:
    """When a message goes out; what is critical waits for nobody."""
    return moment if at_once or quiet is None else quiet.over_at(moment)
