"""The words that screens and spreadsheets use for things, documents, records and hours, one table a code list."""

from collections.abc import Mapping

from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wangdian.domain.requirement_fields import Words
from wangdian.domain.subject_kinds import ASSETS, DOCUMENTS, VARIANTS
from wangdian.entrypoints.lists.listing import Text


class _Said:
    """Both languages of a word; says the present one when it is written out."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __str__(self) -> str:
        return self._words.zh if (get_language() or "zh").startswith("zh") else self._words.en


def said(words: Mapping[str, Words]) -> dict[str, Text]:
    return {code: lazystr(_Said(both)) for code, both in words.items()}


THING_KINDS: dict[str, Text] = said(ASSETS)
DOCUMENT_KINDS: dict[str, Text] = said(DOCUMENTS)
THING_VARIANTS: dict[str, Text] = {
    code: text for variants in VARIANTS.values() for code, text in said(variants).items()
}
SERVICES: dict[str, Text] = {
    "personal": _("Personal banking"), "corporate": _("Corporate banking"), "self_service": _("Self-service"),
}
DAY_KINDS: dict[str, Text] = {
    "working": _("working days"), "weekend": _("weekends"), "festival": _("public holidays"),
}
OFFICIAL_KINDS: dict[str, Text] = {"festival": _("Day off"), "working": _("Working day")}
UPKEEP: dict[str, Text] = {
    "service.extinguisher": _("Extinguisher service"),
    "service.fire_facilities": _("Yearly test of the fire facilities"),
    "service.switchboard": _("Electrical inspection"),
    "service.hvac_filter": _("Air-conditioner filters cleaned"),
    "service.hvac_parts": _("Air-conditioner coil and drain pan cleaned"),
    "service.hvac_ducts": _("Air ducts cleaned"),
    "service.cooling_tower": _("Cooling tower cleaned"),
    "service.cctv": _("CCTV maintenance"),
    "service.water_dispenser": _("Water dispenser cleaned"),
    "check.fire": _("Fire inspection"),
    "check.extinguisher": _("Extinguisher check"),
    "check.accessibility": _("Accessibility check"),
    "patrol.fire": _("Fire patrol"),
    "test.call_button": _("Call button test"),
    "test.panic_button": _("Panic button test"),
    "test.emergency_light": _("Emergency light test"),
    "test.emergency_discharge": _("Emergency light discharge test"),
    "test.complaint_line": _("Complaint line test call"),
    "test.indoor_air": _("Indoor air test"),
    "drill.fire": _("Fire drill"),
    "filing.cctv": _("CCTV filing with the police"),
    "review.access_rights": _("Review of access rights"),
}
DUE_STATES: dict[str, Text] = {
    "good": _("Good"), "soon": _("Ends soon"), "expired": _("Expired"), "short": _("Too few"),
}
RESULTS: dict[str, Text] = {"yes": _("In order"), "no": _("Not in order")}
CLOSURE_STATES: dict[str, Text] = {
    "ahead": _("Ahead"), "running": _("Running"), "over": _("Over"), "cancelled": _("Cancelled"),
}
EDITION_STATES: dict[str, Text] = {"past": _("Past"), "current": _("In force"), "ahead": _("Ahead")}
RUN_STATES: dict[str, Text] = {
    "waiting": _("Waiting"), "running": _("Running"), "done": _("Done"), "stopped": _("Stopped"),
    "broken": _("Broken off"),
}
