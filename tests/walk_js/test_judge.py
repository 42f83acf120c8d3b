"""The phone judges measured values as the server does: every sample, and each limit from both sides."""

import random
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product

from tests.walk_js.unit import called
from wangdian.apps.standards.catalogue import Held
from wangdian.apps.standards.files import read_files, shipped_files
from wangdian.domain.judging import Measurement, judge
from wangdian.domain.requirement import Requirement
from wangdian.domain.requirement_checks import Measured, PerStartedRule, RatioRule
from wangdian.entrypoints.web.walk.bundle import requirement_json
from wangdian.foundation.clock import BANK_ZONE

MOST = 160
DAYS = [datetime(2026, month, 15, 10, tzinfo=BANK_ZONE) for month in (1, 4, 7, 11)]
"""Limits may change with the season."""
STEP = Decimal("0.001")

Values = dict[str, str]
Case = tuple[str, datetime, Values, str]


def measured() -> dict[str, Requirement]:
    packs = read_files(shipped_files()).packs
    return {one.id: one for pack in packs for one in pack.requirements if isinstance(one.check, Measured)}


def told(rule: Requirement, at: datetime, values: Values, variant: str) -> str:
    numbers = {name: Decimal(text) for name, text in values.items() if text}
    if rule.season and not rule.season.covers(at.date()):
        return "out of season"
    return str(judge(rule, Measurement(numbers, variant or None, at), at).says)


def around(check: Measured) -> dict[str, list[str]]:
    """For each value: nothing, zero, and each limit with its neighbours."""
    found: dict[str, set[Decimal]] = {value.name: {Decimal(0), Decimal(-1), Decimal(100000)} for value in check.values}
    for value in check.values:
        ends = [end for limits in (value, *value.limits) for end in (limits.min, limits.max) if end is not None]
        found[value.name] |= {end + near for end in ends for near in (-STEP, Decimal(0), STEP)}
    for rule in check.all_of:
        if isinstance(rule, PerStartedRule):
            found[rule.of] |= {Decimal(rule.each * n + near) for n in (1, 2) for near in (-1, 0, 1)}
            found[rule.count] |= {Decimal(rule.at_least * n) for n in (1, 2, 3)}
            continue
        found[rule.under] |= {Decimal(9000)}
        steps = [rule.min, rule.max] if isinstance(rule, RatioRule) else [row.up_to for row in rule.rows]
        for limit in filter(None, steps):
            exact = Fraction(limit) * 9000
            found[rule.over] |= {Decimal(int(exact)) + near for near in (-STEP, Decimal(0), STEP)}
    return {name: ["", *(format(figure, "f") for figure in sorted(figures))] for name, figures in found.items()}


def cases_of(key: str, rule: Requirement) -> Iterator[Case]:
    assert isinstance(rule.check, Measured)
    for sample in rule.samples:
        if sample.given and sample.given.values is not None:
            values = {name: format(figure, "f") for name, figure in sample.given.values.items()}
            yield key, sample.at, values, sample.given.variant or ""
    figures = around(rule.check)
    variants = ["", *(chip.code for chip in rule.check.variants)]
    dice = random.Random(key)
    every = list(islice(product(*figures.values()), 200_000))
    for chosen in dice.sample(every, min(MOST, len(every))):
        yield key, dice.choice(DAYS), dict(zip(figures, chosen, strict=True)), dice.choice(variants)


def test_the_phone_says_what_the_server_says() -> None:
    rules = measured()
    cases = [case for key, rule in rules.items() for case in cases_of(key, rule)]
    expected = [told(rules[key], at, values, variant) for key, at, values, variant in cases]
    asked = [(case, says) for case, says in zip(cases, expected, strict=True) if says != "out of season"]
    given = [
        [requirement_json(Held(1, 1, 1, "p", rules[key]), at.date()), values, variant]
        for (key, at, values, variant), _says in asked
    ]
    answers = [answer["says"] for answer in called("judge.ts", "judge", given)]
    wrong = [(case, says, answer) for (case, says), answer in zip(asked, answers, strict=True) if says != answer]
    assert not wrong, wrong[:5]
    assert {says for _case, says in asked} == {"holds", "fails", "unknown"}
    assert len({case[0] for case, _says in asked}) == len(rules), "every measured requirement was asked"


def test_figures_typed_on_a_chinese_keyboard_are_read() -> None:
    typed = ["１２。５", " 12.5 ", "+3", "－4", "1/2", "12a", ""]
    assert called("judge.ts", "plain", [[text] for text in typed]) == ["12.5", "12.5", "3", "-4", "1/2", "12a", ""]
    read = called("judge.ts", "readable", [[{"a": text, "variant": "x"}] for text in typed])
    assert [answer.get("a") for answer in read] == ["12.5", "12.5", "3", "-4", None, None, None]


def test_a_code_leads_to_its_tag_whatever_it_is_wrapped_in() -> None:
    told = [
        "https://bank.example/walk/?tag=k7m2pq", "https://bank.example/q/K7M2PQ", "K7M2PQ", "/walk/#/t/K7M2PQ",
        "https://elsewhere.example/", "no code",
    ]
    assert called("scan.ts", "tagIn", [[text] for text in told]) == [*["K7M2PQ"] * 4, None, None]


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = called("ids.ts", "newId", [[]] * 50)
    assert len(set(ids)) == 50
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)
    assert [one[:13] for one in ids] == sorted(one[:13] for one in ids)
