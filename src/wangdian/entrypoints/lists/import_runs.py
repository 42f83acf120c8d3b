"""The list of one's own imports."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.outlets.import_runs import RunCard, runs_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.entrypoints.lists.listing import Column, Listing, Text
from wangdian.entrypoints.web.thing_words import RUN_STATES
from wangdian.foundation.paging import Page


def title_of(card: RunCard) -> Text:
    """What the file holds; the bare name of a noun that is no longer brought in."""
    spec = IMPORTS.get(card.noun)
    return spec.title if spec else card.noun


def outcome(card: RunCard) -> Text:
    if card.dry_run:
        return _("tried")
    return _("taken") if card.taken else _("nothing stored")


RUNS: Listing[RunCard] = Listing(
    name="imports",
    title=_("Imports"),
    columns=(
        Column(
            "file_name", _("Spreadsheet"), lambda c: c.file_name,
            link=lambda c: reverse("imports.run", args=[c.id]),
        ),
        Column("noun", _("What it holds"), lambda c: c.noun, shown=title_of),
        Column("state", _("State"), lambda c: c.state, shown=lambda c: RUN_STATES[c.state], kind="state"),
        Column("outcome", _("Outcome"), outcome),
        Column("asked_at", _("Since"), lambda c: c.asked_at, kind="moment"),
        Column("ended_at", _("Ended"), lambda c: c.ended_at, kind="moment"),
        Column("rows_total", _("Rows"), lambda c: c.rows_total, kind="number"),
        Column("made", _("New ones"), lambda c: c.made, kind="number"),
        Column("changed", _("Changed ones"), lambda c: c.changed, kind="number"),
        Column("refused", _("Refused ones"), lambda c: c.refused, kind="number"),
    ),
    empty=_("Your imports will be here. Begin with the outlets."),
)


def runs_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 20) -> Page[RunCard]:
    return runs_page(who, after=after, limit=limit)
