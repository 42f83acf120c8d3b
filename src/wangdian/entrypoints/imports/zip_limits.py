"""Looks at an xlsx file from outside, before anything in it is unpacked: is it one, and is it no bomb?"""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from wangdian.entrypoints.imports.tables import check_size, unreadable

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MOST_ENTRIES = 500
MOST_UNPACKED = 150 * 1024 * 1024
WORST_RATIO = 200
"""Real sheets of repeated words shrink by up to about a hundred."""


def check_zip(path: Path) -> None:
    """Raises Invalid for what is no xlsx, is locked, or would unpack into far more than a spreadsheet holds."""
    check_size(path)
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLD_EXCEL:
        raise unreadable(_("This is an old .xls file or has a password. Save it as .xlsx without one."))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise unreadable(_("This is no xlsx file.")) from error
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names or len(set(names)) != len(names):
        raise unreadable(_("This is no xlsx file."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable(_("The file has a password. Save it without one."))
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    dense = unpacked > 1_000_000 and unpacked / packed > WORST_RATIO
    if dense or len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise unreadable(_("The file unpacks into far more than a spreadsheet holds; it is not opened."))
