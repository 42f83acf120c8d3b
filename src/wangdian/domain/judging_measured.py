"""Judging what a person measured: limits of single values, and predicates over several."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from wangdian.domain.judging_evidence import Evidence, Measurement, Observation, Says, Verdict, Why
from wangdian.domain.judging_observed import good_until, judge_said, still_good
from wangdian.domain.requirement_checks import (
    Measured,
    PerStartedRule,
    RatioRule,
    TableRule,
    Value,
)
from wangdian.foundation.clock import BANK_ZONE

_Numbers = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Line:
    """What one value or predicate says, with the figures that a reader needs to see why."""

    name: str
    why: Why
    detail: Mapping[str, str]

    @property
    def fails(self) -> bool:
        return self.why in {Why.BELOW_MIN, Why.ABOVE_MAX}

    @property
    def unknown(self) -> bool:
        return self.why in {Why.VALUE_MISSING, Why.VARIANT_UNKNOWN}


def judge_measured(check: Measured, evidence: Evidence | None, at: datetime) -> Verdict:
    """One broken limit fails, even where another value is missing; a missing value alone is unknown."""
    if evidence is None:
        return Verdict(Says.UNKNOWN, Why.NO_EVIDENCE)
    if isinstance(evidence, Observation):
        return judge_said(evidence) or Verdict(Says.UNKNOWN, Why.VALUE_MISSING)
    if not isinstance(evidence, Measurement):
        return Verdict(Says.UNKNOWN, Why.WRONG_EVIDENCE)
    day = (evidence.taken_at or at).astimezone(BANK_ZONE).date()
    numbers = {name: number for name, number in evidence.values.items() if number.is_finite()}
    lines = [*_values(check, numbers, day, evidence.variant), *_predicates(check, numbers)]
    detail: dict[str, object] = {"lines": [{"name": w.name, "why": str(w.why), **w.detail} for w in lines]}
    if evidence.variant:
        detail["variant"] = evidence.variant
    failed = next((line for line in lines if line.fails), None)
    if failed:
        return Verdict(Says.FAILS, failed.why, detail)
    unsure = next((line for line in lines if line.unknown), None)
    if unsure:
        return Verdict(Says.UNKNOWN, unsure.why, detail)
    until = good_until(check, evidence.taken_at)
    return still_good(check, evidence.taken_at, at) or Verdict(Says.HOLDS, Why.WITHIN_LIMITS, detail, until)


def _values(check: Measured, numbers: _Numbers, day: date, variant: str | None) -> Iterator[_Line]:
    offered = {chip.code for chip in check.variants}
    for value in check.values:
        limits = value.on(day, variant)
        number = numbers.get(value.name)
        if number is None:
            if not value.optional:
                yield _Line(value.name, Why.VALUE_MISSING, {})
            continue
        if not limits.is_set and _hangs_on_a_variant(value) and variant not in offered:
            yield _Line(value.name, Why.VARIANT_UNKNOWN, {"value": str(number)})
            continue
        detail = {"value": str(number), "unit": value.unit}
        detail |= {k: str(v) for k, v in (("min", limits.min), ("max", limits.max)) if v is not None}
        yield _Line(value.name, _within(number, limits.min, limits.max), detail)


def _hangs_on_a_variant(value: Value) -> bool:
    return any(special.variant for special in value.limits)


def _within(
    number: Decimal | Fraction, smallest: Decimal | Fraction | None, largest: Decimal | Fraction | None
) -> Why:
    if smallest is not None and Fraction(number) < Fraction(smallest):
        return Why.BELOW_MIN
    if largest is not None and Fraction(number) > Fraction(largest):
        return Why.ABOVE_MAX
    return Why.WITHIN_LIMITS


def _predicates(check: Measured, numbers: _Numbers) -> Iterator[_Line]:
    for rule in check.all_of:
        if any(name not in numbers for name in rule.names):
            yield _Line(rule.name, Why.VALUE_MISSING, {})
        elif isinstance(rule, RatioRule):
            yield _ratio(rule, numbers)
        elif isinstance(rule, TableRule):
            yield _table(rule, numbers)
        else:
            yield _per_started(rule, numbers)


def _ratio(rule: RatioRule, numbers: _Numbers) -> _Line:
    if numbers[rule.under] <= 0:
        return _Line(rule.name, Why.VALUE_MISSING, {"zero": rule.under})
    ratio = Fraction(numbers[rule.over]) / Fraction(numbers[rule.under])
    ends = (Fraction(rule.min) if rule.min else None, Fraction(rule.max) if rule.max else None)
    limits = {k: v for k, v in (("min", rule.min), ("max", rule.max)) if v is not None}
    return _Line(rule.name, _within(ratio, *ends), {"value": _short(ratio), **limits})


def _table(rule: TableRule, numbers: _Numbers) -> _Line:
    if numbers[rule.under] <= 0:
        return _Line(rule.name, Why.VALUE_MISSING, {"zero": rule.under})
    ratio = Fraction(numbers[rule.over]) / Fraction(numbers[rule.under])
    row = next((row for row in rule.rows if ratio <= Fraction(row.up_to)), None)
    if row is None:
        return _Line(rule.name, Why.ABOVE_MAX, {"value": _short(ratio), "max": rule.rows[-1].up_to})
    detail = {"value": str(numbers[rule.of]), "max": str(row.max), "up_to": row.up_to}
    return _Line(rule.name, _within(numbers[rule.of], None, row.max), detail)


def _per_started(rule: PerStartedRule, numbers: _Numbers) -> _Line:
    if numbers[rule.of] < 0:
        return _Line(rule.name, Why.VALUE_MISSING, {"negative": rule.of})
    lots = -(-Fraction(numbers[rule.of]) // rule.each)
    least = Decimal(lots * rule.at_least)
    detail = {"value": str(numbers[rule.count]), "min": str(least)}
    return _Line(rule.name, _within(numbers[rule.count], least, None), detail)


def _short(ratio: Fraction) -> str:
    """A ratio as people write it: 0.0833."""
    return f"{Decimal(ratio.numerator) / Decimal(ratio.denominator):.4f}"
