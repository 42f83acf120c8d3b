"""The lists of people, vendors and units."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.queries import (
    GrantCard,
    PersonCard,
    UnitCard,
    VendorCard,
    people_page,
    units_page,
    vendors_page,
)
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing, Text
from wangdian.entrypoints.web.words import ROLES, UNIT_KINDS
from wangdian.foundation.paging import Page


def grant_in_words(grant: GrantCard) -> str:
    """"Engineer, East branch", with its last day if it has one."""
    words = gettext("%(role)s, %(unit)s") % {"role": ROLES.get(grant.role, grant.role), "unit": grant.unit_name}
    if grant.until:
        return gettext("%(words)s until %(day)s") % {"words": words, "day": grant.until.isoformat()}
    return words


def roles_in_words(person: PersonCard) -> str:
    return gettext("; ").join(grant_in_words(grant) for grant in person.grants) or gettext("No role")


def unit_name(unit: UnitCard) -> str:
    """In the reader's language, where there is one."""
    return unit.name_en if get_language() == "en" and unit.name_en else unit.name_zh


def _indented(unit: UnitCard) -> Text:
    return "\u3000" * unit.depth + unit_name(unit)


PEOPLE: Listing[PersonCard] = Listing(
    name="people",
    title=_("People"),
    columns=(
        Column("name", _("Name"), lambda c: c.name or c.login, link=lambda c: reverse("people.card", args=[c.id])),
        Column("login", _("Login name"), lambda c: c.login, kind="code"),
        Column("roles", _("Roles"), roles_in_words),
        Column("vendor_code", _("Vendor"), lambda c: c.vendor_code, shown=lambda c: c.vendor_name, on_phone=False),
        Column("phone", _("Phone"), lambda c: c.phone, on_phone=False),
        Column("email", _("Mail"), lambda c: c.email, on_phone=False),
    ),
    empty=_("Nobody fits. Clear the search, or open the first account."),
)
VENDORS: Listing[VendorCard] = Listing(
    name="vendors",
    title=_("Vendors"),
    columns=(
        Column("name", _("Name"), lambda c: c.name),
        Column("code", _("Code"), lambda c: c.code, kind="code"),
    ),
    empty=_("Companies whose people mend things will be here. Add the first one."),
)
UNITS: Listing[UnitCard] = Listing(
    name="units",
    title=_("Organisation"),
    columns=(
        Column(
            "name_zh", _("Name"), lambda c: c.name_zh, shown=_indented,
            link=lambda c: reverse("organisation.card", args=[c.code]),
        ),
        Column("code", _("Code"), lambda c: c.code, kind="code"),
        Column("kind", _("Kind"), lambda c: c.kind, shown=lambda c: UNIT_KINDS[c.kind]),
        Column("name_en", _("Name in English"), lambda c: c.name_en, on_phone=False),
        Column("parent_code", _("Belongs to"), lambda c: c.parent_code, kind="code", on_phone=False),
    ),
    empty=_("No unit fits. Clear the search."),
)


def people_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[PersonCard]:
    """The people under the filters of an address: q, role, unit, closed."""
    return people_page(
        who, search=query.get("q", ""), role=query.get("role", ""), unit=query.get("unit", ""),
        closed=bool(query.get("closed", "")), after=after, limit=limit,
    )


def vendors_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 200) -> Page[VendorCard]:
    return vendors_page(who, after=after, limit=limit)


def units_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 200) -> Page[UnitCard]:
    """The units under the filter of an address: q."""
    return units_page(who, search=query.get("q", ""), after=after, limit=limit)
