"""When a message may not ring: the daily quiet hours of a person or a group, in the bank's time.

Quiet from an hour until the same hour of the next day is one digest a day at that hour.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from wangdian.foundation.clock import BANK_ZONE


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` (counted in) to `end` (not counted in); an end that is not after the start lies on the next day."""

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
    """None unless both ends are given."""
    if start is None or end is None:
        return None
    return QuietHours(start, end)


def ends_kept(start: time | None, end: time | None, digest: time | None) -> tuple[time | None, time | None]:
    """The two ends as they are kept: those of the quiet hours, or twice the hour of the digest."""
    return start or digest, end or digest


def digest_at(start: time | None, end: time | None) -> time | None:
    """The hour of the daily digest; None where there are hours in between at which things ring."""
    return start if start == end else None


def goes_out_at(moment: datetime, quiet: QuietHours | None, at_once: bool) -> datetime:
    """When a message goes out; what is critical waits for nobody."""
    return moment if at_once or quiet is None else quiet.over_at(moment)
