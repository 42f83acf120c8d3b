"""Questions about how subjects stand against what applies to them, answered with frozen cards."""

from collections.abc import Mapping

from django.db.models import Count, Q

from wangdian.apps.findings.access import standings_visible_to
from wangdian.apps.findings.cards import StandingCard
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.findings.wording import standing_card
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.standards.catalogue import current_requirements, held_ever
from wangdian.domain.rights import Actor
from wangdian.foundation.paging import Page

Counts = Mapping[str, Mapping[str, int]]
"""How many pairs say what, by the code of the module."""


def standings_page(
    who: Actor, outlet_code: str, *, says: str = "", module: str = "", after: str | None = None, limit: int = 100,
) -> Page[StandingCard]:
    """How everything at an outlet stands, by requirement. 5 queries; NotFound if the outlet is hidden."""
    outlet = outlet_for(who, outlet_code)
    rows = standings_visible_to(who).filter(unit_id=outlet.unit_id).select_related("requirement", "subject")
    if says:
        rows = rows.filter(says=says)
    if module:
        rows = rows.filter(requirement_id__in=[
            one.id for one in current_requirements().held if one.rule.place.module == module
        ])
    page = page_of(rows, ("requirement__key", "id"), _same, after, limit)
    held = held_ever({row.requirement_id for row in page.items})
    standing = _open_findings(page.items)
    return Page(
        items=tuple(
            standing_card(
                row, held, row.subject, outlet.code, standing.get((row.requirement_id, row.subject_id)),
            )
            for row in page.items
        ),
        after=page.after,
    )


def standing_counts(who: Actor, outlet_code: str) -> Counts:
    """How many pairs of an outlet hold, fail, are not known or do not apply, by module. 3 queries."""
    outlet = outlet_for(who, outlet_code)
    rows = standings_visible_to(who).filter(unit_id=outlet.unit_id).values("requirement_id", "says")
    catalogue = current_requirements().by_id
    found: dict[str, dict[str, int]] = {}
    for row in rows.annotate(n=Count("pk")).order_by():
        one = catalogue.get(row["requirement_id"])
        if one is not None:
            module = found.setdefault(one.rule.place.module, {})
            module[row["says"]] = module.get(row["says"], 0) + row["n"]
    return found


def _same(row: Standing) -> Standing:
    return row


def _open_findings(rows: tuple[Standing, ...]) -> dict[tuple[int, int], int]:
    pairs = Q(subject_id__in={row.subject_id for row in rows}, requirement_id__in={r.requirement_id for r in rows})
    found = Finding.objects.filter(pairs).exclude(state=Finding.State.CLOSED)
    return {(r, s): pk for r, s, pk in found.values_list("requirement_id", "subject_id", "pk")}
