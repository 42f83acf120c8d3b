"""`wangdian import`: all of a file or nothing, and each wrong row named."""

import json
from pathlib import Path

from tests.entrypoints.cli.place import Place

GOOD = "parent_code,kind,code,name_zh\nHQ,branch,B1,东城支行\nHQ,branch,B2,西城支行\n"


def written(folder: Path, text: str) -> str:
    file = folder / "units.csv"
    file.write_text(text)
    return str(file)


def test_a_file_comes_in_and_a_second_time_changes_nothing(bank: Place, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    assert json.loads(bank.run("import", "units", file, "--json").stdout)["made"] == 2
    after = bank.tables()["people_unit"]
    assert json.loads(bank.run("import", "units", file, "--json").stdout)["unchanged"] == 2
    assert bank.tables()["people_unit"] == after
    assert len(after) == 3


def test_a_dry_run_and_a_wrong_row_store_nothing(bank: Place, tmp_path: Path) -> None:
    before = bank.tables()
    assert "Nothing was stored." in bank.run("import", "units", written(tmp_path, GOOD), "--dry-run").stdout
    wrong = written(tmp_path, GOOD + "HQ,palace,B3,北城支行\n")
    said = bank.run("import", "units", wrong, fails=True).stdout
    assert "Row 4, kind:" in said
    assert "Nothing was stored." in said
    assert bank.tables() == before
    bank.run("import", "units", wrong, "--take-good-rows", fails=True)
    assert len(bank.tables()["people_unit"]) == 3


def test_what_was_imported_is_exported_again(bank: Place, tmp_path: Path) -> None:
    bank.run("import", "units", written(tmp_path, GOOD))
    outlets = tmp_path / "outlets.csv"
    outlets.write_text(
        "parent_code,code,name_zh,kind,opened_on\nB1,N001,东门网点,light,2020-01-01\nB2,N002,西关网点,light,2020-01-01\n",
    )
    bank.run("import", "outlets", str(outlets))
    assert "Wrote 2 rows." in bank.run("export", "outlets", str(tmp_path / "out.csv")).stdout
    assert "东门网点" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "Wrote 1 rows." in bank.run("export", "outlets", str(tmp_path / "o.xlsx"), "--filter", "unit=B1").stdout
    assert ".xlsx or .csv" in bank.run("export", "outlets", str(tmp_path / "out.pdf"), fails=True).stderr
    assert not (tmp_path / "out.pdf").exists()
