"""Writes what is asked at an outlet as an XLSForm workbook."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from wangdian.apps.evidence.access import RIGHT_OF_KIND
from wangdian.apps.evidence.queries_forms import form_to_read
from wangdian.domain.rights import SYSTEM
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.xlsforms.entitled import form_of
from wangdian.entrypoints.xlsforms.workbook import workbook_of


@click.command("checklist")
@click.argument("outlet")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(sorted(RIGHT_OF_KIND)), default="self", help="The kind of walk.")
@click.option("--plan", type=int, help="The number of a plan, as in its address: only what it asks.")
@needs_bank
def command(outlet: str, file: Path, kind: str, plan: int | None) -> None:
    """Writes what is asked at OUTLET (its code) into FILE (.xlsx), as ODK and its kin read it."""
    form = form_of(form_to_read(SYSTEM, outlet, kind, plan))
    try:
        file.write_bytes(workbook_of(form))
    except OSError as error:
        words = {"file": file, "why": error.strerror}
        raise click.ClickException(_("Cannot write %(file)s: %(why)s") % words) from error
    click.echo(_("Wrote %(rows)s rows.") % {"rows": len(form.rows)})
