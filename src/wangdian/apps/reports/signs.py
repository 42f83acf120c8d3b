"""What speaks for a visit to each outlet below a unit: read from what was noted, a row an outlet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from wangdian.apps.evidence.models import Walk
from wangdian.apps.evidence.planning import outlets_under
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.models import OutletSigns
from wangdian.apps.reports.noting import BATCH, noted
from wangdian.domain.drawing import Signs
from wangdian.foundation import clock

Line = list[Any]
"""Code, points lost as text or None, days or None, repeats, faults, season, complaints: what is kept of an outlet of a
draw. Draws of before complaints were told have no last part."""


@dataclass(frozen=True, slots=True)
class Known:
    """The row of an outlet and the signs there."""

    outlet_id: int
    code: str
    signs: Signs


def signs_under(unit: Unit, kind: str, window: timedelta) -> tuple[Known, ...]:
    """Every open outlet below a unit in the order of codes, but those that wait for such a drawn check already.

    2 queries, and more only for outlets of which nothing was noted yet: these are looked up.
    """
    waiting = Walk.objects.filter(
        kind=kind, started_at=None, due_until__gt=clock.now(), outlet__in=outlets_under(unit, ()),
    ).exclude(drawn_for="")
    codes: dict[int, str] = dict(
        outlets_under(unit, ()).exclude(pk__in=waiting.values("outlet")).order_by("code").values_list("pk", "code"),
    )
    kept = OutletSigns.objects.filter(outlet__in=outlets_under(unit, ()).values("pk")).iterator()
    rows = {row.outlet_id: row for row in kept if row.outlet_id in codes}
    missing = [pk for pk in codes if pk not in rows]
    for start in range(0, len(missing), BATCH):
        rows |= {row.outlet_id: row for row in noted(missing[start : start + BATCH])}
    since = (clock.now() - window).astimezone(clock.BANK_ZONE).date().isoformat()
    return tuple(Known(pk, code, _signs(rows[pk], kind, since)) for pk, code in codes.items())


def _signs(row: OutletSigns, kind: str, since: str) -> Signs:
    """Of what was noted, what is not older than the day `since`."""
    last = row.spot_at if kind == "spot" else row.recheck_at
    return Signs(
        lost=None if row.score is None else 100 - row.score, days=_days(last), season=row.season,
        repeats=_times(row.repeats, since), faults=_times(row.faults, since),
        complaints=_times(row.complaints, since),
    )


def _times(days: Iterable[str], since: str) -> int:
    return sum(day >= since for day in days)


def _days(last: datetime | None) -> int | None:
    return None if last is None else max((clock.now() - last).days, 0)


def line_of(code: str, signs: Signs) -> Line:
    lost = None if signs.lost is None else str(signs.lost)
    return [code, lost, signs.days, signs.repeats, signs.faults, signs.season, signs.complaints]


def signs_of(line: Line) -> tuple[str, Signs]:
    code, lost, *counts = line
    return code, Signs(None if lost is None else Decimal(lost), *counts)


def fingerprint(lines: Sequence[Line]) -> str:
    """SHA-256 over all lines in canonical JSON."""
    return sha256(json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def risky(lines: Iterable[Line]) -> Mapping[str, Signs]:
    """Kept lines as signs by code."""
    return dict(signs_of(line) for line in lines)
