"""What scores are counted from: every requirement that applies at each outlet, with how it stands."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.apps.standards.catalogue import Held, current_requirements
from wangdian.domain.finding_state import UNSETTLED
from wangdian.domain.scoring import Line, Standing
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True)
class Standings:
    """The lines of one outlet, and the open finding behind each failing pair of requirement key and subject id."""

    lines: tuple[Line, ...]
    findings: dict[tuple[str, str], "Behind"]


@dataclass(frozen=True, slots=True)
class Behind:
    """The finding behind a deduction."""

    id: int
    opened_at: datetime


def standings_of(outlet_ids: Collection[int]) -> dict[int, Standings]:
    """By outlet id. A finding counts until it is closed, whatever is said to be mended; 3 queries."""
    held = current_requirements().by_id
    open_rows = _open_findings(outlet_ids)
    rows = StandingRow.objects.filter(subject__unit__outlet__in=outlet_ids, subject__active=True).values_list(
        "requirement_id", "subject_id", "says", "subject__unit__outlet",
    )
    lines: dict[int, list[Line]] = defaultdict(list)
    behind: dict[int, dict[tuple[str, str], Behind]] = defaultdict(dict)
    now = clock.now()
    for requirement_id, subject_id, says, outlet_id in rows:
        one = held.get(requirement_id)
        if one is None:
            continue
        finding = open_rows.get((requirement_id, subject_id))
        lines[outlet_id].append(_line(one, subject_id, says, finding, now))
        if finding is not None:
            behind[outlet_id][one.key, str(subject_id)] = Behind(finding[0], finding[1])
    return {pk: Standings(tuple(lines[pk]), behind[pk]) for pk in outlet_ids}


_Open = tuple[int, datetime, int, datetime | None]


def _open_findings(outlet_ids: Collection[int]) -> dict[tuple[int, int], _Open]:
    rows = Finding.objects.filter(subject__unit__outlet__in=outlet_ids, state__in=UNSETTLED).values_list(
        "requirement_id", "subject_id", "pk", "opened_at", "repeats", "waived_until",
    )
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in rows}


def _line(held: Held, subject_id: int, says: str, finding: _Open | None, now: datetime) -> Line:
    rule = held.rule
    standing = Standing(says)
    if finding is not None and standing is not Standing.NOT_APPLICABLE:
        waived = finding[3] is not None and now < finding[3]
        standing = Standing.WAIVED if waived else Standing.FAILS
    return Line(
        requirement=held.key,
        place=rule.place,
        points=rule.points,
        standing=standing,
        steps=(rule.deduct.first, rule.deduct.repeat),
        repeats=finding[2] if finding else 0,
        subject=str(subject_id),
    )
