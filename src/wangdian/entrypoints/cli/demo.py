"""Fills an empty place with the demo bank."""

import json
import sys
from importlib import import_module
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from wangdian.entrypoints.cli.bank import make_place
from wangdian.entrypoints.cli.bars import Bars

LOGINS = "demo-logins.json"
SMALL = 120
"""Up to so many outlets every row is written by the verbs."""


@click.command("demo")
@click.option("--outlets", type=click.IntRange(2, 100_000), default=120, show_default=True, help="How many outlets.")
@click.option("--days", type=click.IntRange(30, 90), default=90, show_default=True, help="How many days of history.")
@click.option("--findings", type=click.IntRange(0, 5_000_000), help="How many findings a large bank has had.")
@click.option("--answers", type=click.IntRange(0, 20_000_000), help="How many answers a large bank keeps.")
@click.option("--json", "as_json", is_flag=True, help="Print the logins as JSON.")
def command(outlets: int, days: int, findings: int | None, answers: int | None, as_json: bool) -> None:
    """Makes an invented bank with a history; where it stands already, only tells its logins.

    With more than 120 outlets, or where findings or answers are asked for, most of it is written in bulk.
    """
    make_place()
    call_command("migrate", interactive=False, verbosity=0)
    kept = settings.VAR / LOGINS
    logins = json.loads(kept.read_text()) if kept.exists() else _seeded(outlets, days, findings, answers)
    if as_json:
        click.echo(json.dumps(logins, ensure_ascii=False))
        return
    click.echo(_("Logins of the demo bank:"))
    for row in logins:
        click.echo(f"  {row['role']:16} {row['login']:16} {row['password']}")


def _seeded(outlets: int, days: int, findings: int | None, answers: int | None) -> list[dict[str, Any]]:
    """The demo lies beside the sources, not in the installed package."""
    if not (settings.ROOT / "demo/seed.py").exists():
        raise click.ClickException(_("The demo bank comes with the sources; it is not here."))
    sys.path.insert(0, str(settings.ROOT))
    with Bars() as bars:
        logins: list[dict[str, Any]]
        if outlets > SMALL or findings is not None or answers is not None:
            logins = import_module("demo.large.seed").seed_large(outlets, findings, answers, bars)
        else:
            logins = import_module("demo.seed").seed(outlets, days, bars)
    return logins
