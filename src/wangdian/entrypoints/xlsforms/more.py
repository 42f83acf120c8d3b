"""Carries in one cell what a pack says of a check and no other column does, in the pack's own words.

It is YAML, so JSON too: {all_of: [{rule: ratio, name: slope, zh: 坡度, en: slope, over: rise, under: run, max: 1/12}]}.
"""

import json
from collections.abc import Collection
from typing import Any

from wangdian.domain.pack_text import Plain, Unreadable, read_yaml
from wangdian.domain.requirement import Requirement
from wangdian.domain.requirement_checks import Value

OF_RULE = ("applies", "season", "effective")
OF_CHECK = ("all_of", "variant_of_kind", "good_for", "compare")
OF_VALUE = ("limits", "metric", "during", "for", "recover")
More = dict[str, Plain]


def more_of_rule(rule: Requirement) -> str:
    """What stands beside its question; "" for nothing."""
    check = rule.check.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=set(OF_CHECK))
    return _written(check | rule.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, include=set(OF_RULE),
    ))


def more_of_value(value: Value) -> str:
    """What stands beside a figure; "" for nothing."""
    names = {"limits", "metric", "during", "hold", "recover"}
    return _written(value.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=names))


def _written(parts: dict[str, Any]) -> str:
    return json.dumps(parts, ensure_ascii=False) if parts else ""


def more_in(text: str, known: Collection[str]) -> More | None:
    """What a cell says by name; None where it is no YAML, or says anything else than is known."""
    if not text:
        return {}
    try:
        plain, _lines = read_yaml(text)
    except Unreadable:
        return None
    return plain if isinstance(plain, dict) and plain.keys() <= set(known) else None
