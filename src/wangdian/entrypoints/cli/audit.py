"""Looks after the audit log: is its chain of hashes whole, and what must be kept outside to know."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from django.utils.translation import gettext as _

from wangdian.apps.journal.chain import Anchor, Break, ChainReport, anchor, verify_chain
from wangdian.entrypoints.cli.bank import needs_bank


@click.group("audit")
def command() -> None:
    """The hash-chained record of every act."""


@command.command("anchor")
@needs_bank
def print_anchor() -> None:
    """Prints the head of the chain as JSON, to be kept where nobody who runs this machine can write."""
    click.echo(json.dumps(asdict(anchor())))


@command.command()
@click.option("--anchor", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A head of the chain that was kept outside.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@needs_bank
def verify(file: Path | None, as_json: bool) -> None:
    """Walks the whole chain; ends with 1 if a row was changed, removed, moved or cut off."""
    outside = _read(file) if file else None
    with click.progressbar(length=anchor().seq, label=_("Rows"), file=sys.stderr) as bar:
        report = verify_chain(outside, bar.update)
    if as_json:
        click.echo(json.dumps(asdict(report) | {"whole": report.whole}))
    else:
        _say(report)
    if not report.whole:
        sys.exit(1)


def _read(file: Path) -> Anchor:
    try:
        kept = json.loads(file.read_text())
        return Anchor(seq=int(kept["seq"]), hash=str(kept["hash"]))
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(_("%(file)s does not hold an anchor.") % {"file": file}) from error


def _say(report: ChainReport) -> None:
    if report.whole:
        click.echo(_("%(rows)s rows, and the chain is whole.") % {"rows": report.rows})
        return
    for found in report.breaks:
        click.echo(_in_words(found))


def _in_words(found: Break) -> str:
    sentences = {
        "changed": _("Row %(seq)s was changed."),
        "removed": _("Rows before %(seq)s were removed or moved."),
        "unlinked": _("Row %(seq)s does not follow the row before it."),
        "cut_off": _("The log was cut off before row %(seq)s."),
        "head": _("The head of the chain does not fit row %(seq)s."),
        "anchor": _("Row %(seq)s is not the one that the anchor knows."),
    }
    return sentences[found.what] % {"seq": found.seq}
