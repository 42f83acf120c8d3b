"""How far judgements agree, and how sure that is: rates with Wilson's interval, Cohen's and Fleiss' kappa."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""Of the normal distribution, for intervals of 95 in 100."""
FEW = 20
"""With fewer cases a rate is not worth a comparison between people: our own default."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, as a ratio with its interval of 95 in 100; everything is possible where there is nothing."""

    hits: int
    cases: int
    low: float
    high: float

    @property
    def ratio(self) -> float | None:
        return self.hits / self.cases if self.cases else None

    @property
    def too_few(self) -> bool:
        return self.cases < FEW


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance: 1 is full, 0 is what guessing would bring; the interval is one of 95 in 100."""

    value: float
    low: float
    high: float


def wilson(hits: int, cases: int) -> Rate:
    """The score interval (Wilson 1927) for a ratio; it stays within 0 and 1 and is fit for small numbers."""
    if cases == 0:
        return Rate(0, 0, 0.0, 1.0)
    ratio, z2 = hits / cases, Z95 * Z95
    middle = ratio + z2 / (2 * cases)
    half = Z95 * sqrt(ratio * (1 - ratio) / cases + z2 / (4 * cases * cases))
    whole = 1 + z2 / cases
    low = 0.0 if hits == 0 else (middle - half) / whole
    high = 1.0 if hits == cases else (middle + half) / whole
    return Rate(hits, cases, low, high)


def cohen(pairs: Sequence[tuple[str, str]]) -> Kappa | None:
    """Two people on the same cases (Cohen 1960), with the standard error of Fleiss, Cohen and Everitt (1969).

    None where it says nothing: no cases, or both said one and the same throughout.
    """
    n = len(pairs)
    said = sorted({word for pair in pairs for word in pair})
    if n == 0 or len(said) < 2:
        return None
    ratio = {(a, b): sum(pair == (a, b) for pair in pairs) / n for a in said for b in said}
    row = {a: sum(ratio[a, b] for b in said) for a in said}
    column = {b: sum(ratio[a, b] for a in said) for b in said}
    observed = sum(ratio[a, a] for a in said)
    expected = sum(row[a] * column[a] for a in said)
    if expected == 1:
        return None
    value = (observed - expected) / (1 - expected)
    same = sum(ratio[a, a] * (1 - (row[a] + column[a]) * (1 - value)) ** 2 for a in said)
    other = (1 - value) ** 2 * sum(ratio[a, b] * (column[a] + row[b]) ** 2 for a in said for b in said if a != b)
    bias = (value - expected * (1 - value)) ** 2
    error = sqrt(max(same + other - bias, 0.0) / n) / (1 - expected)
    return _interval(value, error)


def fleiss(cases: Sequence[Mapping[str, int]]) -> Kappa | None:
    """Several people on the same cases (Fleiss 1971): a case tells how many said what; cases of one voice are left out.

    The number of voices may differ from case to case. The interval is a jackknife over the cases. None where it says
    nothing: fewer than two cases, or all said one and the same throughout.
    """
    counted = [case for case in cases if sum(case.values()) >= 2]
    value = _fleiss(counted)
    if value is None or len(counted) < 2:
        return None
    without = [_fleiss(counted[:n] + counted[n + 1 :]) for n in range(len(counted))]
    known = [one for one in without if one is not None]
    if len(known) < len(counted):
        return Kappa(value, -1.0, 1.0)
    middle = sum(known) / len(known)
    return _interval(value, sqrt((len(known) - 1) / len(known) * sum((one - middle) ** 2 for one in known)))


def split(case: Mapping[str, int]) -> float:
    """The share of pairs of voices that disagree in one case: 0 is unanimous; 0 for a single voice."""
    voices = sum(case.values())
    if voices < 2:
        return 0.0
    return 1 - sum(n * (n - 1) for n in case.values()) / (voices * (voices - 1))


def _fleiss(cases: Sequence[Mapping[str, int]]) -> float | None:
    voices = sum(sum(case.values()) for case in cases)
    if not voices:
        return None
    observed = sum(1 - split(case) for case in cases) / len(cases)
    words = {word for case in cases for word in case}
    expected = sum((sum(case.get(word, 0) for case in cases) / voices) ** 2 for word in words)
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def _interval(value: float, error: float) -> Kappa:
    return Kappa(value, max(value - Z95 * error, -1.0), min(value + Z95 * error, 1.0))
