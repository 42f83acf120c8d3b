"""Which pairs the sheet's rules about correcting on the spot and about concealing speak of, at some outlets today."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from wangdian.apps.evidence.models import Answer
from wangdian.apps.findings.models import Finding
from wangdian.apps.standards.catalogue import Held
from wangdian.domain.concealing import WITHIN, Looked, concealed
from wangdian.domain.finding_events import Closing
from wangdian.foundation import clock

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """Pairs whose failure of today was mended and seen to hold today; failing ones that a self-check passed over."""

    corrected: frozenset[Pair] = frozenset()
    concealed: frozenset[Pair] = frozenset()


def marks_of(outlet_ids: Collection[int], open_rows: Mapping[Pair, Any], held: Mapping[int, Held]) -> Marks:
    """No query where the sheet has no such rule; `open_rows` are the open findings, opened at index 1 of each."""
    spot = [pk for pk, one in held.items() if one.rule.deduct.on_the_spot is not None]
    secret = {pk for pk, one in held.items() if one.rule.deduct.concealed is not None}
    failing = {pair: row[1] for pair, row in open_rows.items() if pair[0] in secret}
    return Marks(
        corrected=_corrected(outlet_ids, spot) if spot else frozenset(),
        concealed=_concealed(failing) if failing else frozenset(),
    )


def _corrected(outlet_ids: Collection[int], requirement_ids: list[int]) -> frozenset[Pair]:
    today = datetime.combine(clock.today(), time.min, clock.BANK_ZONE)
    rows = Finding.objects.filter(
        subject__unit__outlet__in=outlet_ids, requirement_id__in=requirement_ids, state=Finding.State.CLOSED,
        opened_at__gte=today, closed_at__gte=today, closed_how__in=[Closing.SEEN_TO_HOLD, Closing.VERIFIED],
    )
    return frozenset(rows.values_list("requirement_id", "subject_id"))


def _concealed(failing: Mapping[Pair, datetime]) -> frozenset[Pair]:
    """Looks from a week before the oldest of these findings on; what came after it was found tells nothing."""
    rows = Answer.objects.filter(
        requirement_id__in={pair[0] for pair in failing}, subject_id__in={pair[1] for pair in failing},
        answered_at__gte=min(failing.values()) - WITHIN,
    ).values_list("requirement_id", "subject_id", "walk__kind", "answered_at", "verdict")
    looks: dict[Pair, list[Looked]] = defaultdict(list)
    for requirement, subject, kind, at, says in rows:
        if (requirement, subject) in failing:
            looks[requirement, subject].append(Looked(kind, at, says))
    return frozenset(pair for pair, there in looks.items() if concealed(there))
