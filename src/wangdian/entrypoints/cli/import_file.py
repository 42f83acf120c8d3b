"""Takes a spreadsheet in, through the same form and verb as the screen."""

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
from django.utils.translation import gettext as _

from wangdian.domain.rights import SYSTEM
from wangdian.entrypoints.cli.bars import Bars
from wangdian.entrypoints.imports.engine import Result, take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.specs import IMPORTS


@click.command("import")
@click.argument("noun", type=click.Choice(sorted(IMPORTS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--take-good-rows", is_flag=True, help="Take the rows that are right although others are wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(noun: str, file: Path, dry_run: bool, take_good_rows: bool, as_json: bool) -> None:
    """Reads FILE (xlsx or csv) as rows of NOUN; ends with 1 if a row is wrong, and then nothing has changed."""
    with opened(file) as table, Bars() as bars:
        result = take_in(
            IMPORTS[noun], table, SYSTEM, dry_run=dry_run, take_good_rows=take_good_rows,
            progress=partial(bars, _("Rows")),
        )
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False, indent=1))
    else:
        _say(result)
    if result.refused:
        sys.exit(1)


def _say(result: Result) -> None:
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
    if not result.taken:
        click.echo(_("Nothing was stored."))
