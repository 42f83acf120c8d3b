"""The closed lists of what an outlet holds: kinds of things, documents and processes, and sorts of upkeep."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wangdian.domain.requirement_checks import Fact


class Holds(StrEnum):
    """What stands inside a thing and is kept with it."""

    PLAYLIST = "playlist"    # what a screen, window or light box shows
    ARTICLES = "articles"    # what a kit must hold


@dataclass(frozen=True, slots=True)
class ThingKind:
    """What matters of a kind of thing; every thing has a name, a place, a model, a serial and a note besides.

    `variants` are what a rule depends on, `dated` asks for the day it was made, `on_camera` for the camera that
    sees it, `upkeep` lists the sorts of records that are kept of it.
    """

    variants: tuple[str, ...] = ()
    dated: bool = False
    on_camera: bool = False
    holds: Holds | None = None
    upkeep: tuple[Fact, ...] = ()


_PLAIN = ThingKind()
THING_KINDS: Mapping[str, ThingKind] = {
    "fascia_sign": _PLAIN,
    "signage": _PLAIN,
    "display": ThingKind(holds=Holds.PLAYLIST),
    "ramp": _PLAIN,
    "entrance": _PLAIN,
    "door": _PLAIN,
    "interlock_door": _PLAIN,
    "lift": ThingKind(dated=True),
    "call_button": ThingKind(upkeep=(Fact.TEST_CALL_BUTTON,)),
    "panic_button": ThingKind(upkeep=(Fact.TEST_PANIC_BUTTON,)),
    "cash_counter": ThingKind(on_camera=True),
    "camera": _PLAIN,
    "nvr": ThingKind(upkeep=(Fact.SERVICE_CCTV,)),
    "queue_machine": _PLAIN,
    "atm": ThingKind(on_camera=True),
    "medical_kit": ThingKind(holds=Holds.ARTICLES),
    "convenience_kit": ThingKind(holds=Holds.ARTICLES),
    "water_dispenser": ThingKind(upkeep=(Fact.SERVICE_WATER_DISPENSER,)),
    "extinguisher": ThingKind(
        variants=("water", "powder", "clean_gas", "co2"), dated=True,
        upkeep=(Fact.SERVICE_EXTINGUISHER, Fact.CHECK_EXTINGUISHER),
    ),
    "emergency_light": ThingKind(upkeep=(Fact.TEST_EMERGENCY_LIGHT, Fact.TEST_EMERGENCY_DISCHARGE)),
    "fire_panel": _PLAIN,
    "hvac": ThingKind(
        upkeep=(Fact.SERVICE_HVAC_FILTER, Fact.SERVICE_HVAC_PARTS, Fact.SERVICE_HVAC_DUCTS),
    ),
    "cooling_tower": ThingKind(upkeep=(Fact.SERVICE_COOLING_TOWER,)),
    "switchboard": ThingKind(upkeep=(Fact.SERVICE_SWITCHBOARD,)),
    "access_control": ThingKind(upkeep=(Fact.REVIEW_ACCESS_RIGHTS,)),
    "alarm_panel": _PLAIN,
    "ups": ThingKind(dated=True),
    "crac": _PLAIN,
    "printer": _PLAIN,
    "other": _PLAIN,
}

DOCUMENT_KINDS: tuple[str, ...] = (
    "finance_licence", "business_licence", "licence", "price_list", "rate_notice", "deposit_insurance_mark",
    "complaint_notice", "agency_list", "leaflet", "sales_certificate", "lift_inspection", "other",
)

PROCESS_KINDS: Mapping[str, str] = {"footage_retrieval": "录像调取登记", "counterfeit_seizure": "假币收缴"}
"""Processes that every outlet has, and what its staff call them."""

ARTICLE_KIND = "article:placed"

UPKEEP_SORTS: tuple[str, ...] = tuple(
    fact.value for fact in Fact
    if fact.value.partition(".")[0] in {"service", "check", "patrol", "test", "drill", "filing", "review"}
)
"""What an upkeep record may be of: every fact of the calendar that somebody does and notes."""

BUTTON_TESTS = frozenset({Fact.TEST_CALL_BUTTON.value, Fact.TEST_PANIC_BUTTON.value})
"""Tests whose record says after how many seconds somebody answered."""


def upkeep_of(subject_kind: str) -> tuple[str, ...]:
    """The sorts of records that are kept of a subject: a thing has those of its kind; a place all that no thing has."""
    sort, _, kind = subject_kind.partition(":")
    if sort == "asset":
        return tuple(fact.value for fact in THING_KINDS[kind].upkeep) if kind in THING_KINDS else ()
    claimed = {fact.value for thing in THING_KINDS.values() for fact in thing.upkeep}
    return tuple(name for name in UPKEEP_SORTS if name not in claimed) if sort in {"outlet", "zone"} else ()
