"""The lists of findings, of waivers, and of how an outlet stands."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.findings.cards import FindingCard, StandingCard, WaiverCard
from wangdian.apps.findings.choosing import STANDING, FindingFilter
from wangdian.apps.findings.queries import findings_page
from wangdian.apps.findings.queries_standings import standings_page
from wangdian.apps.findings.queries_waivers import waivers_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.finding_words import FINDING_STATES, WAIVER_STATES, reason_words
from wangdian.entrypoints.web.words import SAYS, SEVERITIES
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page

YES_NO = {"yes": True, "no": False}
FILTERS = ("unit", "state", "severity", "module", "pack", "requirement", "waived", "since")
DECIDE = "decide"
"""What asks for the waivers that the reader may decide."""


def _address(card: StandingCard) -> str:
    """The finding that stands, else the standard itself."""
    if card.finding_id is not None:
        return reverse("findings.page", args=[card.finding_id])
    return reverse("catalogue.card", args=[card.requirement])


FINDINGS: Listing[FindingCard] = Listing(
    name="findings",
    title=_("Findings"),
    columns=(
        Column("title", _("What"), lambda c: c.title, link=lambda c: reverse("findings.page", args=[c.id])),
        Column("outlet", _("Outlet"), lambda c: c.outlet, link=lambda c: reverse("outlets.card", args=[c.outlet_code])),
        Column("subject", _("Where"), lambda c: c.subject),
        Column("reason", _("Why"), lambda c: c.reason, shown=lambda c: reason_words(c.reason, c.said)),
        Column("opened_at", _("Since"), lambda c: c.opened_at, kind="moment"),
        Column(
            "severity", _("Severity"), lambda c: c.severity, shown=lambda c: SEVERITIES[c.severity], kind="severity",
        ),
        Column("state", _("State"), lambda c: c.state, shown=lambda c: FINDING_STATES[c.state], kind="state"),
        Column("sightings", _("Seen"), lambda c: c.sightings, kind="number", on_phone=False),
        Column("repeats", _("Repeats"), lambda c: c.repeats, kind="number", on_phone=False),
        Column("requirement", _("Number"), lambda c: c.requirement, kind="code", on_phone=False),
    ),
    empty=_("Nothing stands against these outlets. What a walk or a date finds will be here."),
)
WAIVERS: Listing[WaiverCard] = Listing(
    name="waivers",
    title=_("Waivers"),
    columns=(
        Column("title", _("What"), lambda c: c.title, link=lambda c: reverse("findings.page", args=[c.finding_id])),
        Column("outlet", _("Outlet"), lambda c: c.outlet),
        Column("subject", _("Where"), lambda c: c.subject),
        Column("reason", _("Why it must stand"), lambda c: c.reason),
        Column("until", _("Until"), lambda c: c.until, kind="date"),
        Column("asked_at", _("Asked"), lambda c: c.asked_at, kind="moment"),
        Column("asked_name", _("Asked by"), lambda c: c.asked_name, on_phone=False),
        Column("state", _("State"), lambda c: c.state, shown=lambda c: WAIVER_STATES[c.state], kind="state"),
    ),
    empty=_("No waiver waits. Whoever leads an outlet may ask for one on the page of a finding."),
)
STANDINGS: Listing[StandingCard] = Listing(
    name="standings",
    title=_("How everything stands"),
    columns=(
        Column("title", _("What must hold"), lambda c: c.title, link=_address),
        Column("subject", _("Where"), lambda c: c.subject),
        Column("says", _("State"), lambda c: c.says, shown=lambda c: SAYS[c.says], kind="state"),
        Column("reason", _("Why"), lambda c: c.reason, shown=lambda c: reason_words(c.reason, c.said)),
        Column("since", _("Since"), lambda c: c.since, kind="moment"),
        Column("look_again_at", _("Judged again"), lambda c: c.look_again_at, kind="date", on_phone=False),
        Column("requirement", _("Number"), lambda c: c.requirement, kind="code", on_phone=False),
    ),
    empty=_("Nothing here. Add zones and things to the outlet, and what is asked of them will be listed."),
)


def findings_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[FindingCard]:
    """The findings under FILTERS; those that stand unless a state is asked for. Raises Invalid for no day."""
    asked = {name: query.get(name, "") for name in FILTERS if name != "state"}
    wanted = FindingFilter(
        unit=asked["unit"], state=query.get("state", STANDING), severity=asked["severity"], module=asked["module"],
        pack=asked["pack"], requirement=asked["requirement"], waived=YES_NO.get(asked["waived"]),
        since=_day(asked["since"]),
    )
    return findings_page(who, wanted, after=after, limit=limit)


def waivers_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[WaiverCard]:
    """The waivers under the filter of an address: state, of itself those to decide."""
    state = query.get("state", DECIDE)
    decide = state == DECIDE
    return waivers_page(who, state="" if decide else state, to_decide=decide, after=after, limit=limit)


def standings_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 100) -> Page[StandingCard]:
    """How everything at the outlet of an address stands: outlet, says, module. NotFound for a hidden outlet."""
    return standings_page(
        who, query.get("outlet", ""), says=query.get("says", ""), module=query.get("module", ""), after=after,
        limit=limit,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise invalid("since", "Write a day such as 2026-11-18.") from error
