"""How long a dry run of an edition and a draw of checks take. It changes the bank: a scratch copy is for it."""

import re
from collections.abc import Mapping
from decimal import Decimal

from bench.figures import Figure, timed
from wangdian.apps.people.access import ROOT
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.dry_runs import carry_out
from wangdian.apps.reports.lots import Lot
from wangdian.apps.reports.models import DryRun
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.apps.standards.edition_queries import sheet_rows
from wangdian.apps.standards.editions import delivered
from wangdian.apps.standards.sheet_rows import read_rows
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock

DRAWN, CHANGED = 200, 5
PERIOD = re.compile(r"every = (\d+)([ymd])")


def dry_run() -> list[Figure]:
    """Of an edition that asks for some things twice as often, over all outlets."""
    edition, changed = _draft()
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    with timed() as span:
        carry_out(run)
    row = DryRun.objects.get(pk=run)
    if row.state != DryRun.State.DONE:
        raise SystemExit(f"the dry run ended as {row.state}")
    return [
        Figure(f"dry run of an edition ({changed} periods halved; {row.done:,} outlets)", round(span.seconds, 1), "s"),
        Figure("outlets tried a second", round(row.done / max(span.seconds, 1e-6), 1), "outlets/s"),
    ]


def draw() -> list[Figure]:
    """Of 200 outlets among all of them."""
    lot = Lot(unit=Unit.objects.get(path=ROOT).code, kind="spot", size=DRAWN, share=Decimal("0.2"),
              starts_on=clock.today())
    with timed() as span:
        DrawChecks(who=SYSTEM, lot=lot, seed="bench").do()
    return [Figure(f"a draw of {DRAWN} checks among all outlets", round(span.seconds, 2), "s")]


def _draft() -> tuple[int, int]:
    """An edition that asks for some things twice as often; its id, and of how many requirements."""
    rows = list(sheet_rows(SYSTEM))
    chosen = [row["requirement"] for row in rows if _twice(row)][:CHANGED]
    changed = [_twice(row) or row if row["requirement"] in chosen else row for row in rows]
    reading = read_rows("Bench", enumerate(changed, start=2), delivered())
    if reading.text is None or reading.faults:
        raise SystemExit(f"the edition does not fit: {reading.faults}")
    name = f"Bench {clock.now():%Y%m%d%H%M%S}"
    return DraftEdition(who=SYSTEM, title=name, text=reading.text).do(), len(chosen)


def _twice(row: Mapping[str, str]) -> dict[str, str] | None:
    """The row with half the period; None for what does not come again, or has several limits."""
    found = PERIOD.fullmatch(row["limits"].strip())
    if found is None:
        return None
    number, unit = int(found[1]), found[2]
    half = f"{number * 6}m" if unit == "y" else f"{max(1, number // 2)}{unit}"
    return {**row, "limits": f"every = {half}"} if half != f"{number}{unit}" else None
