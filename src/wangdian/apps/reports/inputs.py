"""What scores are counted from: every requirement that applies at each outlet, with how it stands."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.apps.reports.sheet_rules import Marks, marks_of
from wangdian.apps.standards.catalogue import Catalogue, Held
from wangdian.domain.finding_state import UNSETTLED
from wangdian.domain.scoring import Line, Standing
from wangdian.domain.sheet_edition import UNSCORED
from wangdian.foundation import clock

Pair = tuple[int, int]
"""The ids of a requirement and of a subject."""


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


_Open = tuple[int, datetime, int, datetime | None]


@dataclass(frozen=True, slots=True)
class Stood:
    """How outlets stand, as it was read: (requirement, subject, says, outlet), and the open findings by pair."""

    outlet_ids: tuple[int, ...]
    rows: tuple[tuple[int, int, str, int], ...]
    open_rows: Mapping[Pair, _Open]


def standings_of(outlet_ids: Collection[int], catalogue: Catalogue) -> dict[int, Standings]:
    """By outlet id. A finding counts until it is closed, whatever is said to be mended; 2 queries, and up to 2 more if
    the sheet has rules about failures corrected on the spot or concealed."""
    held = catalogue.by_id
    stood = stood_of(outlet_ids)
    return lines_of(stood, held, marks_of(stood.outlet_ids, stood.open_rows, held))


def stood_of(outlet_ids: Collection[int]) -> Stood:
    """2 queries."""
    rows = StandingRow.objects.filter(subject__unit__outlet__in=outlet_ids, subject__active=True).values_list(
        "requirement_id", "subject_id", "says", "subject__unit__outlet",
    )
    return Stood(tuple(outlet_ids), tuple(rows), _open_findings(outlet_ids))


def lines_of(
    stood: Stood, held: Mapping[int, Held], marks: Marks, supposed: Mapping[Pair, Standing] | None = None,
) -> dict[int, Standings]:
    """The lines as `held` counts them; `supposed` stands in place of how a pair does stand."""
    lines: dict[int, list[Line]] = defaultdict(list)
    behind: dict[int, dict[tuple[str, str], Behind]] = defaultdict(dict)
    now, suppose = clock.now(), supposed or {}
    for requirement_id, subject_id, says, outlet_id in stood.rows:
        one, pair = held.get(requirement_id), (requirement_id, subject_id)
        if one is None or one.rule.place.module == UNSCORED:
            continue
        finding = stood.open_rows.get(pair)
        standing = suppose.get(pair) or _standing(pair, says, finding, marks, now)
        lines[outlet_id].append(_line(one, subject_id, standing, finding, pair in marks.concealed))
        if finding is not None:
            behind[outlet_id][one.key, str(subject_id)] = Behind(finding[0], finding[1])
    return {pk: Standings(tuple(lines[pk]), behind[pk]) for pk in stood.outlet_ids}


def _open_findings(outlet_ids: Collection[int]) -> dict[Pair, _Open]:
    rows = Finding.objects.filter(subject__unit__outlet__in=outlet_ids, state__in=UNSETTLED).values_list(
        "requirement_id", "subject_id", "pk", "opened_at", "repeats", "waived_until",
    )
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in rows}


def _standing(pair: Pair, says: str, finding: _Open | None, marks: Marks, now: datetime) -> Standing:
    standing = Standing(says)
    if standing is Standing.NOT_APPLICABLE:
        return standing
    if finding is not None:
        waived = finding[3] is not None and now < finding[3]
        return Standing.WAIVED if waived else Standing.FAILS
    return Standing.CORRECTED if standing is Standing.HOLDS and pair in marks.corrected else standing


def _line(held: Held, subject_id: int, standing: Standing, finding: _Open | None, concealed: bool) -> Line:
    rule = held.rule
    return Line(
        requirement=held.key,
        place=rule.place,
        points=rule.points,
        standing=standing,
        steps=rule.deduct.steps,
        repeats=finding[2] if finding else 0,
        subject=str(subject_id),
        on_the_spot=rule.deduct.on_the_spot or Decimal(0),
        concealed=rule.deduct.concealed if concealed else None,
    )
