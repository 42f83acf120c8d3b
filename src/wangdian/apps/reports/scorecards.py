"""Counts the score of outlets as they stand, in the shape in which a day of it is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wangdian.apps.reports.inputs import Standings, standings_of
from wangdian.domain.scoring import Deduction, Scorecard, Tally, score

HUNDRED = Decimal(100)
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Counted:
    """A score as it is kept; `modules` and `deductions` are plain JSON."""

    score: Decimal | None
    coverage: Decimal
    full: Decimal
    lost: Decimal
    modules: list[dict[str, Any]]
    deductions: list[dict[str, Any]]


def count(outlet_ids: Collection[int]) -> dict[int, Counted]:
    """The scores of outlets at this moment, nothing stored. 3 queries."""
    return {pk: counted(standings) for pk, standings in standings_of(outlet_ids).items()}


def counted(standings: Standings) -> Counted:
    card = score(standings.lines)
    total = card.total
    return Counted(
        score=total.score,
        coverage=((total.coverage or Decimal(0)) / HUNDRED).quantize(FOUR_PLACES),
        full=total.full,
        lost=total.lost,
        modules=[_module(code, tally) for code, tally in sorted(card.modules.items())],
        deductions=_deductions(card, standings),
    )


def _dearest(one: Deduction) -> tuple[Decimal, str, str]:
    return -one.lost, one.requirement, one.subject


def _module(code: str, tally: Tally) -> dict[str, Any]:
    return {"code": code, "full": str(tally.full), "lost": str(tally.lost), "unseen": str(tally.unseen)}


def _deductions(card: Scorecard, standings: Standings) -> list[dict[str, Any]]:
    """The dearest first; each names its requirement, subject, place and the finding behind it."""
    told = []
    for one in sorted(card.total.deductions, key=_dearest):
        finding = standings.findings.get((one.requirement, one.subject))
        told.append({
            "requirement": one.requirement, "subject": int(one.subject), "module": one.place.module,
            "project": one.place.project, "item": one.place.item, "lost": str(one.lost), "repeats": one.repeats,
            "finding": finding.id if finding else None,
            "since": finding.opened_at.isoformat() if finding else None,
        })
    return told
