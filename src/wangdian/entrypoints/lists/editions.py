"""The lists of editions of the score sheet: the editions, what differs between two, whom a dry run found."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.dry_run_queries import TriedOutlet, tried_outlets
from wangdian.apps.standards.edition_queries import (
    DifferenceCard,
    SheetEditionCard,
    comparison,
    editions_page,
)
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.edition_words import LEVELS, SORTS, STAGES, why
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page

EDITIONS: Listing[SheetEditionCard] = Listing(
    name="editions",
    title=_("Score sheets"),
    columns=(
        Column("name", _("Edition"), lambda c: c.name, link=lambda c: reverse("editions.page", args=[c.id])),
        Column("stage", _("State"), lambda c: c.stage, shown=lambda c: STAGES[c.stage], kind="state"),
        Column("from_day", _("From day"), lambda c: c.from_day, kind="date"),
        Column("note", _("Note"), lambda c: c.note, on_phone=False),
        Column("bar", _("Bar"), lambda c: c.bar, kind="number", on_phone=False),
        Column("made_at", _("Loaded"), lambda c: c.made_at, kind="moment", on_phone=False),
    ),
    empty=_("The delivered sheet counts. Download it, change it, and load it as an edition of your own."),
)
DIFFERENCES: Listing[DifferenceCard] = Listing(
    name="differences",
    title=_("Differences"),
    columns=(
        Column("title", _("What"), lambda c: c.title),
        Column("code", _("Code"), lambda c: c.code, kind="code"),
        Column("level", _("Level"), lambda c: c.level, shown=lambda c: LEVELS[c.level], on_phone=False),
        Column("sort", _("Difference"), lambda c: c.sort, shown=lambda c: SORTS[c.sort]),
        Column("before", _("Was"), lambda c: c.before),
        Column("after", _("Becomes"), lambda c: c.after),
    ),
    empty=_("The two count alike."),
)
TRIED: Listing[TriedOutlet] = Listing(
    name="tried",
    title=_("Dry run"),
    columns=(
        Column("name_zh", _("Outlet"), lambda c: c.name_zh, link=lambda c: reverse("scores.outlet", args=[c.code])),
        Column(
            "fails", _("Newly fails"), lambda c: "fails" if c.fails else "holds",
            shown=lambda c: _("Newly fails") if c.fails else _("No new failure"), kind="state",
        ),
        Column("loss", _("Loses"), lambda c: c.loss, kind="number"),
        Column("old", _("Score now"), lambda c: c.old, kind="score"),
        Column("new", _("Score then"), lambda c: c.new, kind="score"),
        Column("why", _("Why"), why),
        Column("branch_zh", _("Belongs to"), lambda c: c.branch_zh, on_phone=False),
        Column("code", _("Code"), lambda c: c.code, kind="code", on_phone=False),
    ),
    empty=_("No outlet would newly fail."),
)


def editions_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[SheetEditionCard]:
    return editions_page(who, after=after, limit=limit)


def differences_listed(
    who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50,
) -> Page[DifferenceCard]:
    """All differences of `edition` against `against`: another edition, "delivered", or what counts today."""
    other = query.get("against", "")
    found = comparison(
        who, _number(query.get("edition", ""), "edition"), with_delivered=other == "delivered",
        before_id=_number(other, "against") if other and other != "delivered" else None,
    )
    return Page(found.lines, None)


def tried_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[TriedOutlet]:
    """The outlets of a dry run; `show` = failing leaves out the others."""
    run_id = _number(query.get("run", ""), "run")
    return tried_outlets(who, run_id, only_failing=query.get("show") == "failing", after=after, limit=limit)


def _number(text: str, field: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise invalid(field, "Give the number of one of these.")
    return int(text)
