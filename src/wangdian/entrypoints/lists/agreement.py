"""The lists of agreement: by person, by outlet, and the pairs of checks behind a rate."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.agreement_queries import (
    Agreement,
    ComparisonCard,
    Side,
    agreement_by_outlet,
    agreement_by_person,
    comparisons_page,
)
from wangdian.domain.agreement import Rate
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, number_in
from wangdian.entrypoints.web.check_words import SAYS
from wangdian.entrypoints.web.frame.tags import percent
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.walk_words import WALK_KINDS
from wangdian.foundation.paging import Page


def rate_in_words(rate: Rate) -> str:
    """"10% (3%–30%)", or that there are too few to tell."""
    if rate.ratio is None:
        return "—"
    if rate.too_few:
        return str(_("too few to tell"))
    return f"{percent(rate.ratio)} ({percent(rate.low)}–{percent(rate.high)})"


def side_in_words(side: Side) -> str:
    """"Self-check: Holds", with the name for who may see colleagues."""
    said = f"{WALK_KINDS[side.kind]}: {SAYS[side.says]}"
    return f"{said} · {side.by}" if side.by else said


def _behind(name: str, one: Agreement) -> str:
    return f"{reverse('checks.pairs')}?{name}={one.key}"


_COUNTS: tuple[Column[Agreement], ...] = (
    Column("cases", _("Compared"), lambda a: a.differs.cases, kind="number"),
    Column("differ", _("Differ"), lambda a: a.differs.hits, kind="number"),
    Column(
        "rate", _("Share that differs"), lambda a: a.differs.ratio, shown=lambda a: rate_in_words(a.differs),
    ),
)
BY_PERSON: Listing[Agreement] = Listing(
    name="agreement",
    title=_("By person"),
    columns=(
        Column("name", _("Who"), lambda a: a.name_zh or a.key, link=lambda a: _behind("person", a)),
        *_COUNTS,
        Column("missed", _("Others saw a fault"), lambda a: a.missed, kind="number", on_phone=False),
        Column("stricter", _("Others saw none"), lambda a: a.stricter, kind="number", on_phone=False),
    ),
    empty=_("Nothing to compare yet: two kinds of checks must look at the same thing within a week."),
)
BY_OUTLET: Listing[Agreement] = Listing(
    name="agreement_outlets",
    title=_("By outlet"),
    columns=(
        Column("name", _("Outlet"), lambda a: a.key, shown=lambda a: chosen(a.name_zh, a.name_en),
               link=lambda a: _behind("outlet", a)),
        *_COUNTS,
    ),
    empty=_("Nothing to compare yet: two kinds of checks must look at the same thing within a week."),
)
PAIRS: Listing[ComparisonCard] = Listing(
    name="pairs",
    title=_("Checks side by side"),
    columns=(
        Column("title", _("Requirement"), lambda c: c.requirement, shown=lambda c: chosen(c.title_zh, c.title_en),
               link=lambda c: reverse("walks.card", args=[c.later.walk])),
        Column("agrees", _("State"), lambda c: "same" if c.agrees else "differs", kind="state",
               shown=lambda c: _("Agreeing") if c.agrees else _("Differ")),
        Column("outlet", _("Outlet"), lambda c: c.outlet, shown=lambda c: chosen(c.outlet_zh, c.outlet_en)),
        Column("subject", _("Of what"), lambda c: c.subject, on_phone=False),
        Column("earlier", _("First"), lambda c: c.earlier.says, shown=lambda c: side_in_words(c.earlier)),
        Column("later", _("Then"), lambda c: c.later.says, shown=lambda c: side_in_words(c.later)),
        Column("at", _("When"), lambda c: c.later.at, kind="moment"),
    ),
    empty=_("No checks of the same thing within a week of each other."),
    tall=True,
)


def by_person_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[Agreement]:
    """Everybody below the unit of an address."""
    return Page(tuple(agreement_by_person(who, query.get("unit", ""))), None)


def by_outlet_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[Agreement]:
    """Every outlet below the unit of an address."""
    return Page(tuple(agreement_by_outlet(who, query.get("unit", ""))), None)


def pairs_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[ComparisonCard]:
    """The pairs under the filters of an address: person, outlet, and all=1 for those that agree too."""
    return comparisons_page(
        who, person=number_in(query, "person") if query.get("person", "") else None, outlet=query.get("outlet", ""),
        differing=query.get("all", "") != "1", after=after, limit=limit,
    )
