"""Looks after photos: which of them are over by the bank's rules, and removing those now."""

import click
from django.utils.translation import gettext as _

from wangdian.apps.evidence.queries_keeping import rule_cards
from wangdian.apps.work.photo_keeping import Removal, removable, remove_photos
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.web.photo_words import PHOTO_KINDS


@click.group("photos")
def command() -> None:
    """What is kept of photos, and how long."""


@command.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@needs_bank
def retention(dry_run: bool) -> None:
    """Removes the bytes of photos whose time is over; at night the courier does the same."""
    for rule in rule_cards():
        days = _("%(days)s days") % {"days": rule.days} if rule.days else _("kept: the bank has not decided")
        click.echo(f"{PHOTO_KINDS[rule.kind]}: {days}")
    _say(removable() if dry_run else remove_photos(), dry_run)


def _say(found: Removal, dry_run: bool) -> None:
    words = {"photos": found.photos, "bytes": found.bytes, "held": found.held}
    if dry_run:
        click.echo(_("%(photos)s photos (%(bytes)s bytes) would be removed; %(held)s are over and held back.") % words)
    else:
        click.echo(_("%(photos)s photos (%(bytes)s bytes) were removed; %(held)s are over and held back.") % words)
    for kind, count in sorted(found.of_kind.items()):
        click.echo(f"  {PHOTO_KINDS[kind]}: {count}")
