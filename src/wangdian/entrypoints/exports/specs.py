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
    """`pages` fetches (who, filters by their names in the address, key, how many); `filters` are all those names."""

    listing: Listing[Any]
    filters: tuple[str, ...]
    pages: Callable[[Actor, Query, str | None, int], Page[Any]]


EXPORTS: dict[str, ExportSpec] = {
    spec.listing.name: spec
    for spec in (
        ExportSpec(outlets.OUTLETS, ("q", "kind", "unit"), outlets.outlets_listed),
        ExportSpec(outlets.OVERVIEW, ("q", "kind", "unit", "state", "order"), outlets.overview_listed),
        ExportSpec(zones.ZONES, ("outlet", "kind", "q"), zones.zones_listed),
        ExportSpec(things.THINGS, ("outlet", "kind", "zone", "q"), things.things_listed),
        ExportSpec(things.CONTENT, ("outlet", "due"), things.content_listed),
        ExportSpec(things.ARTICLES, ("outlet", "due"), things.articles_listed),
        ExportSpec(things.DOCUMENTS, ("outlet", "kind", "due"), things.documents_listed),
        ExportSpec(things.PLACED, ("outlet", "zone"), things.placed_listed),
        ExportSpec(things.RECORDS, ("outlet", "sort"), things.records_listed),
        ExportSpec(scores.RANKING, ("unit", "module", "order"), scores.ranked_listed),
    )
}
