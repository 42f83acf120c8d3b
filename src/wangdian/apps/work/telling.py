"""What an order is to mend, in the words of whoever saw or reported it."""

from collections.abc import Mapping

from django.db.models import Q

from wangdian.apps.findings.models import Sighting
from wangdian.apps.findings.wording import chip_words
from wangdian.apps.work.cards import ToldCard
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.requirement import Requirement
from wangdian.domain.verdict import Verdict

MOST_TOLD = 5


def told_of(order: WorkOrder) -> list[Sighting]:
    """The last times that somebody saw or reported what is wrong, the latest first. 1 query."""
    rows = Sighting.objects.filter(finding=order.finding_id, says=Verdict.FAILS)
    somebodys = rows.filter(Q(answer__isnull=False) | Q(fault__isnull=False))
    return list(somebodys.select_related("answer", "fault").order_by("-at", "-pk")[:MOST_TOLD])


def told_card(row: Sighting, rule: Requirement, names: Mapping[int, str]) -> ToldCard:
    """`names` by person."""
    walked, fault = row.answer, row.fault
    note = walked.note if walked else fault.note if fault else ""
    return ToldCard(
        at=row.at, source="walk" if walked else "report", by=row.by_id, name=names.get(row.by_id or 0, ""), note=note,
        said=chip_words(rule, walked.reason) if walked else "", values=walked.values if walked else {},
    )
