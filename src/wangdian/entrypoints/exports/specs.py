"""What can be exported: a line a list, with how its pages are fetched under the filters of an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists import (
    agreement,
    audit,
    board,
    calendars,
    calibration,
    channels,
    checks,
    complaints,
    editions,
    findings,
    import_runs,
    inbox,
    orders,
    outlets,
    people,
    plans,
    requirements,
    scores,
    things,
    walks,
    zones,
)
from wangdian.entrypoints.lists.listing import Listing
from wangdian.foundation.paging import Page

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportSpec:
    """`pages` fetches (who, filters by their names in the address, key, how many); `filters` are all those names.

    Those of `needs` must be given: the list is of one outlet.
    """

    listing: Listing[Any]
    filters: tuple[str, ...]
    pages: Callable[[Actor, Query, str | None, int], Page[Any]]
    needs: tuple[str, ...] = ()


EXPORTS: dict[str, ExportSpec] = {
    spec.listing.name: spec
    for spec in (
        ExportSpec(audit.AUDIT, audit.FILTERS, audit.audit_listed),
        ExportSpec(board.BOARD, (*board.FIELDS, "q", "outlet"), board.board_listed),
        ExportSpec(calendars.CALENDARS, ("q", "kind", "unit"), calendars.calendars_listed),
        ExportSpec(editions.EDITIONS, (), editions.editions_listed),
        ExportSpec(editions.DIFFERENCES, ("edition", "against"), editions.differences_listed, ("edition",)),
        ExportSpec(editions.TRIED, ("run", "show"), editions.tried_listed, ("run",)),
        ExportSpec(findings.FINDINGS, findings.FILTERS, findings.findings_listed),
        ExportSpec(findings.WAIVERS, ("state",), findings.waivers_listed),
        ExportSpec(findings.STANDINGS, ("outlet", "says", "module"), findings.standings_listed, ("outlet",)),
        ExportSpec(import_runs.RUNS, (), import_runs.runs_listed),
        ExportSpec(agreement.BY_PERSON, ("unit",), agreement.by_person_listed),
        ExportSpec(agreement.BY_OUTLET, ("unit",), agreement.by_outlet_listed),
        ExportSpec(agreement.PAIRS, ("person", "outlet", "all"), agreement.pairs_listed),
        ExportSpec(calibration.SETS, (), calibration.sets_listed),
        ExportSpec(calibration.JUDGES, ("set",), calibration.judges_listed, ("set",)),
        ExportSpec(channels.CHANNELS, ("stopped",), channels.channels_listed),
        ExportSpec(channels.SENDINGS, ("channel", "given_up"), channels.sendings_listed, ("channel",)),
        ExportSpec(checks.DRAWS, (), checks.draws_listed),
        ExportSpec(complaints.COMPLAINTS, ("outlet",), complaints.complaints_listed),
        ExportSpec(checks.DRAWN, ("draw",), checks.drawn_listed, ("draw",)),
        ExportSpec(inbox.INBOX, ("unread",), inbox.inbox_listed),
        ExportSpec(orders.ORDERS, ("tab", "search"), orders.orders_listed),
        ExportSpec(outlets.OUTLETS, ("q", "kind", "unit"), outlets.outlets_listed),
        ExportSpec(outlets.OVERVIEW, ("q", "kind", "unit", "state", "order"), outlets.overview_listed),
        ExportSpec(people.PEOPLE, ("q", "role", "unit", "closed"), people.people_listed),
        ExportSpec(people.VENDORS, (), people.vendors_listed),
        ExportSpec(people.UNITS, ("q",), people.units_listed),
        ExportSpec(plans.PLANS, ("q", "stopped"), plans.plans_listed),
        ExportSpec(requirements.REQUIREMENTS, requirements.FILTERS, requirements.requirements_listed),
        ExportSpec(walks.WALKS, ("outlet", "kind", "state", "unit"), walks.walks_listed),
        ExportSpec(zones.ZONES, ("outlet", "kind", "q"), zones.zones_listed),
        ExportSpec(things.THINGS, ("outlet", "kind", "zone", "q"), things.things_listed),
        ExportSpec(things.CONTENT, ("outlet", "due"), things.content_listed),
        ExportSpec(things.ARTICLES, ("outlet", "due"), things.articles_listed),
        ExportSpec(things.DOCUMENTS, ("outlet", "kind", "due"), things.documents_listed),
        ExportSpec(things.PLACED, ("outlet", "zone"), things.placed_listed),
        ExportSpec(things.RECORDS, ("outlet", "sort"), things.records_listed),
        ExportSpec(scores.RANKING, ("unit", "module", "order"), scores.ranked_listed),
        ExportSpec(scores.BRANCHES, ("unit", "module", "order"), scores.branches_listed),
        ExportSpec(scores.DEDUCTIONS, ("outlet", "day"), scores.deductions_listed, ("outlet",)),
    )
}
