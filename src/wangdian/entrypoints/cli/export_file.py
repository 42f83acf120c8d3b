"""Writes a list into a spreadsheet, as the screen's own export does."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from wangdian.domain.rights import SYSTEM
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.exports.files import WRITERS, Fetch
from wangdian.entrypoints.exports.specs import EXPORTS
from wangdian.entrypoints.told import why_of
from wangdian.foundation.errors import Refused
from wangdian.foundation.paging import Page


@click.command("export")
@click.argument("name", type=click.Choice(sorted(EXPORTS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--filter", "filters", multiple=True, help="NAME=VALUE, as in the address of the list.")
@needs_bank
def command(name: str, file: Path, filters: tuple[str, ...]) -> None:
    """Writes the list NAME into FILE (.xlsx or .csv), whole or not at all."""
    writer = WRITERS.get(file.suffix.lower().lstrip("."))
    if writer is None:
        raise click.UsageError(_("The name of the file must end with .xlsx or .csv."))
    spec = EXPORTS[name]
    query = _query(filters, spec.filters)
    for needed in spec.needs:
        if not query.get(needed):
            raise click.UsageError(_("Say of which: --filter %(name)s=…") % {"name": needed})
    if not file.parent.is_dir():
        raise click.ClickException(_("There is no folder %(folder)s.") % {"folder": file.parent})
    half = file.with_name(file.name + ".partial")
    try:
        rows = writer(spec.listing, _told(partial(spec.pages, SYSTEM, query)), half, None)
        os.replace(half, file)
    except Refused as error:
        raise click.ClickException(why_of(error)) from error
    except OSError as error:
        words = {"file": file, "why": error.strerror}
        raise click.ClickException(_("Cannot write %(file)s: %(why)s") % words) from error
    finally:
        half.unlink(missing_ok=True)
    click.echo(_("Wrote %(rows)s rows.") % {"rows": rows})


def _query(filters: tuple[str, ...], known: tuple[str, ...]) -> dict[str, str]:
    """A name that the list does not know would leave the file longer than its reader thinks."""
    pairs = [given.partition("=") for given in filters]
    if not all(sign for _name, sign, _value in pairs):
        raise click.UsageError(_("Write a filter as NAME=VALUE."))
    for name, _sign, _value in pairs:
        if name not in known:
            words = {"name": name, "known": ", ".join(known)}
            raise click.UsageError(_("This list has no filter “%(name)s”. It has: %(known)s.") % words)
    return {name: value for name, _sign, value in pairs}


def _told(fetch: Fetch) -> Fetch:
    """Says on a terminal how far it is: how long a list is, nobody knows before its end."""
    count = 0

    def page(after: str | None, limit: int) -> Page[Any]:
        nonlocal count
        found = fetch(after, limit)
        count += len(found.items)
        if sys.stderr.isatty():
            click.echo(f"\r{count}", nl=found.after is None, err=True)
        return found

    return page
