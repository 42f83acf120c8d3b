"""`wangdian edition`: loads an edition of the score sheet, compares it, tries it over what is known, adopts it."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from wangdian.apps.people.access import actor_named
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.actions.stop_dry_run import StopDryRun
from wangdian.apps.reports.dry_run_queries import TriedOutlet, dry_run_card, dry_runs_of, tried_outlets
from wangdian.apps.reports.dry_runs import carry_out, end
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.adopt_edition import AdoptEdition
from wangdian.apps.standards.actions.discard_edition import DiscardEdition
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.apps.standards.actions.take_back_edition import TakeBackEdition
from wangdian.apps.standards.edition_queries import SheetEditionCard, comparison, editions_page, sheet_rows
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.rights import SYSTEM, Actor, Right
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.cli.bars import Bars
from wangdian.entrypoints.imports.sheets import read_sheet, written
from wangdian.entrypoints.web.edition_words import LEVELS, RUN_STAGES, SORTS, STAGES, why
from wangdian.foundation import clock

acts_as = click.option(
    "--as", "login", metavar="LOGIN", help="Act as this person, with their rights; else as the system.",
)
as_json = click.option("--json", "plain", is_flag=True, help="Print the result as JSON.")


@click.group()
def command() -> None:
    """Editions of the score sheet."""


@command.command("list")
@as_json
@needs_bank
def listed(plain: bool) -> None:
    """Shows the editions with their numbers, the newest first."""
    found = list(_all_editions())
    if plain:
        _tell([{**asdict(one), "stage": one.stage} for one in found])
        return
    for one in found:
        click.echo(f"{one.id}\t{one.name}\t{STAGES[one.stage]}\t{one.from_day or ''}")


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@needs_bank
def template(file: Path) -> None:
    """Writes the sheet that counts now into FILE (xlsx), to be changed and loaded."""
    if not file.parent.is_dir():
        raise click.BadParameter(_("There is no folder %(folder)s.") % {"folder": file.parent}, param_hint="FILE")
    file.write_bytes(written(sheet_rows(SYSTEM)))


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="Name of the edition.")
@click.option("--note", default="", help="What it is for.")
@click.option("--bar", type=Decimal, help="Of 100: a score below it does not pass.")
@click.option("--dry-run", is_flag=True, help="Say what is wrong and store nothing.")
@as_json
@acts_as
@needs_bank
def load(
    file: Path, name: str, note: str, bar: Decimal | None, dry_run: bool, plain: bool, login: str | None,
) -> None:
    """Reads FILE (xlsx or csv) as a draft; ends with 1 if a row is wrong, and then nothing is stored."""
    who = _editor(login)
    if not name.strip():
        raise click.BadParameter(_("Give a name of at most 60 characters."), param_hint="--name")
    reading = read_sheet(file, name)
    made: int | None = None
    if reading.text is not None and not dry_run:
        made = _tried(DraftEdition(who=who, title=name, note=note, bar=bar, text=reading.text))
    if plain:
        _tell({"id": made, "rows": reading.rows, "faults": [asdict(one) for one in reading.faults]})
    else:
        for one in reading.faults:
            words = {"row": one.row, "column": one.column, "why": one.why}
            click.echo((_("Row %(row)s, %(column)s: %(why)s") if one.column else _("Row %(row)s: %(why)s")) % words)
        click.echo(made or (_("Nothing was stored.") if reading.faults else _("It fits. Nothing was stored.")))
    if reading.text is None:
        sys.exit(1)


@command.command()
@click.argument("edition", type=int)
@click.option("--with", "other", type=int, metavar="EDITION", help="Against this one instead of what counts today.")
@click.option("--delivered", is_flag=True, help="Against the delivered sheet instead of what counts today.")
@as_json
@needs_bank
def compare(edition: int, other: int | None, delivered: bool, plain: bool) -> None:
    """Shows what EDITION (its number) would change."""
    if delivered and other is not None:
        raise click.UsageError(_("Give --with or --delivered, not both."))
    found = comparison(SYSTEM, edition, other, with_delivered=delivered)
    if plain:
        _tell(asdict(found))
        return
    for one in found.lines:
        click.echo(f"{LEVELS[one.level]}\t{one.code}\t{SORTS[one.sort]}\t{one.before} → {one.after}\t{one.title}")


@command.command("try")
@click.argument("edition", type=int)
@as_json
@acts_as
@needs_bank
def tried(edition: int, plain: bool, login: str | None) -> None:
    """Tries EDITION over the evidence in store: who would newly fail, and why. Changes nothing.

    Ctrl+C, or `stop` elsewhere, stops it behind the outlets that it is at; it ends with 1 unless it got through.
    """
    who = _editor(login)
    run_id = BeginDryRun(who=who, edition_id=edition).do()
    _carry_out(who, run_id)
    run, failing = dry_run_card(who, run_id), _failing(who, run_id)
    if plain:
        _tell({**asdict(run), "outlets": [asdict(one) for one in failing]})
    else:
        for one in failing:
            click.echo(f"{one.code}\t{one.name_zh}\t{one.old} → {one.new}\t{why(one)}")
        words = {"failing": run.failing, "done": run.done, "stage": RUN_STAGES[run.state]}
        click.echo(_("%(stage)s: %(failing)s of %(done)s outlets would newly fail.") % words)
    if run.state != "done":
        sys.exit(1)


@command.command()
@click.argument("edition", type=int)
@as_json
@needs_bank
def runs(edition: int, plain: bool) -> None:
    """Shows the dry runs of EDITION with their numbers, the newest first."""
    found = dry_runs_of(SYSTEM, edition)
    if plain:
        _tell([asdict(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.id}\t{RUN_STAGES[one.state]}\t{one.done}/{one.total}\t{one.failing}")


@command.command()
@click.argument("run", type=int)
@acts_as
@needs_bank
def stop(run: int, login: str | None) -> None:
    """Stops the dry run with the number RUN behind the outlets that it is at."""
    StopDryRun(who=_editor(login), run_id=run).do()
    click.echo(_("It stops behind the outlets that it is at."))


@command.command()
@click.argument("edition", type=int)
@click.option("--from", "from_day", type=click.DateTime(["%Y-%m-%d"]), help="The first day that counts; else today.")
@as_json
@acts_as
@needs_bank
def adopt(edition: int, from_day: datetime | None, plain: bool, login: str | None) -> None:
    """Makes EDITION count from a day on; what was scored before stands."""
    day = from_day.date() if from_day else clock.today()
    loaded = _tried(AdoptEdition(who=_editor(login), edition_id=edition, from_day=day))
    if plain:
        _tell({"from_day": day, "changed": sorted(loaded.keys)})
        return
    click.echo(_("Adopted from %(day)s; %(changed)s requirements changed.") % {"day": day, "changed": len(loaded.keys)})


@command.command("take-back")
@click.argument("edition", type=int)
@acts_as
@needs_bank
def take_back(edition: int, login: str | None) -> None:
    """Makes EDITION a draft again, before the day that it was adopted for."""
    TakeBackEdition(who=_editor(login), edition_id=edition).do()
    click.echo(_("Taken back: it is a draft again."))


@command.command()
@click.argument("edition", type=int)
@acts_as
@needs_bank
def discard(edition: int, login: str | None) -> None:
    """Lays the draft EDITION aside for good; it stays readable."""
    DiscardEdition(who=_editor(login), edition_id=edition).do()
    click.echo(_("Discarded."))


def _carry_out(who: Actor, run_id: int) -> None:
    """Here and now, with a bar; Ctrl+C stops the run itself, not only this command."""
    try:
        with Bars() as bars:
            carry_out(run_id, lambda done, total: bars(_("Outlets"), done, total))
    except KeyboardInterrupt:
        StopDryRun(who=who, run_id=run_id).do()
        end(run_id, "stopped")


def _failing(who: Actor, run_id: int) -> list[TriedOutlet]:
    """All that would newly fail, whatever a page holds."""
    page = tried_outlets(who, run_id, only_failing=True)
    found = list(page.items)
    while page.after is not None:
        page = tried_outlets(who, run_id, only_failing=True, after=page.after)
        found += page.items
    return found


def _all_editions() -> Iterable[SheetEditionCard]:
    page = editions_page(SYSTEM)
    yield from page.items
    while page.after is not None:
        page = editions_page(SYSTEM, after=page.after)
        yield from page.items


def _tried(verb: Any) -> Any:
    """Does it; what no longer fits the standards is named line by line."""
    try:
        return verb.do()
    except PackRefused as refused:
        click.echo(str(refused), err=True)
        click.echo(_("Nothing was stored."), err=True)
        sys.exit(1)


def _tell(answer: Any) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=str))


def _editor(login: str | None) -> Actor:
    """Who acts; refused before anything is read if that one may not change the standards."""
    who = SYSTEM if login is None else actor_named(login)
    if who is None:
        raise click.BadParameter(_("Nobody with an open account has this login name."), param_hint="--as")
    guard_whole_bank(who, Right.EDIT_STANDARDS)
    return who
