"""How pairs would stand if requirements said something else: read from what is in store, nothing written."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from wangdian.apps.findings.casework import Case, Pair, last_findings
from wangdian.apps.findings.evidence_at_hand import gather, verdict_on
from wangdian.apps.findings.models import Standing
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.judging import Verdict
from wangdian.domain.requirement import Requirement as Rule


def verdicts_under(rules: Mapping[int, Rule], outlet_ids: Collection[int], at: datetime) -> dict[Pair, Verdict]:
    """The verdict on every pair of these requirements at these outlets, by the given rules in place of the present.

    At most 25 queries, however many outlets and requirements there are.
    """
    held = current_requirements().by_id
    wanted = [pk for pk in rules if pk in held]
    if not wanted:
        return {}
    rows = Standing.objects.filter(
        requirement_id__in=wanted, subject__unit__outlet__in=outlet_ids, subject__active=True,
    )
    standings = {(row.requirement_id, row.subject_id): row for row in rows}
    if not standings:
        return {}
    findings = last_findings(set(standings))
    cases = {
        pair: Case(replace(held[pair[0]], rule=rules[pair[0]]), row, findings.get(pair))
        for pair, row in standings.items()
    }
    known = gather(cases.values())
    return {pair: verdict_on(case, known, at) for pair, case in cases.items()}
