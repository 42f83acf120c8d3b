"""Writes what a phone keeps as the JSON of the walk protocol."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wangdian.apps.evidence.asking import ItemAsked, SubjectCard, ZoneAsked
from wangdian.apps.evidence.queries_today import PlaceForPhone, WalkDue
from wangdian.apps.standards.catalogue import Held
from wangdian.domain.requirement import Measured, Observed
from wangdian.domain.requirement_checks import Value
from wangdian.domain.requirement_fields import Words
from wangdian.domain.requirement_limits import UNITS, Limits
from wangdian.foundation.clock import BANK_ZONE

Json = dict[str, Any]
Before = Mapping[tuple[str, int], str]


def moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(BANK_ZONE).isoformat()


def walk_json(walk: WalkDue) -> Json:
    return {
        "walk": str(walk.walk), "outlet": walk.outlet, "kind": walk.kind, "plan": walk.plan,
        "packs": list(walk.packs), "due_from": moment(walk.due_from), "due_until": moment(walk.due_until),
        "state": walk.state, "answered": [f"{key}/{subject}" for key, subject in walk.answered],
    }


def place_json(place: PlaceForPhone, before: Before) -> Json:
    """`before` are the photos of findings that stand, by requirement and subject."""
    asked = place.asked
    return {
        "outlet": {
            "code": asked.code, "name_zh": asked.name_zh, "name_en": asked.name_en, "tag": asked.tag,
            "subject": asked.subject,
        },
        "kinds": list(place.kinds), "may_report": place.may_report,
        "subjects": [subject_json(subject) for subject in asked.subjects],
        "zones": [zone_json(zone, before) for zone in asked.zones],
    }


def subject_json(subject: SubjectCard) -> Json:
    return asdict(subject)


def zone_json(zone: ZoneAsked, before: Before) -> Json:
    return {
        "subject": zone.subject, "kind": zone.kind, "name": zone.name, "tag": zone.tag,
        "items": [item_json(item, before) for item in zone.items],
    }


def item_json(item: ItemAsked, before: Before) -> Json:
    return {
        "requirement": item.held.key, "edition": item.held.edition, "subject": item.subject,
        "subject_label": item.subject_label, "reference": item.reference,
        "expected": asdict(item.expected) if item.expected else None,
        "before": before.get((item.held.key, item.subject)),
    }


def requirements_json(places: Iterable[PlaceForPhone], on: date) -> Json:
    """Every requirement that some item asks, once, by "key/edition"."""
    held = {
        f"{item.held.key}/{item.held.edition}": item.held
        for place in places for zone in place.asked.zones for item in zone.items
    }
    return {name: requirement_json(one, on) for name, one in sorted(held.items())}


def requirement_json(held: Held, on: date) -> Json:
    rule, check = held.rule, held.rule.check
    written = {
        "key": held.key, "edition": held.edition, "pack": held.pack, "severity": rule.severity.value,
        "title": _words(rule.title), "instruction": _words(rule.instruction), "check": check.kind,
        "reasons": [], "compare": None, "variants": [], "values": [], "rules": [],
        "photo": {
            "when": rule.evidence.photo.value, "count": rule.evidence.count,
            "beside_reference": rule.evidence.beside_reference, "camera": rule.evidence.camera,
        },
    }
    if isinstance(check, Observed):
        written["compare"] = check.compare.value if check.compare else None
    if isinstance(check, Observed | Measured):
        written["reasons"] = [_chip(chip.code, chip) for chip in check.reasons]
    if isinstance(check, Measured):
        written["variants"] = [_chip(chip.code, chip) for chip in check.variants]
        written["values"] = [_value(value, check, on) for value in check.values]
        written["rules"] = [one.model_dump(mode="json") for one in check.all_of]
    return written


def _value(value: Value, check: Measured, on: date) -> Json:
    """Limits as they are on a day: the general ones, and those of each variant for which they differ."""
    general = value.on(on, None)
    special = [(chip.code, value.on(on, chip.code)) for chip in check.variants]
    return {
        "name": value.name, "zh": value.zh, "en": value.en, "unit": value.unit, "unit_shown": UNITS[value.unit],
        "optional": value.optional, **_ends(general),
        "by_variant": [{"variant": code, **_ends(limits)} for code, limits in special if limits is not general],
    }


def _ends(limits: Limits) -> Json:
    return {"min": _figure(limits.min), "max": _figure(limits.max)}


def _figure(figure: Decimal | None) -> str | None:
    return None if figure is None else format(figure, "f")


def _words(words: Words) -> Json:
    return {"zh": words.zh, "en": words.en}


def _chip(code: str, words: Words) -> Json:
    return {"code": code, **_words(words)}
