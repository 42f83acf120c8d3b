"""Takes a spreadsheet in, through the same form and verb as the screen."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from django.utils.translation import gettext as _

from wangdian.apps.people.access import actor_named
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.cli.bars import Bars
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.results import Result, Step
from wangdian.entrypoints.imports.specs import IMPORTS


@click.command("import")
@click.argument("noun", type=click.Choice(sorted(IMPORTS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--take-good-rows", is_flag=True, help="Take the rows that are right although others are wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--as", "login", metavar="LOGIN", help="Act as this person, with their rights; else as the system.")
@needs_bank
def command(noun: str, file: Path, dry_run: bool, take_good_rows: bool, as_json: bool, login: str | None) -> None:
    """Reads FILE (xlsx or csv) as rows of NOUN; ends with 1 if a row is wrong, and then nothing has changed."""
    who = SYSTEM if login is None else _person(login)
    with opened(file, IMPORTS[noun].most) as table, Bars() as bars:

        def watch(step: Step) -> bool:
            bars(_("Rows"), step.read, step.total)
            return False

        result = take_in(
            IMPORTS[noun], table, who, dry_run=dry_run, take_good_rows=take_good_rows, progress=watch,
        )
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False, indent=1))
    else:
        _say(result, good_rows=take_good_rows)
    if result.refused:
        sys.exit(1)


def _person(login: str) -> Actor:
    who = actor_named(login)
    if who is None:
        raise click.BadParameter(_("Nobody with an open account has this login name."), param_hint="--as")
    return who


def _say(result: Result, *, good_rows: bool) -> None:
    for problem in result.problems:
        words = {"row": problem.row, "column": problem.column, "why": problem.why}
        if problem.column:
            click.echo(_("Row %(row)s, %(column)s: %(why)s") % words)
        else:
            click.echo(_("Row %(row)s: %(why)s") % words)
    counts = {
        "made": result.made, "changed": result.changed, "unchanged": result.unchanged, "refused": result.refused,
    }
    click.echo(_("%(made)s new, %(changed)s changed, %(unchanged)s as before, %(refused)s wrong.") % counts)
    if result.taken and result.refused and not good_rows:
        click.echo(_("Something changed between the check of the file and its taking; the other rows are stored."))
    if not result.taken:
        click.echo(_("Nothing was stored."))
