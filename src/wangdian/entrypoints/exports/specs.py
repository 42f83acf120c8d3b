"""What can be exported: a line a list, with how its pages are fetched under the filters of an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists import outlets, scores, things, zones
from wangdian.entrypoints.lists.listing import Listing
from wangdian.foundation.paging import Page

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportSpec:
    """`pages` fetches (who, filters by their names in the address, key, how many)."""

    listing: Listing[Any]
    pages: Callable[[Actor, Query, str | None, int], Page[Any]]


EXPORTS: dict[str, ExportSpec] = {
    spec.listing.name: spec
    for spec in (
        ExportSpec(outlets.OUTLETS, outlets.outlets_listed),
        ExportSpec(outlets.OVERVIEW, outlets.overview_listed),
        ExportSpec(zones.ZONES, zones.zones_listed),
        ExportSpec(things.THINGS, things.things_listed),
        ExportSpec(things.CONTENT, things.content_listed),
        ExportSpec(things.ARTICLES, things.articles_listed),
        ExportSpec(things.DOCUMENTS, things.documents_listed),
        ExportSpec(things.PLACED, things.placed_listed),
        ExportSpec(things.RECORDS, things.records_listed),
        ExportSpec(scores.RANKING, scores.ranked_listed),
    )
}
