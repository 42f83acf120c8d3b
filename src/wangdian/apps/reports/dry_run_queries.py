"""Questions about dry runs of editions, answered with frozen cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.outlets.models import Subject
from wangdian.apps.reports.dry_runs import LIVE
from wangdian.apps.reports.models import DryRun, DryRunLine
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.editions import edition_of
from wangdian.apps.standards.tongue import said
from wangdian.domain.rights import Actor, Right
from wangdian.domain.sheet_edition import EditionText
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page

QUIET_S = 30


@dataclass(frozen=True, slots=True)
class DryRunCard:
    """A dry run: how far it is, and how many outlets would newly fail; `quiet` if nothing was heard for a while."""

    id: int
    edition_id: int
    edition: str
    state: str
    stop_asked: bool
    asked_at: datetime
    ended_at: datetime | None
    total: int
    done: int
    failing: int
    quiet: bool

    @property
    def over(self) -> bool:
        return self.state not in LIVE

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class PairCard:
    """What would newly not hold: the requirement, where, why, and with which figures."""

    requirement: str
    title: str
    subject: str
    was: str
    reason: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TriedOutlet:
    """What an edition would change for an outlet; `floors` are titles of modules newly below their floor.

    `below_bar` says that it newly lies below the `bar` of the edition.
    """

    id: int
    code: str
    name_zh: str
    branch_zh: str
    old: Decimal | None
    new: Decimal | None
    loss: Decimal
    fails: bool
    below_bar: bool
    floors: tuple[str, ...]
    pairs: tuple[PairCard, ...]
    bar: Decimal | None = None


def dry_runs_of(who: Actor, edition_id: int) -> tuple[DryRunCard, ...]:
    """The newest first, at most 20. 1 query."""
    guard_whole_bank(who, Right.EDIT_STANDARDS)
    rows = DryRun.objects.filter(edition_id=edition_id).select_related("edition").defer("edition__body")
    return tuple(_card(row) for row in rows.order_by("-pk")[:20])


def dry_run_card(who: Actor, run_id: int) -> DryRunCard:
    """1 query; NotFound if there is none."""
    guard_whole_bank(who, Right.EDIT_STANDARDS)
    return _card(_run(run_id))


def tried_outlets(
    who: Actor, run_id: int, *, only_failing: bool = False, after: str | None = None, limit: int = 50,
) -> Page[TriedOutlet]:
    """Who would newly fail comes first, of these who loses most. 5 queries, however many are shown."""
    guard_whole_bank(who, Right.EDIT_STANDARDS)
    run = _run(run_id)
    rows = DryRunLine.objects.filter(run=run).select_related("outlet", "unit__parent")
    if only_failing:
        rows = rows.filter(fails=True)
    found = page_of(rows, ("-fails", "-loss", "pk"), lambda row: row, after, limit)
    edition = edition_of(run.edition_id)
    modules = {one.code: said(one) for one in EditionText.model_validate(edition.body).sheet.modules}
    labels = _labels(found.items)
    return Page(tuple(_tried(row, modules, labels, edition.bar) for row in found.items), found.after)


def _run(run_id: int) -> DryRun:
    run = DryRun.objects.select_related("edition").defer("edition__body").filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def _labels(rows: Iterable[DryRunLine]) -> dict[int, str]:
    ids = {pair["subject"] for row in rows for pair in row.pairs}
    return dict(Subject.objects.filter(pk__in=ids).values_list("pk", "label"))


def _tried(
    row: DryRunLine, modules: Mapping[str, str], labels: Mapping[int, str], bar: Decimal | None,
) -> TriedOutlet:
    parent = row.unit.parent
    return TriedOutlet(
        id=row.pk, code=row.outlet.code, name_zh=row.outlet.name_zh, branch_zh=parent.name_zh if parent else "",
        old=row.old, new=row.new, loss=row.loss, fails=row.fails, below_bar=row.below_bar,
        floors=tuple(modules.get(code, code) for code in row.floors),
        pairs=tuple(_pair(pair, labels) for pair in row.pairs), bar=bar,
    )


def _pair(pair: Mapping[str, Any], labels: Mapping[int, str]) -> PairCard:
    held = current_requirements().by_key.get(pair["requirement"])
    return PairCard(
        requirement=pair["requirement"], title=said(held.rule.title) if held else pair["requirement"],
        subject=labels.get(pair["subject"], ""), was=pair["was"], reason=pair["reason"], detail=pair["detail"],
    )


def _card(row: DryRun) -> DryRunCard:
    running = row.state == DryRun.State.RUNNING
    return DryRunCard(
        id=row.pk, edition_id=row.edition_id, edition=row.edition.name, state=row.state, stop_asked=row.stop_asked,
        asked_at=row.asked_at, ended_at=row.ended_at, total=row.total, done=row.done, failing=row.failing,
        quiet=running and (clock.now() - row.heard_at).total_seconds() > QUIET_S,
    )
