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


def test_an_import_as_a_person_has_their_rights_and_names_them(bank: Place, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    ids = {row[bank_column(bank, "people_person", "login")]: row[0] for row in bank.tables()["people_person"]}
    people = tmp_path / "people.csv"
    people.write_text("login,person_name,role,unit_code\nbranchy,Test,branch_manager,HQ\n")
    bank.run("import", "people", str(people))
    before = bank.tables()["people_unit"]
    refused = bank.run("import", "units", file, "--as", "branchy", fails=True)
    assert "Row 2" in refused.stdout
    assert bank.tables()["people_unit"] == before
    assert json.loads(bank.run("import", "units", file, "--as", "first", "--json").stdout)["made"] == 2
    with bank.connected() as connection:
        asked = "SELECT DISTINCT actor_id FROM journal_auditentry WHERE verb = 'people.add_unit'"
        assert [str(actor) for (actor,) in connection.execute(asked).fetchall()] == [ids["first"]]


def bank_column(bank: Place, table: str, column: str) -> int:
    with bank.connected() as connection:
        found = connection.execute(f"SELECT * FROM {table} LIMIT 0")
        return [described[0] for described in found.description].index(column)


def test_nobody_acts_as_a_person_who_is_not_there(bank: Place, tmp_path: Path) -> None:
    before = bank.tables()
    said = bank.run("import", "units", written(tmp_path, GOOD), "--as", "nobody", fails=True).stderr
    assert "Nobody with an open account" in said
    assert bank.tables() == before


def test_an_export_names_an_unknown_filter_and_a_missing_folder(bank: Place, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    said = bank.run("export", "outlets", str(out), "--filter", "zzz=1", fails=True).stderr
    assert "zzz" in said
    assert "q, kind, unit" in said
    away = tmp_path / "away" / "out.csv"
    said = bank.run("export", "outlets", str(away), fails=True).stderr
    assert str(away.parent) in said
    assert "Traceback" not in said
    assert list(tmp_path.glob("**/*.csv*")) == []
