"""Looks at an xlsx file from outside, before anything in it is understood: is it one, and is it no bomb?"""

import re
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from wangdian.entrypoints.imports.tables import check_size, unreadable

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MOST_ENTRIES = 500
MOST_PART, MOST_UNPACKED = 40 * 1024 * 1024, 80 * 1024 * 1024
"""Bytes of a single part, such as a sheet or the texts of all sheets, and of the whole file."""
WORST_RATIO = 200
"""Real sheets of repeated words shrink by up to about a hundred."""
MOST_TEXTS, MOST_TAGS = 500_000, 6_000_000
"""Reading costs some microseconds an element, however small it is; 50,000 rows of 20 columns are 4 million tags."""
TEXT, CELL, ROW = (re.compile(rb"<(?:[^\s<>/:]{1,40}:)?%b[\s/>]" % name) for name in (b"si", b"c", b"row"))
_CHUNK = 1024 * 1024
"""Also what a single row may hold at least, and twice of that at most: a row is read as a whole."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def check_zip(path: Path) -> int:
    """The bytes it unpacks to; raises Invalid for what is no xlsx, is locked, or holds far more than a spreadsheet."""
    check_size(path)
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLD_EXCEL:
        raise unreadable(_("This is an old .xls file or has a password. Save it as .xlsx without one."))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _check_contents(archive, entries)
    except _DAMAGED as error:
        raise unreadable(_("This is no xlsx file.")) from error
    return sum(entry.file_size for entry in entries)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names or len(set(names)) != len(names):
        raise unreadable(_("This is no xlsx file."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable(_("The file has a password. Save it without one."))
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    dense = unpacked > 1_000_000 and unpacked / packed > WORST_RATIO
    large = unpacked > MOST_UNPACKED or any(entry.file_size > MOST_PART for entry in entries)
    if dense or large or len(entries) > MOST_ENTRIES:
        raise unreadable(_("The file unpacks into far more than a spreadsheet holds; it is not opened."))


def _check_contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Counts in every part: what a part is called does not say what it will be read as."""
    tags = texts = 0
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                tags += chunk.count(b"<")
                texts += len(TEXT.findall(chunk))
                if tags > MOST_TAGS or texts > MOST_TEXTS or _in_a_row(chunk):
                    raise unreadable(_("The file holds far more cells or texts than 50,000 rows need. Split it."))


def _in_a_row(chunk: bytes) -> bool:
    """A full chunk of cells, and nowhere the begin of a row."""
    return len(chunk) == _CHUNK and CELL.search(chunk) is not None and ROW.search(chunk) is None
