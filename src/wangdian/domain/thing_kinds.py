"""What matters of each kind of thing that an outlet holds, and of which sorts of upkeep records are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wangdian.domain.requirement_checks import Fact
from wangdian.domain.subject_kinds import ASSETS, DOCUMENTS, PROCESSES, VARIANTS


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


_DATED = frozenset({"extinguisher", "lift"})
_ON_CAMERA = frozenset({"cash_counter", "atm"})
_HOLDS = {"display": Holds.PLAYLIST, "medical_kit": Holds.ARTICLES, "convenience_kit": Holds.ARTICLES}
_UPKEEP: Mapping[str, tuple[Fact, ...]] = {
    "call_button": (Fact.TEST_CALL_BUTTON,),
    "panic_button": (Fact.TEST_PANIC_BUTTON,),
    "nvr": (Fact.SERVICE_CCTV,),
    "water_dispenser": (Fact.SERVICE_WATER_DISPENSER,),
    "extinguisher": (Fact.SERVICE_EXTINGUISHER, Fact.CHECK_EXTINGUISHER),
    "emergency_light": (Fact.TEST_EMERGENCY_LIGHT, Fact.TEST_EMERGENCY_DISCHARGE),
    "hvac": (Fact.SERVICE_HVAC_FILTER, Fact.SERVICE_HVAC_PARTS, Fact.SERVICE_HVAC_DUCTS),
    "cooling_tower": (Fact.SERVICE_COOLING_TOWER,),
    "switchboard": (Fact.SERVICE_SWITCHBOARD,),
    "access_control": (Fact.REVIEW_ACCESS_RIGHTS,),
}

THING_KINDS: Mapping[str, ThingKind] = {
    kind: ThingKind(
        variants=tuple(VARIANTS.get(f"asset:{kind}", ())), dated=kind in _DATED, on_camera=kind in _ON_CAMERA,
        holds=_HOLDS.get(kind), upkeep=_UPKEEP.get(kind, ()),
    )
    for kind in ASSETS
}

DOCUMENT_KINDS: tuple[str, ...] = tuple(DOCUMENTS)

PROCESS_KINDS: Mapping[str, str] = {kind: words.zh for kind, words in PROCESSES.items()}
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
