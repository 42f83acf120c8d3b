"""The list of requirements."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.standards.queries import RequirementCard, requirements_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.finding_words import CHECKS, MARKS
from wangdian.entrypoints.web.words import SEVERITIES
from wangdian.foundation.paging import Page

FILTERS = ("q", "pack", "check", "severity", "waits", "proven")
YES_NO = {"yes": True, "no": False}


def marks_in_words(card: RequirementCard) -> str:
    """The weakest mark of its sources: a chain of figures is as sure as its least sure one."""
    order = ("unverified", "proposal", "secondary", "law")
    weakest = next((mark for mark in order if mark in card.marks), "proposal")
    return str(MARKS[weakest])


REQUIREMENTS: Listing[RequirementCard] = Listing(
    name="requirements",
    title=_("Standards"),
    columns=(
        Column("title", _("What must hold"), lambda c: c.title, link=lambda c: reverse("catalogue.card", args=[c.key])),
        Column("key", _("Number"), lambda c: c.key, kind="code"),
        Column("check", _("Who judges"), lambda c: c.check, shown=lambda c: CHECKS[c.check]),
        Column(
            "severity", _("Severity"), lambda c: c.severity, shown=lambda c: SEVERITIES[c.severity], kind="severity",
        ),
        Column("points", _("Points"), lambda c: c.points, kind="number", on_phone=False),
        Column("verified", _("How far verified"), lambda c: ", ".join(c.marks), shown=marks_in_words),
        Column(
            "waits_for", _("Waits for"), lambda c: c.waits_for, shown=lambda c: _("devices") if c.waits_for else "",
            on_phone=False,
        ),
    ),
    empty=_("No requirement fits. Clear the filters, or load the catalogue: wangdian catalogue load"),
)


def requirements_listed(
    who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50,
) -> Page[RequirementCard]:
    """The requirements under FILTERS."""
    asked = {name: query.get(name, "") for name in FILTERS}
    return requirements_page(
        who, search=asked["q"], pack=asked["pack"], check=asked["check"], severity=asked["severity"],
        waits=YES_NO.get(asked["waits"]), proven=YES_NO.get(asked["proven"]), after=after, limit=limit,
    )
