"""Which outlets are drawn for a check: by what speaks for a visit and by chance, the same again from one seed.

Weighted drawing without replacement by keys, as Efraimidis and Spirakis describe it (Weighted random sampling with a
reservoir, 2006). The key of an outlet comes from a keyed hash of its code, and every sum is decimal: no machine and no
order of rows makes a difference.
"""

import hmac
from bisect import bisect_left
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
LAW = 2
"""How draws are made now: each part of a risk is the share of the outlets for which less speaks. By law 1 it was a
share of fixed figures, by which outlets between 90 and 100 points came out nearly alike; a draw keeps the law by which
it was made, and comes out again by that."""
STEEP = 3
"""By law 2 the weight in the draw is the risk to this power: who has twice the risk comes eight times as often."""
LONG_AGO = 180
"""Law 1: days since the last check after which an outlet could not be more due."""
MANY = 5
"""Repeats, faults or complaints beyond which more change nothing; by law 1 unseen requirements of the season too."""
LEAST = Decimal("0.01")
"""Risk of an outlet for which nothing speaks: it is drawn rarely, never never."""
NOT_KNOWN = Decimal("0.5")
"""Law 1: an outlet without a score counts as half lost. By law 2 it stands in the middle of those that have one:
silence is neither health nor a fault."""
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
    """The sum of the parts that speak for a visit, each at most the weight of its kind; `pull` is what it weighs in the
    draw."""

    total: Decimal
    parts: Mapping[str, Decimal]
    pull: Decimal


@dataclass(frozen=True, slots=True)
class Chosen:
    """One that was drawn, in the order of drawing."""

    code: str
    by_chance: bool


def risks(law: int, signs: Mapping[str, Signs], weights: Mapping[str, Decimal]) -> dict[str, Risk]:
    """The risks of all outlets of a draw by their codes, by a law: parts to the millionth, never nothing in sum."""
    told = _against_fixed(signs) if law == 1 else _against_each_other(signs)
    return {code: _risk(law, ratios, weights) for code, ratios in told.items()}


def _risk(law: int, ratios: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> Risk:
    parts = {name: _MATHS.multiply(weights[name], ratios[name]).quantize(_MILLIONTH) for name in PARTS}
    total = max(sum(parts.values(), Decimal(0)), LEAST)
    return Risk(total, parts, total if law == 1 else _MATHS.power(total, STEEP))


def _against_fixed(signs: Mapping[str, Signs]) -> dict[str, dict[str, Decimal]]:
    """Law 1."""
    many = Decimal(MANY)
    return {
        code: {
            "score": NOT_KNOWN if one.lost is None else _ratio(one.lost, Decimal(100)),
            "age": _ONE if one.days is None else _ratio(Decimal(one.days), Decimal(LONG_AGO)),
            "repeats": _ratio(Decimal(one.repeats), many),
            "faults": _ratio(Decimal(one.faults), many),
            "complaints": _ratio(Decimal(one.complaints), many),
            "season": _ratio(Decimal(one.season), many),
        }
        for code, one in signs.items()
    }


def _against_each_other(signs: Mapping[str, Signs]) -> dict[str, dict[str, Decimal]]:
    """Law 2: for each part the share of the outlets for which less speaks, so that what all have alike says nothing."""
    lost = sorted(one.lost for one in signs.values() if one.lost is not None)
    middle = lost[len(lost) // 2] if lost else Decimal(0)
    never = max((one.days for one in signs.values() if one.days is not None), default=0) + 1
    columns: dict[str, list[Decimal | int]] = {
        "score": [middle if one.lost is None else one.lost for one in signs.values()],
        "age": [never if one.days is None else one.days for one in signs.values()],
        "repeats": [one.repeats for one in signs.values()],
        "faults": [one.faults for one in signs.values()],
        "complaints": [one.complaints for one in signs.values()],
        "season": [one.season for one in signs.values()],
    }
    shares = {name: _shares(column) for name, column in columns.items()}
    return {code: {name: shares[name][at] for name in PARTS} for at, code in enumerate(signs)}


def _shares(values: Sequence[Decimal | int]) -> list[Decimal]:
    """For each the share of all that are less."""
    ranked = sorted(values)
    below = {value: _ratio(Decimal(bisect_left(ranked, value)), Decimal(len(ranked))) for value in set(values)}
    return [below[value] for value in values]


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


def draw(seed: str, pulls: Mapping[str, Decimal], size: int, by_chance: int) -> tuple[Chosen, ...]:
    """First those by chance, all alike; then from the others as many as are left, by what they weigh."""
    alike = sorted(pulls, key=lambda code: (_lot(seed, "chance", code), code))
    lucky = alike[: min(by_chance, size)]
    taken = set(lucky)
    lots = {code: _lot(seed, "risk", code) for code in pulls if code not in taken}
    near = _near(lots, pulls, max(size - len(lucky), 0))
    heavy = sorted(near, key=lambda code: (_key(lots[code], pulls[code]), code))[: max(size - len(lucky), 0)]
    return (*(Chosen(code, True) for code in lucky), *(Chosen(code, False) for code in heavy))


def _near(lots: Mapping[str, int], pulls: Mapping[str, Decimal], wanted: int) -> Collection[str]:
    """Those of which the first must be: exact keys are dear, and rough ones tell who cannot come near."""
    if wanted == 0 or wanted >= len(lots):
        return lots.keys() if wanted else ()
    rough = {code: -log((lot * 2 + 1) / 2**81) / float(pulls[code]) for code, lot in lots.items()}
    edge = sorted(rough.values())[wanted - 1] * ROUGHLY
    return [code for code, key in rough.items() if key <= edge]


def chances(pulls: Sequence[float], size: int, by_chance: int) -> list[float]:
    """About how probable each is to be drawn, as ratios that add up to the size; for people, never for drawing.

    The keys are waiting times, so that many are chosen who come before a common moment: the moment is sought. Exact for
    equal weights, and close where the draw is a small part of many.
    """
    count = len(pulls)
    if size >= count:
        return [1.0] * count
    lucky = by_chance / count
    wanted = (size - by_chance) / (1 - lucky)
    low, high = 0.0, 1.0
    while _expected(pulls, high) < wanted:
        high *= 2
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected(pulls, middle) < wanted else (low, middle)
    return [lucky + (1 - lucky) * (1 - exp(-one * high)) for one in pulls]


def _expected(pulls: Sequence[float], moment: float) -> float:
    return sum(1 - exp(-one * moment) for one in pulls)


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return min(max(_MATHS.divide(part, whole), Decimal(0)), _ONE)


def _lot(seed: str, part: str, code: str) -> int:
    """An even number below 2**80 that nobody foretells without the seed."""
    return int.from_bytes(hmac.digest(seed.encode(), f"{part}:{code}".encode(), sha256)[:10], "big")


def _key(lot: int, weight: Decimal) -> Decimal:
    """The smaller, the earlier: minus the logarithm of the lot as a number between 0 and 1, over the weight."""
    even = _MATHS.divide(Decimal(lot * 2 + 1), Decimal(2**81))
    return _MATHS.divide(-even.ln(_MATHS), weight)
