"""Makes the form of a walk: what is asked at a place, zone by zone, in two languages."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from wangdian.apps.evidence.asking import ItemAsked, PlaceAsked, ZoneAsked
from wangdian.domain.requirement import Measured, Observed, Photo, Requirement
from wangdian.domain.requirement_checks import Value
from wangdian.domain.requirement_fields import Chip
from wangdian.domain.requirement_limits import UNITS, Limits
from wangdian.domain.subject_kinds import SUBJECT_KINDS
from wangdian.entrypoints.xlsforms.more import more_of_rule, more_of_value
from wangdian.entrypoints.xlsforms.names import LAST_WORD, SIGNATURE, VALUE, Asked
from wangdian.entrypoints.xlsforms.rows import Choice, Form, Row, Said, group, literal, said

OBSERVED = (
    Choice("ok", Said("符合", "In order")), Choice("fail", Said("不符合", "Not in order")),
    Choice("na", Said("不适用", "Does not apply")),
)
MEASURED = (
    Choice("val", Said("已测量", "Measured")), Choice("fail", Said("无法测量", "Could not be measured")),
    Choice("na", Said("不适用", "Does not apply")),
)
LONGEST_NOTE = 500
FURTHEST = Decimal(999_999_999_999)
"""The largest figure that an answer takes, either side of nought."""
PIXELS = "max-pixels=2000"

_REASON, _NOTE = Said("原因", "Reason"), Said("备注", "Note")
_VARIANT, _SIGNATURE = Said("是哪一种", "Which sort"), Said("签名", "Signature")
_LAST_WORD = Said("总体说明", "A last word")
_TOO_LONG = Said("最多 500 个字", "At most 500 characters")
_TOO_FAR = Said("这个数不可能", "No such figure is possible")


def checklist(place: PlaceAsked, *, form_id: str, title: str, packs: Collection[str], on: date) -> Form:
    """The form of a walk of these packs (none: all) as limits are on a day."""
    rows = [Row(type="start", name="start"), Row(type="end", name="end")]
    lists: dict[str, tuple[Choice, ...]] = {}
    for zone in place.zones:
        items = [item for item in zone.items if not packs or item.held.pack in packs]
        if items:
            inside = [row for item in items for row in _item(item, zone, lists, on)]
            rows += group(f"zone_{zone.subject}", _zone_name(zone, place), inside)
    rows += group("ending", Said("结束", "The end"), [
        _text(LAST_WORD, _LAST_WORD),
        Row(type="image", name=SIGNATURE, label=_SIGNATURE, appearance="signature", parameters=PIXELS),
    ])
    return Form(form_id, said(title).zh, tuple(rows), lists)


def _zone_name(zone: ZoneAsked, place: PlaceAsked) -> Said:
    if zone.kind == "outlet":
        return said(place.name_zh, place.name_en)
    words = SUBJECT_KINDS[f"zone:{zone.kind}"]
    return said(zone.name or words.zh, words.en if zone.name in {"", words.zh} else zone.name)


def _item(item: ItemAsked, zone: ZoneAsked, lists: dict[str, tuple[Choice, ...]], on: date) -> list[Row]:
    """The rows of one question, shown together."""
    held, check = item.held, item.held.rule.check
    asked = Asked(held.key, held.edition, item.subject)
    of = f"{held.key.replace('-', '_')}_{held.edition}"
    broken: list[str] = []
    middle: list[Row] = []
    if isinstance(check, Measured):
        middle, broken = _values(asked, check, on)
        if check.variants:
            middle.insert(0, _select(asked, "variant", f"variants_{of}", check.variants, _VARIANT, "val", lists))
    if isinstance(check, Observed | Measured) and check.reasons:
        middle.append(_select(asked, "reason", f"reasons_{of}", check.reasons, _REASON, "fail", lists))
    rows = [
        _verdict(item, asked, measured=isinstance(check, Measured), lists=lists), *middle,
        *_photos(item, asked, broken),
        _text(f"{asked}_note", _NOTE, relevant=f"${{{asked}_says}} != ''"),
    ]
    if item.expected is not None:
        rows.append(Row(
            type="calculate", name=f"{asked}_seen", calculation=literal(said(item.expected.zh).zh),
        ))
    return group(f"ask_{asked}", _title(item, zone), rows, appearance="field-list")


def _title(item: ItemAsked, zone: ZoneAsked) -> Said:
    """With the name of the thing, where it is not the zone itself."""
    title = item.held.rule.title
    if item.subject == zone.subject or not item.subject_label:
        return said(title.zh, title.en)
    return said(f"{title.zh} · {item.subject_label}", f"{title.en} · {item.subject_label}")


def _verdict(item: ItemAsked, asked: Asked, *, measured: bool, lists: dict[str, tuple[Choice, ...]]) -> Row:
    rule = item.held.rule
    name = "measured" if measured else "observed"
    lists[name] = MEASURED if measured else OBSERVED
    zh, en = rule.instruction.zh, rule.instruction.en
    if item.expected is not None:
        zh, en = f"{zh}\n应为：{item.expected.zh}", f"{en}\nMust be: {item.expected.en}"
    return Row(
        type=f"select_one {name}", name=f"{asked}_says", label=said(rule.title.zh, rule.title.en), hint=said(zh, en),
        appearance="minimal" if measured else "", picture=f"{item.reference}.jpg" if item.reference else "",
        own=partial(_own_of_rule, item.held.key, rule),
    )


def _own_of_rule(key: str, rule: Requirement) -> Mapping[str, str]:
    return {
        "key": key, "subject": " ".join(rule.subjects), "severity": rule.severity.value,
        "photos": str(rule.evidence.count) if rule.evidence.photo is not Photo.NEVER else "0",
        "more": more_of_rule(rule),
    }


def _select(
    asked: Asked, part: str, name: str, chips: Iterable[Chip], label: Said, when: str,
    lists: dict[str, tuple[Choice, ...]],
) -> Row:
    lists[name] = tuple(Choice(chip.code, said(chip.zh, chip.en)) for chip in chips)
    return Row(
        type=f"select_one {name}", name=f"{asked}_{part}", label=label, relevant=f"${{{asked}_says}} = '{when}'",
    )


def _values(asked: Asked, check: Measured, on: date) -> tuple[list[Row], list[str]]:
    """A row a figure, and one that speaks up when its limits are broken; what says that they are.

    The limits never keep a figure out: that a ramp is too steep is what the walk is for.
    """
    rows: list[Row] = []
    broken: list[str] = []
    for value in check.values:
        name = f"{asked}_{VALUE}{value.name}"
        limits = value.on(on, None)
        rows.append(_figure(name, asked, value, limits))
        if limits.is_set and not any(special.variant for special in value.limits):
            outside = _outside(name, limits)
            broken.append(outside)
            rows.append(Row(
                type="note", name=f"{name}_out", relevant=outside,
                label=said(f"超出范围：{value.zh} {_range(limits, value.unit)}",
                           f"Out of range: {value.en} {_range(limits, value.unit)}"),
            ))
    return rows, broken


def _figure(name: str, asked: Asked, value: Value, limits: Limits) -> Row:
    unit = UNITS[value.unit]
    shown = f" ({unit})" if unit else ""
    hint = said(f"允许 {_range(limits, value.unit)}", f"Allowed {_range(limits, value.unit)}")
    return Row(
        type="integer" if value.unit == "count" else "decimal", name=name,
        label=said(value.zh + shown, value.en + shown), hint=hint if limits.is_set else None,
        relevant=f"${{{asked}_says}} = 'val'", constraint=f". >= -{FURTHEST} and . <= {FURTHEST}",
        constraint_message=_TOO_FAR, required="" if value.optional else "yes",
        own=partial(_own_of_value, value),
    )


def _own_of_value(value: Value) -> Mapping[str, str]:
    """Its general limits: those that people see are of the day."""
    return {
        "unit": value.unit, "min": _number(value.min), "max": _number(value.max),
        "optional": "yes" if value.optional else "", "more": more_of_value(value),
    }


def _number(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")


def _range(limits: Limits, unit: str) -> str:
    low, high = _number(limits.min), _number(limits.max)
    shown = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    return f"{shown} {UNITS[unit]}".rstrip()


def _outside(name: str, limits: Limits) -> str:
    """True once a figure stands there that is not allowed."""
    ends = [f"${{{name}}} < {_number(limits.min)}"] if limits.min is not None else []
    ends += [f"${{{name}}} > {_number(limits.max)}"] if limits.max is not None else []
    return f"${{{name}}} != '' and ({' or '.join(ends)})"


def _photos(item: ItemAsked, asked: Asked, broken: Iterable[str]) -> list[Row]:
    evidence, says = item.held.rule.evidence, f"${{{asked}_says}}"
    if evidence.photo is Photo.NEVER:
        return []
    when = f"{says} != ''" if evidence.photo is Photo.ALWAYS else " or ".join(
        [f"{says} = 'fail'", *(f"({one})" for one in broken)],
    )
    of_many = evidence.count > 1
    return [
        Row(
            type="image", name=f"{asked}_photo{slot}", relevant=when, parameters=PIXELS,
            appearance="new" if evidence.camera else "",
            label=said(f"照片 {slot}" if of_many else "照片", f"Photo {slot}" if of_many else "Photo"),
        )
        for slot in range(1, evidence.count + 1)
    ]


def _text(name: str, label: Said, relevant: str = "") -> Row:
    return Row(
        type="text", name=name, label=label, relevant=relevant, constraint=f"string-length(.) <= {LONGEST_NOTE}",
        constraint_message=_TOO_LONG, appearance="multiline",
    )
