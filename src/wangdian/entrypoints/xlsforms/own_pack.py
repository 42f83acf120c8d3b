"""Writes requirements that came from a checklist as a pack of the bank's own, in YAML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import yaml
from django.utils.translation import gettext as _

from wangdian.domain.requirement_fields import Place
from wangdian.entrypoints.xlsforms.became import Became, Figure, Outcome, code_of
from wangdian.entrypoints.xlsforms.more import OF_CHECK, OF_RULE, More
from wangdian.entrypoints.xlsforms.refusing import Unfit
from wangdian.entrypoints.xlsforms.rows import Said
from wangdian.entrypoints.xlsforms.samples import samples_of

NOT_SO = {"code": "not_so", "zh": "不符合", "en": "not so"}
NUMBERS = tuple(f"{number:02d}{letter}" for letter, number in product(("", *"abcdefghij"), range(1, 100)))
"""In this order they are given out to rows that ask for none."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The pack's text, and the number that each requirement got."""

    text: str
    keys: tuple[str, ...]


def pack_of(outcome: Outcome, *, name: str, prefix: str, place: Place) -> Packed:
    """The text of a pack; what a workbook cannot say stands there as the bank's own default.

    Points are nought, so that the score sheet stays as it is until the bank gives them out anew.
    """
    keys = tuple(f"{prefix}-{number}" for number in _numbers(outcome.became))
    requirements = [
        _requirement(one, key, outcome.title, place) for one, key in zip(outcome.became, keys, strict=True)
    ]
    body = {
        "pack": name, "title": _words(outcome.title), "edition": outcome.edition, "requirements": requirements,
    }
    return Packed(yaml.dump(body, allow_unicode=True, sort_keys=False, Dumper=_Plain, width=110), keys)


def twice(outcome: Outcome) -> list[Unfit]:
    """Rows that ask for a number that an earlier row has, and rows for which no number is left."""
    found: list[Unfit] = []
    seen: set[str] = set()
    for one in outcome.became:
        if one.number and one.number in seen:
            found.append(Unfit("survey", one.row, "name", one.name, _("Another row has this number already.")))
        seen.add(one.number)
    if len(outcome.became) > len(NUMBERS):
        found.append(Unfit("survey", 0, "", "", _("These are more requirements than one pack has numbers for.")))
    return found


class _Plain(yaml.SafeDumper):
    """No aliases, which a pack may not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _numbers(became: Iterable[Became]) -> Iterator[str]:
    rows = list(became)
    taken = {one.number for one in rows}
    free = iter(number for number in NUMBERS if number not in taken)
    return (one.number or next(free) for one in rows)


def _requirement(one: Became, key: str, title: Said, place: Place) -> dict[str, Any]:
    body = {
        "id": key, "title": _words(one.title), "instruction": _words(one.instruction),
        "subject": list(one.subjects), **_named(one.more, OF_RULE), "check": _check(one),
        "severity": one.severity, "points": "0",
        "deduct": {"first": "0", "repeat": "0", "window_days": "30"},
        "place": place.model_dump(), "evidence": _evidence(one), "answers_for": "outlet_manager",
        "mend": {"within": "P5D", "clock": "opening_hours"}, "impact": "medium", "urgency": "medium",
        "sources": [{"document": title.zh, "clause": one.name, "verified": "proposal"}],
    }
    return {**body, "samples": samples_of(body)}


def _named(more: More, names: Iterable[str]) -> More:
    return {name: more[name] for name in names if name in more}


def _words(words: Said) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _evidence(one: Became) -> dict[str, str]:
    return {"photo": one.photo, "count": str(max(one.photos, 1)), **({"camera": "true"} if one.camera else {})}


def _check(one: Became) -> dict[str, Any]:
    reasons = [{"code": code, **_words(words)} for code, words in coded(one.reasons)]
    if not one.measured:
        return {"kind": "observed", "reasons": reasons or [NOT_SO], **_named(one.more, OF_CHECK)}
    variants = [{"code": code, **_words(words)} for code, words in coded(one.variants)]
    return {
        "kind": "measured", "values": [_value(figure) for figure in one.figures],
        **({"reasons": reasons} if reasons else {}), **({"variants": variants} if variants else {}),
        **_named(one.more, OF_CHECK),
    }


def coded(choices: dict[str, Said]) -> list[tuple[str, Said]]:
    """Choices with codes as packs want them, each once."""
    found: dict[str, Said] = {}
    for number, (name, words) in enumerate(choices.items()):
        found.setdefault(code_of(name, number), words)
    return list(found.items())


def _value(figure: Figure) -> dict[str, Any]:
    ends = {name: format(end, "f") for name, end in zip(("min", "max"), figure.ends, strict=True) if end is not None}
    optional = {"optional": "true"} if figure.optional else {}
    return {"name": figure.name, **_words(figure.label), "unit": figure.unit, **ends, **optional, **figure.more}
