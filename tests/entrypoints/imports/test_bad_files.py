"""Files that are not what they should be: a clear refusal each, and nothing stored."""

import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cast import Cast
from tests.entrypoints.imports.sheets import OUTLETS, csv, good_row, xlsx
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.rights import Role
from wangdian.entrypoints.imports import tables, xlsx_reader, zip_limits
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.results import Result
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.foundation.errors import Invalid

HEADER = ",".join(OUTLETS) + "\n"


def taking(path: Path, cast: Cast) -> Result:
    with opened(path) as table:
        return take_in(IMPORTS["outlets"], table, cast.near(Role.HEAD_OFFICE))


def refused(path: Path, cast: Cast) -> str:
    """The reason for refusing the file as a whole; proves that nothing was stored."""
    before = (Outlet.objects.count(), AuditEntry.objects.count())
    with pytest.raises(Invalid) as caught:
        taking(path, cast)
    assert (Outlet.objects.count(), AuditEntry.objects.count()) == before
    return caught.value.problems[0].why


def wrong_rows(path: Path, cast: Cast) -> list[tuple[int, str, str]]:
    before = (Outlet.objects.count(), AuditEntry.objects.count())
    result = taking(path, cast)
    assert not result.taken
    assert (Outlet.objects.count(), AuditEntry.objects.count()) == before
    return [(p.row, p.column, p.why) for p in result.problems]


def test_an_empty_file(cast: Cast, tmp_path: Path) -> None:
    assert "empty" in refused(csv(tmp_path / "a.csv", ""), cast)


@pytest.mark.parametrize("text", ["\n\n\n", "   \n", ",,,\n1,2,3,4\n"])
def test_a_file_without_titles(cast: Cast, tmp_path: Path, text: str) -> None:
    assert "titles" in refused(csv(tmp_path / "a.csv", text), cast)


def test_a_sheet_without_titles(cast: Cast, tmp_path: Path) -> None:
    assert "titles" in refused(xlsx(tmp_path / "a.xlsx", [], []), cast)


def test_a_file_that_is_too_big(cast: Cast, tmp_path: Path) -> None:
    assert "10 MB" in refused(csv(tmp_path / "a.csv", HEADER + "x" * (tables.MOST_BYTES + 1)), cast)


def test_a_hundred_thousand_rows(cast: Cast, tmp_path: Path) -> None:
    assert "50,000 rows" in refused(xlsx(tmp_path / "a.xlsx", ([n] for n in range(100_000))), cast)
    assert "50,000 rows" in refused(csv(tmp_path / "a.csv", HEADER + "X1,名,B1,light,2020\n" * 100_000), cast)


def test_bytes_that_are_no_text(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(HEADER.encode() + b"X1,\xff\xff\x81\x30,B1,light,2020-01-01\n")
    assert "UTF-8" in refused(path, cast)
    path.write_bytes(b"\x89BIN\x00\x00\x00")
    assert "zero bytes" in refused(path, cast)


def test_utf_16_is_named(cast: Cast, tmp_path: Path) -> None:
    assert "UTF-16" in refused(csv(tmp_path / "a.csv", HEADER, "utf-16"), cast)


def test_open_quotation_marks(cast: Cast, tmp_path: Path) -> None:
    assert "row 2" in refused(csv(tmp_path / "a.csv", HEADER + 'X1,"name,B1,light,2020-01-01\n'), cast)


def test_a_field_beyond_all_measure(cast: Cast, tmp_path: Path) -> None:
    row = "X1," + "长" * 200_000 + ",B1,light,2020-01-01\n"
    assert "too long" in refused(csv(tmp_path / "a.csv", HEADER + row), cast)


def test_a_huge_cell(cast: Cast, tmp_path: Path) -> None:
    row = good_row(1)
    row[1] = "长" * 5_000
    found = wrong_rows(xlsx(tmp_path / "a.xlsx", [row]), cast)
    assert [(r, c) for r, c, _why in found] == [(2, "name_zh")]
    assert "5,000" in found[0][2]


@pytest.mark.parametrize("formula", ["=1+1", "=HYPERLINK(\"http://x.test\")"])
def test_formulas_are_not_taken(cast: Cast, tmp_path: Path, formula: str) -> None:
    row = good_row(1)
    row[1] = formula
    found = wrong_rows(xlsx(tmp_path / "a.xlsx", [row]), cast)
    assert [(r, c) for r, c, _why in found] == [(2, "name_zh")]
    assert "formula" in found[0][2]


def test_formulas_in_csv(cast: Cast, tmp_path: Path) -> None:
    found = wrong_rows(csv(tmp_path / "a.csv", HEADER + "X1,=cmd|x,B1,light,2020-01-01\n"), cast)
    assert [(r, c) for r, c, _why in found] == [(2, "name_zh")]


def test_wrong_types_are_named_by_row_and_column(cast: Cast, tmp_path: Path) -> None:
    header = [*OUTLETS, "latitude", "longitude"]
    rows = [[*good_row(1), "north", 200], [*good_row(2)[:4], 12345.5, None, None]]
    found = wrong_rows(xlsx(tmp_path / "a.xlsx", rows, header), cast)
    assert [(r, c) for r, c, _why in found] == [(2, "latitude"), (2, "longitude"), (3, "opened_on")]


def test_a_value_beside_the_table(cast: Cast, tmp_path: Path) -> None:
    found = wrong_rows(xlsx(tmp_path / "a.xlsx", [[*good_row(1), "", "stray"]]), cast)
    assert "stray" in found[0][2]


def test_text_that_only_looks_like_a_spreadsheet(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 but nothing else")
    assert "no xlsx" in refused(path, cast)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no xlsx" in refused(path, cast)


def test_an_old_or_locked_workbook(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert ".xls" in refused(path, cast)


def test_a_zip_bomb_is_not_opened(cast: Cast, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [good_row(1)])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/big.xml", "w") as big:
        for _part in range(64):
            big.write(b"0" * 1024 * 1024)
    assert path.stat().st_size < 200_000
    assert "unpacks" in refused(path, cast)


def test_ten_thousand_entries_are_not_opened(cast: Cast, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [good_row(1)])
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1_000):
            archive.writestr(f"xl/media/{number}.txt", "x")
    assert "unpacks" in refused(path, cast)


def test_entities_that_grow_are_refused(cast: Cast, tmp_path: Path) -> None:
    source, path = xlsx(tmp_path / "a.xlsx", [good_row(1)]), tmp_path / "b.xlsx"
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            sheet = entry.filename.startswith("xl/worksheets/")
            new.writestr(entry.filename, laughs if sheet else old.read(entry.filename))
    assert "damaged" in refused(path, cast)


def test_a_damaged_sheet(cast: Cast, tmp_path: Path) -> None:
    source, path = xlsx(tmp_path / "a.xlsx", [good_row(n) for n in range(9)]), tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            new.writestr(entry.filename, data[: len(data) // 2] if "worksheets" in entry.filename else data)
    assert "damaged" in refused(path, cast)


def test_merged_cells_are_named(cast: Cast, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(OUTLETS)
    book.active.append(good_row(1))
    book.active.append(good_row(2))
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "a.xlsx")
    assert "C2:C3" in refused(tmp_path / "a.xlsx", cast)


def test_hidden_sheets_are_left_alone(cast: Cast, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("seen")
    sheet.append(OUTLETS)
    sheet.append(good_row(1))
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    assert taking(tmp_path / "a.xlsx", cast).made == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_csv_of_every_office_is_read(cast: Cast, tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = (HEADER + "X1,新街网点,B1,light,2020-01-01\n").replace(",", delimiter)
    assert taking(csv(tmp_path / "a.csv", text, encoding), cast).made == 1


def with_part(path: Path, name: str, content: bytes) -> Path:
    """A small workbook that holds one part more, packed well enough to be let through by its size."""
    source = xlsx(path.with_name("source.xlsx"), [good_row(1)])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("text", [b"<si/>", b"<x:si/>", b"<si><t/></si>"])
def test_texts_beyond_number_are_counted_before_they_are_read(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes,
) -> None:
    monkeypatch.setattr(zip_limits, "MOST_TEXTS", 1_000)
    monkeypatch.setattr(xlsx_reader, "load_workbook", None)
    path = with_part(tmp_path / "a.xlsx", "xl/sharedStrings.xml", b"<sst>" + text * 1_001 + b"</sst>")
    assert "Split it" in refused(path, cast)


def test_cells_beyond_number_are_counted_whatever_the_part_is_called(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zip_limits, "MOST_TAGS", 1_000)
    monkeypatch.setattr(xlsx_reader, "load_workbook", None)
    assert "Split it" in refused(with_part(tmp_path / "a.xlsx", "xl/other.bin", b"<c/>" * 1_001), cast)


def test_a_row_without_end_is_not_read(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_limits, "WORST_RATIO", 10_000)
    cells = b"<row>" + b"<c/>" * 600_000 + b"</row>"
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet2.xml", cells)
    with monkeypatch.context() as patched:
        patched.setattr(xlsx_reader, "load_workbook", None)
        assert "Split it" in refused(path, cast)
    rows = (b"<row>" + b"<c/>" * 100 + b"</row>") * 6_000
    assert taking(with_part(tmp_path / "b.xlsx", "xl/worksheets/sheet2.xml", rows), cast).made == 1


def test_a_single_part_is_bounded(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_limits, "MOST_PART", 100_000)
    monkeypatch.setattr(xlsx_reader, "load_workbook", None)
    noise = random.Random(7).randbytes(100_001)
    assert "unpacks" in refused(with_part(tmp_path / "a.xlsx", "xl/other.bin", noise), cast)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('X1,"name,B1,light,2020-01-01', "never closed"), ('X1,"na"me,B1,light,2020-01-01', "twice"),
        ("X1," + "长" * 200_000 + ",B1,light,2020-01-01", "far too long"),
    ],
)
def test_what_is_no_csv_is_said_without_the_words_of_the_reader(
    cast: Cast, tmp_path: Path, row: str, why: str,
) -> None:
    path = csv(tmp_path / "a.csv", HEADER + "X0,新街网点,B1,light,2020-01-01\n" + row + "\n")
    said = refused(path, cast)
    assert "ow 3" in said
    assert why in said
    assert not any(word in said for word in ("unexpected", "expected after", "field limit"))


def test_titles_alone_are_no_file_that_fits(cast: Cast, tmp_path: Path) -> None:
    assert "no row" in refused(csv(tmp_path / "a.csv", HEADER), cast)
    assert "no row" in refused(xlsx(tmp_path / "a.xlsx", []), cast)
