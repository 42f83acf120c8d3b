"""Which outlets are drawn for a check: by what speaks for a visit and by chance, the same again from one seed.

Weighted drawing without replacement by keys, as Efraimidis and Spirakis describe it (Weighted random sampling with a
reservoir, 2006). The key of an outlet comes from a keyed hash of its code, and every sum is decimal: no machine and no
order of rows makes a difference.
"""

import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from hashlib import sha256
from math import exp, log

from wangdian.foundation.errors import Invalid, Problem

PARTS = ("score", "age", "repeats", "faults", "complaints", "season")
"""The parts of a risk in the order in which they are told."""
WEIGHTS: Mapping[str, Decimal] = {
    "score": Decimal(35), "age": Decimal(20), "repeats": Decimal(15), "faults": Decimal(10),
    "complaints": Decimal(10), "season": Decimal(10),
}
"""Our own default, no standard claims it; every draw says with which weights it was made."""
LONG_AGO = 180
"""Days since the last check after which an outlet could not be more due."""
MANY = 5
"""Repeats, faults, complaints or unseen requirements of the season beyond which more change nothing."""
LEAST = Decimal("0.01")
"""Risk of an outlet for which nothing speaks: it is drawn rarely, never never."""
NOT_KNOWN = Decimal("0.5")
"""An outlet without a score counts as half lost: silence is neither health nor a fault."""
HEAVIEST = Decimal(100)
ROUGHLY = 1 + 1e-6
"""Far more than what binary numbers can be wrong by."""
_MATHS = Context(prec=24, rounding=ROUND_HALF_EVEN)
_MILLIONTH = Decimal("0.000001")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of an outlet: points of 100 lost (None: no score), days since the last check (None: never), and
    how many repeats, reported faults, requirements that came into season and were not looked at since, complaints."""

    lost: Decimal | None
    days: int | None
    repeats: int
    faults: int
    season: int
    complaints: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """A weight in the draw, with the parts that make it: each at most the weight of its kind."""

    total: Decimal
    parts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One that was drawn, in the order of drawing."""

    code: str
    by_chance: bool


def risk(signs: Signs, weights: Mapping[str, Decimal]) -> Risk:
    """The weighted sum of what speaks for a visit, to the millionth; never nothing."""
    ratios = {
        "score": NOT_KNOWN if signs.lost is None else _ratio(signs.lost, Decimal(100)),
        "age": _ONE if signs.days is None else _ratio(Decimal(signs.days), Decimal(LONG_AGO)),
        "repeats": _ratio(Decimal(signs.repeats), Decimal(MANY)),
        "faults": _ratio(Decimal(signs.faults), Decimal(MANY)),
        "complaints": _ratio(Decimal(signs.complaints), Decimal(MANY)),
        "season": _ratio(Decimal(signs.season), Decimal(MANY)),
    }
    parts = {name: _MATHS.multiply(weights[name], ratios[name]).quantize(_MILLIONTH) for name in PARTS}
    return Risk(max(sum(parts.values(), Decimal(0)), LEAST), parts)


def check_weights(weights: Mapping[str, Decimal]) -> None:
    """Raises Invalid unless every part has a weight from 0 to 100 and one of them counts."""
    problems = [
        Problem(f"weight_{name}", "A weight is a number from 0 to 100.") for name in PARTS
        if name not in weights or not weights[name].is_finite() or not 0 <= weights[name] <= HEAVIEST
    ]
    problems += [Problem("weights", "There is no such part of a risk.") for name in weights if name not in PARTS]
    if not problems and not any(weights.values()):
        problems.append(Problem("weights", "At least one weight must count."))
    if problems:
        raise Invalid(problems)


def chance_part(size: int, share: Decimal) -> int:
    """How many of a draw come by chance alone: at least one, so that no outlet can count on being left out."""
    return min(size, max(1, int((size * share).to_integral_value(rounding=ROUND_HALF_EVEN))))


def draw(seed: str, risks: Mapping[str, Decimal], size: int, by_chance: int) -> tuple[Chosen, ...]:
    """First those by chance, all alike; then from the others as many as are left, by their risks."""
    alike = sorted(risks, key=lambda code: (_lot(seed, "chance", code), code))
    lucky = alike[: min(by_chance, size)]
    taken = set(lucky)
    lots = {code: _lot(seed, "risk", code) for code in risks if code not in taken}
    near = _near(lots, risks, max(size - len(lucky), 0))
    heavy = sorted(near, key=lambda code: (_key(lots[code], risks[code]), code))[: max(size - len(lucky), 0)]
    return (*(Chosen(code, True) for code in lucky), *(Chosen(code, False) for code in heavy))


def _near(lots: Mapping[str, int], risks: Mapping[str, Decimal], wanted: int) -> Collection[str]:
    """Those of which the first must be: exact keys are dear, and rough ones tell who cannot come near."""
    if wanted == 0 or wanted >= len(lots):
        return lots.keys() if wanted else ()
    rough = {code: -log((lot * 2 + 1) / 2**81) / float(risks[code]) for code, lot in lots.items()}
    edge = sorted(rough.values())[wanted - 1] * ROUGHLY
    return [code for code, key in rough.items() if key <= edge]


def chances(risks: Sequence[float], size: int, by_chance: int) -> list[float]:
    """About how probable each is to be drawn, as ratios that add up to the size; for people, never for drawing.

    The keys are waiting times, so that many are chosen who come before a common moment: the moment is sought. Exact for
    equal risks, and close where the draw is a small part of many.
    """
    count = len(risks)
    if size >= count:
        return [1.0] * count
    lucky = by_chance / count
    wanted = (size - by_chance) / (1 - lucky)
    low, high = 0.0, 1.0
    while _expected(risks, high) < wanted:
        high *= 2
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected(risks, middle) < wanted else (low, middle)
    return [lucky + (1 - lucky) * (1 - exp(-one * high)) for one in risks]


def _expected(risks: Sequence[float], moment: float) -> float:
    return sum(1 - exp(-one * moment) for one in risks)


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return min(max(_MATHS.divide(part, whole), Decimal(0)), _ONE)


def _lot(seed: str, part: str, code: str) -> int:
    """An even number below 2**80 that nobody foretells without the seed."""
    return int.from_bytes(hmac.digest(seed.encode(), f"{part}:{code}".encode(), sha256)[:10], "big")


def _key(lot: int, weight: Decimal) -> Decimal:
    """The smaller, the earlier: minus the logarithm of the lot as a number between 0 and 1, over the weight."""
    even = _MATHS.divide(Decimal(lot * 2 + 1), Decimal(2**81))
    return _MATHS.divide(-even.ln(_MATHS), weight)
