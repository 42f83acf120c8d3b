"""The questions of a sheet as page and paper show them, and the answers that were typed to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from pydantic import ValidationError

from wangdian.apps.evidence.asking import ItemAsked
from wangdian.apps.evidence.queries_sheets import SheetAsked
from wangdian.apps.evidence.said import VARIANT, Said
from wangdian.domain.requirement import Measured, Observed
from wangdian.domain.requirement_limits import UNITS
from wangdian.entrypoints.web.finding_words import limits_of
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.words import ZONE_KINDS

Typed = Mapping[str, str]
SAYS = ("ok", "fail", "na")


@dataclass(frozen=True, slots=True)
class Blank:
    """A figure to write down."""

    name: str
    title: str
    unit: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a sheet; `name` is that of its fields, `number` what the paper calls it."""

    name: str
    number: int
    item: ItemAsked
    title: str
    limits: tuple[str, ...]
    expected: str
    reasons: tuple[tuple[str, str], ...]
    variants: tuple[tuple[str, str], ...]
    blanks: tuple[Blank, ...]
    answered: bool
    typed: Mapping[str, str]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ZoneOfSheet:
    """A zone with its questions."""

    title: str
    questions: tuple[Question, ...]


def zones_of(sheet: SheetAsked, typed: Typed, wrong: Mapping[str, str] | None = None) -> list[ZoneOfSheet]:
    """The zones in walking order, numbered through; with what was typed already, and what is wrong with it."""
    number, zones = 0, []
    for zone in sheet.zones:
        questions = []
        for item in zone.items:
            number += 1
            questions.append(_question(sheet, item, number, typed, wrong or {}))
        whole = chosen(sheet.outlet_zh, sheet.outlet_en) if zone.kind == "outlet" else zone.name
        zones.append(ZoneOfSheet(whole or str(ZONE_KINDS.get(zone.kind, "")), tuple(questions)))
    return zones


def name_of(item: ItemAsked) -> str:
    return f"{item.held.key}:{item.subject}"


def _question(
    sheet: SheetAsked, item: ItemAsked, number: int, typed: Typed, wrong: Mapping[str, str],
) -> Question:
    name, rule = name_of(item), item.held.rule
    check = rule.check
    measured = check if isinstance(check, Measured) else None
    reasons = check.reasons if isinstance(check, Observed | Measured) else ()
    return Question(
        name=name, number=number, item=item, title=chosen(rule.title.zh, rule.title.en),
        limits=tuple(limits_of(rule)), expected=chosen(item.expected.zh, item.expected.en) if item.expected else "",
        reasons=tuple((chip.code, chosen(chip.zh, chip.en)) for chip in reasons),
        variants=tuple((chip.code, chosen(chip.zh, chip.en)) for chip in measured.variants) if measured else (),
        blanks=tuple(
            Blank(one.name, chosen(one.zh, one.en), UNITS[one.unit], typed.get(f"{name}.value.{one.name}", ""))
            for one in measured.values
        ) if measured else (),
        answered=(item.held.key, item.subject) in sheet.answered,
        typed={part: typed.get(f"{name}.{part}", "") for part in ("says", "reason", "note", VARIANT)},
        wrong=wrong.get(name, ""),
    )


def answers_in(
    sheet: SheetAsked, typed: Typed, nonce: UUID, at: datetime,
) -> tuple[dict[UUID, str], list[Said], dict[str, str]]:
    """(names by the ids of answers, the answers, what cannot be read by name).

    An id is made of what it says: the same form sent twice is kept once, and what was put right since is new.
    """
    names: dict[UUID, str] = {}
    said: list[Said] = []
    wrong: dict[str, str] = {}
    for item in _items(sheet):
        name = name_of(item)
        given = _given(item, typed)
        if given is None:
            continue
        number = uuid5(nonce, repr((name, sorted(given.items(), key=str))))
        try:
            answer = Said(
                id=number, requirement=item.held.key, edition=item.held.edition, subject=item.subject,
                answered_at=at, compared_with=item.expected.zh if item.expected else None, **given,
            )
        except ValidationError:
            wrong[name] = _("This answer could not be read.")
            continue
        names[number] = name
        said.append(answer)
    return names, said, wrong


def _items(sheet: SheetAsked) -> Iterable[ItemAsked]:
    return (item for zone in sheet.zones for item in zone.items)


def _given(item: ItemAsked, typed: Typed) -> dict[str, Any] | None:
    """What was typed to a question; None where nothing was."""
    name, check = name_of(item), item.held.rule.check
    values = {}
    if isinstance(check, Measured):
        figures = {one.name: typed.get(f"{name}.value.{one.name}", "").strip() for one in check.values}
        values = {key: text for key, text in figures.items() if text}
        variant = typed.get(f"{name}.{VARIANT}", "")
        if values and variant:
            values[VARIANT] = variant
    says = typed.get(f"{name}.says", "")
    if values and says != "na":
        says = "val"
    if not says:
        return None
    return {
        "says": says, "values": values if says == "val" else {},
        "reason": typed.get(f"{name}.reason", "") if says in {"fail", "val"} else "",
        "note": typed.get(f"{name}.note", "").strip(),
    }
