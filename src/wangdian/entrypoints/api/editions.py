"""The API of the score sheet's editions and their dry runs."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from ninja import Router, Schema

from wangdian.apps.reports.actions.stop_dry_run import StopDryRun
from wangdian.apps.reports.cards import RankSpanCard
from wangdian.apps.reports.dry_run_queries import DryRunCard, TriedOutlet, dry_run_card, dry_runs_of, tried_outlets
from wangdian.apps.reports.rank_spans import outlet_rank
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.adopt_edition import AdoptEdition
from wangdian.apps.standards.actions.discard_edition import DiscardEdition
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.apps.standards.actions.take_back_edition import TakeBackEdition
from wangdian.apps.standards.edition_queries import (
    Comparison,
    SheetEditionCard,
    comparison,
    edition_card,
    editions_page,
    sheet_rows,
)
from wangdian.apps.standards.editions import delivered
from wangdian.apps.standards.sheet_rows import read_rows
from wangdian.domain.rights import Right
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who
from wangdian.entrypoints.workers.dry_runs import begin_dry_run
from wangdian.foundation.errors import Invalid, NotFound, Problem

router = Router(tags=["editions"])


class EditionIn(Schema):
    """An edition as the rows of its spreadsheet: cells by column name, all of them text."""

    title: str
    note: str = ""
    bar: Decimal | None = None
    rows: list[dict[str, str]]


class AdoptIn(Schema):
    from_day: date


@router.get("/editions", response=Listed[SheetEditionCard])
def list_editions(request: HttpRequest, after: str | None = None, limit: int = 50) -> Listed[SheetEditionCard]:
    """The bank's own editions of the score sheet, the newest first."""
    return listed(editions_page(who(request), after=after, limit=limit))


@router.post("/editions", response=SheetEditionCard)
def draft_edition(request: HttpRequest, body: EditionIn) -> SheetEditionCard:
    """Keeps a draft; problems are told by row (the first of `rows` is 1) and column."""
    actor = who(request)
    guard_whole_bank(actor, Right.EDIT_STANDARDS)
    reading = read_rows(body.title, enumerate(body.rows, start=1), delivered())
    if reading.text is None:
        raise Invalid([Problem(f"rows.{one.row}.{one.column}".strip("."), one.why) for one in reading.faults])
    verb = DraftEdition(who=actor, title=body.title, note=body.note, bar=body.bar, text=reading.text)
    return edition_card(actor, verb.do())


@router.get("/editions/sheet", response=list[dict[str, str]])
def read_sheet_in_force(request: HttpRequest) -> list[dict[str, str]]:
    """What counts today, as the rows of a spreadsheet."""
    return sheet_rows(who(request))


@router.get("/editions/{int:edition_id}", response=SheetEditionCard)
def read_edition(request: HttpRequest, edition_id: int) -> SheetEditionCard:
    return edition_card(who(request), edition_id)


@router.get("/editions/{int:edition_id}/comparison", response=Comparison)
def compare_editions(
    request: HttpRequest, edition_id: int, before: int | None = None, with_delivered: bool = False,
) -> Comparison:
    """What differs from another edition, from the delivered sheet, or from what counts today."""
    return comparison(who(request), edition_id, before, with_delivered=with_delivered)


@router.post("/editions/{int:edition_id}/adopt", response=SheetEditionCard)
def adopt_edition(request: HttpRequest, edition_id: int, body: AdoptIn) -> SheetEditionCard:
    """From a day on it counts; what was scored before stands."""
    AdoptEdition(who=who(request), edition_id=edition_id, from_day=body.from_day).do()
    return edition_card(who(request), edition_id)


@router.post("/editions/{int:edition_id}/take-back", response=SheetEditionCard)
def take_back_edition(request: HttpRequest, edition_id: int) -> SheetEditionCard:
    """Before its day: it is a draft again."""
    TakeBackEdition(who=who(request), edition_id=edition_id).do()
    return edition_card(who(request), edition_id)


@router.post("/editions/{int:edition_id}/discard", response=SheetEditionCard)
def discard_edition(request: HttpRequest, edition_id: int) -> SheetEditionCard:
    DiscardEdition(who=who(request), edition_id=edition_id).do()
    return edition_card(who(request), edition_id)


@router.post("/editions/{int:edition_id}/dry-runs", response=DryRunCard)
def try_edition(request: HttpRequest, edition_id: int) -> DryRunCard:
    """Begins a dry run over the evidence in store; it changes nothing."""
    return dry_run_card(who(request), begin_dry_run(who(request), edition_id))


@router.get("/editions/{int:edition_id}/dry-runs", response=list[DryRunCard])
def list_dry_runs(request: HttpRequest, edition_id: int) -> list[DryRunCard]:
    return list(dry_runs_of(who(request), edition_id))


@router.get("/dry-runs/{int:run_id}", response=DryRunCard)
def read_dry_run(request: HttpRequest, run_id: int) -> DryRunCard:
    return dry_run_card(who(request), run_id)


@router.get("/dry-runs/{int:run_id}/outlets", response=Listed[TriedOutlet])
def list_tried_outlets(
    request: HttpRequest, run_id: int, only_failing: bool = False, after: str | None = None, limit: int = 50,
) -> Listed[TriedOutlet]:
    """Who would newly fail first, of these who loses most."""
    return listed(tried_outlets(who(request), run_id, only_failing=only_failing, after=after, limit=limit))


@router.post("/dry-runs/{int:run_id}/stop", response=DryRunCard)
def stop_dry_run(request: HttpRequest, run_id: int) -> DryRunCard:
    StopDryRun(who=who(request), run_id=run_id).do()
    return dry_run_card(who(request), run_id)


@router.get("/outlets/{code}/score/rank", response=RankSpanCard)
def read_rank(request: HttpRequest, code: str, day: date | None = None) -> RankSpanCard:
    """The rank in the whole bank with the span that it is surely in."""
    found = outlet_rank(who(request), code, day)
    if found is None:
        raise NotFound
    return found
