"""Counts the score of outlets as they stand, in the shape in which a day of it is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wangdian.apps.reports.inputs import Standings, standings_of
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.domain.scoring import Deduction, Scorecard, Tally, score
from wangdian.domain.uncertainty import Span, span_of, spans_of

HUNDRED = Decimal(100)
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Counted:
    """A score as it is kept, with the span it is surely in; `modules` and `deductions` are plain JSON."""

    score: Decimal | None
    coverage: Decimal
    full: Decimal
    lost: Decimal
    modules: list[dict[str, Any]]
    deductions: list[dict[str, Any]]
    low: Decimal | None
    high: Decimal | None
    load_id: int | None

    @property
    def below(self) -> tuple[str, ...]:
        """The modules below their floor."""
        return tuple(one["code"] for one in self.modules if one.get("below"))


def count(outlet_ids: Collection[int], catalogue: Catalogue | None = None) -> dict[int, Counted]:
    """The scores of outlets at this moment, nothing stored. As many queries as `standings_of`."""
    catalogue = catalogue or current_requirements()
    floors = floors_of(catalogue)
    found = standings_of(outlet_ids, catalogue)
    return {pk: counted(standings, floors, catalogue.load_id) for pk, standings in found.items()}


def floors_of(catalogue: Catalogue) -> dict[str, Decimal]:
    """By module, of 100."""
    return catalogue.sheet.floors() if catalogue.sheet else {}


def counted(standings: Standings, floors: Mapping[str, Decimal], load_id: int | None) -> Counted:
    card = score(standings.lines)
    total, span, spans, below = card.total, span_of(card), spans_of(card), card.below(floors)
    return Counted(
        score=total.score,
        coverage=((total.coverage or Decimal(0)) / HUNDRED).quantize(FOUR_PLACES),
        full=total.full,
        lost=total.lost,
        modules=[_module(code, tally, floors, below, spans.get(code)) for code, tally in sorted(card.modules.items())],
        deductions=_deductions(card, standings),
        low=span.low if span else None,
        high=span.high if span else None,
        load_id=load_id,
    )


def _dearest(one: Deduction) -> tuple[Decimal, str, str]:
    return -one.lost, one.requirement, one.subject


def _module(
    code: str, tally: Tally, floors: Mapping[str, Decimal], below: tuple[str, ...], span: Span | None,
) -> dict[str, Any]:
    """With its floor only where there is one, and the ends of its score only where anything is known."""
    told = {"code": code, "full": str(tally.full), "lost": str(tally.lost), "unseen": str(tally.unseen)}
    if span is not None:
        told |= {"low": str(span.low), "high": str(span.high)}
    return {**told, "floor": str(floors[code]), "below": code in below} if code in floors else told


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
            **({"rule": one.rule.value} if one.rule else {}),
        })
    return told
