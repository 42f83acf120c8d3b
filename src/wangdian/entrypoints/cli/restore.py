"""Lays a backup down in a folder of its own, checked throughout."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import dj_database_url
from django.conf import settings
from django.utils.translation import gettext as _

from wangdian.adapters.backups.archive import read_archive
from wangdian.adapters.backups.sqlite_records import SqliteRecords
from wangdian.entrypoints.cli.backup import KEY, records_of, tell
from wangdian.entrypoints.cli.bars import Bars
from wangdian.foundation import clock
from wangdian.ports.records import Progress, Records, RecordsLost

RECORDS = "wangdian.sqlite3"


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Folder to restore into: WANGDIAN_VAR of the restored bank.")
@click.option("--database", "url", help="Where PostgreSQL records go; else WANGDIAN_DATABASE_URL.")
@click.option("--force", is_flag=True, help="Put aside what is in the folder, and clear the PostgreSQL database.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
def command(file: Path, folder: Path, url: str | None, force: bool, as_json: bool) -> None:
    """Restores FILE; nothing is put in place before every hash and every count of rows was found right."""
    if _is_occupied(folder) and not force:
        raise click.ClickException(_("%(folder)s is not empty; --force puts it aside.") % {"folder": folder})
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder.parent) as room, Bars() as bars:
            coming = Path(room) / "coming"
            coming.mkdir(mode=0o700)
            manifest = read_archive(file, coming, bars)
            _lay_records(manifest, coming, _target(manifest, coming, url, force), force, bars)
            _put_in_place(coming, folder)
    except RecordsLost as error:
        raise click.ClickException(str(error)) from error
    tell(manifest, as_json, _("Restored %(rows)s rows and %(files)s files."))


def _target(manifest: Mapping[str, Any], coming: Path, url: str | None, force: bool) -> Records:
    if manifest["engine"] == SqliteRecords.engine:
        return SqliteRecords(coming / RECORDS)
    database = dj_database_url.parse(url) if url else settings.DATABASES["default"]
    records = records_of(database, clears=force)
    if records.engine != manifest["engine"]:
        raise click.ClickException(_("This backup needs PostgreSQL: give --database."))
    return records


def _lay_records(manifest: Mapping[str, Any], coming: Path, target: Records, force: bool, bars: Progress) -> None:
    if not target.is_empty() and not force:
        raise click.ClickException(_("The database is not empty; --force clears it."))
    copied = coming / manifest["records"]
    rows = target.lay(copied, bars)
    if rows != manifest["rows"]:
        wrong = sorted(name for name in {*rows, *manifest["rows"]} if rows.get(name) != manifest["rows"].get(name))
        raise RecordsLost(f"the counts of rows differ: {', '.join(wrong)}")
    copied.unlink()


def _is_occupied(folder: Path) -> bool:
    """Whether there is more than the key that starting this very command made, when WANGDIAN_VAR names the folder."""
    return folder.exists() and any(f.name != KEY for f in folder.iterdir())


def _put_in_place(coming: Path, folder: Path) -> None:
    key = coming / KEY
    if key.exists():
        key.chmod(0o600)
    if _is_occupied(folder):
        aside = folder.with_name(f"{folder.name}.before-{clock.now():%Y%m%d%H%M%S}")
        folder.rename(aside)
        click.echo(_("What was there is now in %(folder)s") % {"folder": aside}, err=True)
    elif folder.exists():
        shutil.rmtree(folder)
    coming.rename(folder)
