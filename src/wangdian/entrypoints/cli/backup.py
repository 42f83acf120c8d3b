"""Writes everything that Wangdian keeps into one file, while it is in use."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext as _

from wangdian.adapters.backups.archive import write_archive
from wangdian.adapters.backups.manifest import DEMO_LOGINS, KEY
from wangdian.adapters.backups.postgres_records import PostgresRecords
from wangdian.adapters.backups.sqlite_records import SqliteRecords
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.cli.bars import Bars
from wangdian.foundation import clock
from wangdian.ports.records import Records, RecordsLost


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
@needs_bank
def command(file: Path, as_json: bool) -> None:
    """Writes records, photos, unfinished uploads, the key and our authority into FILE, readable by its owner alone."""
    records = records_of(settings.DATABASES["default"])
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as folder, Bars() as bars:
        copied = Path(folder) / records.file_name
        try:
            rows = records.copy(copied, bars)
            about = {
                "made_at": clock.now().isoformat(), "wangdian": version("wangdian"), "engine": records.engine,
                "records": records.file_name, "rows": rows,
            }
            manifest = write_archive(file, [(records.file_name, copied), *kept_files()], about, bars)
        except RecordsLost as error:
            raise click.ClickException(str(error)) from error
    tell(manifest, as_json, _("Saved %(rows)s rows and %(files)s files."))
    if manifest["damaged"]:
        raise click.ClickException(
            _("These files are not what their names say: %(names)s") % {"names": ", ".join(manifest["damaged"])},
        )


def records_of(database: Mapping[str, Any], *, clears: bool = False) -> Records:
    """The plug for a database as Django's settings describe it."""
    if "sqlite" in database["ENGINE"]:
        return SqliteRecords(Path(database["NAME"]))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return PostgresRecords({name: str(database.get(key) or "") for name, key in names.items()}, clears=clears)


def kept_files() -> Iterator[tuple[str, Path]]:
    """Everything beside the records, after them: photos are never changed, so that theirs are all there."""
    for name in (KEY, DEMO_LOGINS):
        if (settings.VAR / name).exists():
            yield name, settings.VAR / name
    for name, root in (("tls", settings.VAR / "tls"), ("photos", settings.PHOTOS), ("uploads", settings.UPLOADS)):
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield f"{name}/{path.relative_to(root).as_posix()}", path


def tell(manifest: Mapping[str, Any], as_json: bool, words: str) -> None:
    """The manifest for programs; a sentence with the counts for people."""
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False, indent=1))
    else:
        click.echo(words % {"rows": sum(manifest["rows"].values()), "files": len(manifest["files"])})
