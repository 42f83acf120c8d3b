"""`wangdian edition`: loads an edition of the score sheet, compares it, tries it over what is known, adopts it."""

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click
from django.utils.translation import gettext as _

from wangdian.apps.people.access import actor_named
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.dry_run_queries import dry_run_card, tried_outlets
from wangdian.apps.reports.dry_runs import carry_out
from wangdian.apps.standards.actions.adopt_edition import AdoptEdition
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.apps.standards.edition_queries import comparison, editions_page, sheet_rows
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.cli.bars import Bars
from wangdian.entrypoints.imports.sheets import read_sheet, written
from wangdian.entrypoints.web.edition_words import LEVELS, SORTS, STAGES, why
from wangdian.foundation import clock

acts_as = click.option(
    "--as", "login", metavar="LOGIN", help="Act as this person, with their rights; else as the system.",
)


@click.group()
def command() -> None:
    """Editions of the score sheet."""


@command.command("list")
@needs_bank
def listed() -> None:
    """Shows the editions with their numbers, the newest first."""
    for one in editions_page(SYSTEM).items:
        click.echo(f"{one.id}\t{one.name}\t{STAGES[one.stage]}\t{one.from_day or ''}")


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@needs_bank
def template(file: Path) -> None:
    """Writes the sheet that counts now into FILE (xlsx), to be changed and loaded."""
    file.write_bytes(written(sheet_rows(SYSTEM)))


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="Name of the edition.")
@click.option("--bar", type=Decimal, help="Of 100: a score below it does not pass.")
@click.option("--dry-run", is_flag=True, help="Say what is wrong and store nothing.")
@acts_as
@needs_bank
def load(file: Path, name: str, bar: Decimal | None, dry_run: bool, login: str | None) -> None:
    """Reads FILE (xlsx or csv) as a draft; ends with 1 if a row is wrong, and then nothing is stored."""
    reading = read_sheet(file, name)
    for one in reading.faults:
        words = {"row": one.row, "column": one.column, "why": one.why}
        click.echo((_("Row %(row)s, %(column)s: %(why)s") if one.column else _("Row %(row)s: %(why)s")) % words)
    if reading.text is None:
        click.echo(_("Nothing was stored."))
        sys.exit(1)
    if dry_run:
        click.echo(_("It fits. Nothing was stored."))
        return
    click.echo(DraftEdition(who=_actor(login), title=name, bar=bar, text=reading.text).do())


@command.command()
@click.argument("edition", type=int)
@click.option("--delivered", is_flag=True, help="Against the delivered sheet instead of what counts today.")
@needs_bank
def compare(edition: int, delivered: bool) -> None:
    """Shows what EDITION (its number) would change."""
    for one in comparison(SYSTEM, edition, with_delivered=delivered).lines:
        click.echo(f"{LEVELS[one.level]}\t{one.code}\t{SORTS[one.sort]}\t{one.before} → {one.after}\t{one.title}")


@command.command("try")
@click.argument("edition", type=int)
@acts_as
@needs_bank
def tried(edition: int, login: str | None) -> None:
    """Tries EDITION over the evidence in store: who would newly fail, and why. Changes nothing."""
    who = _actor(login)
    run_id = BeginDryRun(who=who, edition_id=edition).do()
    with Bars() as bars:
        carry_out(run_id, lambda done, total: bars(_("Outlets"), done, total))
    run, after, begun = dry_run_card(who, run_id), None, False
    while after is not None or not begun:
        page = tried_outlets(who, run_id, only_failing=True, after=after)
        for one in page.items:
            click.echo(f"{one.code}\t{one.name_zh}\t{one.old} → {one.new}\t{why(one)}")
        after, begun = page.after, True
    words = {"failing": run.failing, "done": run.done}
    click.echo(_("%(failing)s of %(done)s outlets would newly fail.") % words)


@command.command()
@click.argument("edition", type=int)
@click.option("--from", "from_day", type=click.DateTime(["%Y-%m-%d"]), help="The first day that counts; else today.")
@acts_as
@needs_bank
def adopt(edition: int, from_day: datetime | None, login: str | None) -> None:
    """Makes EDITION count from a day on; what was scored before stands."""
    day = from_day.date() if from_day else clock.today()
    loaded = AdoptEdition(who=_actor(login), edition_id=edition, from_day=day).do()
    click.echo(_("Adopted from %(day)s; %(changed)s requirements changed.") % {"day": day, "changed": len(loaded.keys)})


def _actor(login: str | None) -> Actor:
    if login is None:
        return SYSTEM
    who = actor_named(login)
    if who is None:
        raise click.BadParameter(_("Nobody with an open account has this login name."), param_hint="--as")
    return who
