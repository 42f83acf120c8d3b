"""How long photos are kept: each use of a photo has its kind and its beginning, and the longest counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a photo is kept for."""

    WALK = "walk"                  # shows on a walk that something holds, or signs it
    FINDING = "finding"            # shows what is wrong, or its repair
    CALIBRATION = "calibration"    # inspectors are asked about it
    SHEET = "sheet"                # a day sheet on paper
    LOOSE = "loose"                # nothing names it


LEAST_DAYS = 30
"""Below this a rule is taken for a slip of the hand."""
PROPOSED: Mapping[Kind, int] = {
    Kind.WALK: 365, Kind.FINDING: 3 * 365 + 1, Kind.CALIBRATION: 365, Kind.SHEET: 3 * 365 + 1, Kind.LOOSE: 90,
}
"""Our proposals, which no law names. Three years are the general limitation period (民法典 第一百八十八条); that photos
of people are kept no longer than their purpose needs is 个人信息保护法 第十九条. Nothing is removed by a proposal."""


@dataclass(frozen=True, slots=True)
class Use:
    """One reason to keep a photo: the days of its kind run from `since`; None while it is still needed."""

    kind: Kind
    since: datetime | None


@dataclass(frozen=True, slots=True)
class End:
    """When the time of a photo is over, and by the rule of which kind."""

    at: datetime
    kind: Kind


def end_of(uses: Iterable[Use], received_at: datetime, days: Mapping[Kind, int]) -> End | None:
    """None while something still needs it, or for a kind on which the bank has not decided.

    A photo that nothing uses is loose from the moment at which it came.
    """
    ends: list[End] = []
    for use in list(uses) or [Use(Kind.LOOSE, received_at)]:
        if use.since is None or use.kind not in days:
            return None
        ends.append(End(use.since + timedelta(days=days[use.kind]), use.kind))
    return max(ends, key=lambda end: (end.at, end.kind))
