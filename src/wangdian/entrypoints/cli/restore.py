"""Lays a backup down in a folder of its own, checked throughout."""

import tempfile
from pathlib import Path

import click
import dj_database_url
from django.conf import settings
from django.utils.translation import gettext as _

from wangdian.adapters.backups.archive import read_archive
from wangdian.adapters.backups.sqlite_records import SqliteRecords
from wangdian.entrypoints.cli.backup import records_of, tell
from wangdian.entrypoints.cli.bars import Bars
from wangdian.foundation import clock
from wangdian.ports.records import Records, RecordsLost

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
            target = _target(manifest["engine"], coming, url, force)
            if not target.is_empty() and not force:
                raise click.ClickException(_("The database is not empty; --force clears it."))
            copied = coming / target.file_name
            with target.lay(copied, manifest["rows"], bars):
                copied.unlink()
                _put_in_place(coming, folder)
    except RecordsLost as error:
        raise click.ClickException(str(error)) from error
    _say_what_lies_elsewhere(folder, manifest["engine"])
    tell(manifest, as_json, _("Restored %(rows)s rows and %(files)s files."))


def _target(engine: str, coming: Path, url: str | None, force: bool) -> Records:
    if engine == SqliteRecords.engine:
        return SqliteRecords(coming / RECORDS)
    database = dj_database_url.parse(url) if url else settings.DATABASES["default"]
    records = records_of(database, clears=force)
    if records.engine != engine:
        raise click.ClickException(_("This backup needs PostgreSQL: give --database."))
    return records


def _is_occupied(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _put_in_place(coming: Path, folder: Path) -> None:
    if _is_occupied(folder):
        aside = folder.with_name(f"{folder.name}.before-{clock.now():%Y%m%d%H%M%S}")
        folder.rename(aside)
        click.echo(_("What was there is now in %(folder)s") % {"folder": aside}, err=True)
    elif folder.exists():
        folder.rmdir()
    coming.rename(folder)


def _say_what_lies_elsewhere(folder: Path, engine: str) -> None:
    """A backup knows one folder; where settings name another place, nothing there is touched, and that is said."""
    places = [("WANGDIAN_PHOTOS", settings.PHOTOS, settings.VAR / "photos", folder / "photos")]
    if engine == SqliteRecords.engine:
        named = settings.DATABASES["default"]["NAME"]
        places.append(("WANGDIAN_DATABASE_URL", Path(named), settings.VAR / RECORDS, folder / RECORDS))
    for setting, set_to, usual, restored in places:
        if set_to not in {usual, restored}:
            told = _("%(restored)s was restored, but %(setting)s names %(set_to)s: move it there, or unset it.")
            click.echo(told % {"restored": restored, "setting": setting, "set_to": set_to}, err=True)
