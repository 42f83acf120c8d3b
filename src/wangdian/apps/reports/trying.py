"""Counts what an edition of the score sheet would change at some outlets; reads what is in store and writes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from wangdian.apps.findings.supposing import verdicts_under
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.inputs import Pair, Stood, lines_of, stood_of
from wangdian.apps.reports.models import DryRunLine
from wangdian.apps.reports.scorecards import Counted, counted, floors_of
from wangdian.apps.reports.sheet_rules import marks_of
from wangdian.apps.standards.catalogue import Catalogue, Held, current_requirements
from wangdian.apps.standards.editions import delivered, under
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.judging import Says, Verdict
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.scoring import Standing
from wangdian.foundation import clock

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Trial:
    """An edition beside what counts now; `changed` are the rules that judge otherwise, by the id of the requirement."""

    now: Catalogue
    held: Mapping[int, Held]
    floors: Mapping[str, Decimal]
    bar: Decimal | None
    changed: Mapping[int, Held]


def trial_of(edition: SheetEdition) -> Trial:
    """Raises PackRefused if the limits of the edition do not fit the rules any more."""
    now, then = current_requirements(), under(edition, delivered())
    rules = then.requirements
    held = {pk: replace(one, rule=rules[one.key]) for pk, one in now.by_id.items() if one.key in rules}
    changed = {pk: one for pk, one in held.items() if one.rule.check != now.by_id[pk].rule.check}
    return Trial(now=now, held=held, floors=then.sheet.floors(), bar=edition.bar, changed=changed)


def try_outlets(trial: Trial, outlet_ids: Collection[int]) -> list[DryRunLine]:
    """A line an outlet, not stored and without its run; at most 35 queries for any number of outlets."""
    stood = stood_of(outlet_ids)
    before = lines_of(stood, trial.now.by_id, marks_of(outlet_ids, stood.open_rows, trial.now.by_id))
    verdicts = verdicts_under({pk: one.rule for pk, one in trial.changed.items()}, outlet_ids, clock.now())
    supposed = _supposed(trial, stood, verdicts)
    after = lines_of(stood, trial.held, marks_of(outlet_ids, stood.open_rows, trial.held), supposed)
    newly = _newly_failing(trial, stood, verdicts, supposed)
    units = dict(Outlet.objects.filter(pk__in=outlet_ids).values_list("pk", "unit_id"))
    floors = floors_of(trial.now)
    return [
        _line(
            trial, pk, units[pk], counted(before[pk], floors, None), counted(after[pk], trial.floors, None),
            newly.get(pk, []),
        )
        for pk in outlet_ids
    ]


def _supposed(trial: Trial, stood: Stood, verdicts: Mapping[Pair, Verdict]) -> dict[Pair, Standing]:
    """How pairs would stand. What was seen to fail is open until somebody looks again, unless a calendar says so."""
    found: dict[Pair, Standing] = {}
    for pair, verdict in verdicts.items():
        dated = isinstance(trial.held[pair[0]].rule.check, DatedCheck)
        if verdict.says is not Says.FAILS and pair in stood.open_rows and not dated:
            continue
        if verdict.says is Says.FAILS and pair in stood.open_rows:
            continue
        found[pair] = Standing(verdict.says.value)
    return found


def _newly_failing(
    trial: Trial, stood: Stood, verdicts: Mapping[Pair, Verdict], supposed: Mapping[Pair, Standing],
) -> dict[int, list[dict[str, Any]]]:
    """By outlet: what has no open finding now, and would not hold."""
    found: dict[int, list[dict[str, Any]]] = {}
    for requirement_id, subject_id, says, outlet_id in stood.rows:
        pair = (requirement_id, subject_id)
        if supposed.get(pair) is not Standing.FAILS or says == Says.FAILS:
            continue
        verdict = verdicts[pair]
        found.setdefault(outlet_id, []).append({
            "requirement": trial.held[requirement_id].key, "subject": subject_id, "was": says,
            "reason": verdict.reason, "detail": dict(verdict.detail),
        })
    return found


def _line(
    trial: Trial, outlet_id: int, unit_id: int, old: Counted, new: Counted, pairs: list[dict[str, Any]],
) -> DryRunLine:
    known = old.score is not None and new.score is not None
    below_bar = _passes(old.score, trial.now.bar) and not _passes(new.score, trial.bar)
    floors = [code for code in new.below if code not in old.below]
    return DryRunLine(
        outlet_id=outlet_id, unit_id=unit_id, old=old.score, new=new.score,
        loss=(old.score or ZERO) - (new.score or ZERO) if known else ZERO,
        fails=bool(pairs) or below_bar or bool(floors), below_bar=below_bar, floors=floors, pairs=pairs,
    )


def _passes(score: Decimal | None, bar: Decimal | None) -> bool:
    return score is None or bar is None or score >= bar
