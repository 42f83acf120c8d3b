"""The import screen: upload, report, taking it, long files in the background, stopping, templates."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.cast import Cast
from tests.entrypoints.imports.running import upload, waiting
from tests.entrypoints.imports.sheets import good_row, xlsx
from tests.entrypoints.things.screens import client_of
from wangdian.apps.outlets.import_runs import start_run
from wangdian.apps.outlets.models import ImportRun, Outlet
from wangdian.domain.rights import RIGHTS, Role
from wangdian.entrypoints.imports import runs
from wangdian.entrypoints.imports.runs import carry_out, forget_uploads
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.entrypoints.imports.template import template_of
from wangdian.foundation import clock


def test_a_file_is_tried_then_taken(cast: Cast, tmp_path: Path) -> None:
    client = client_of(cast, Role.HEAD_OFFICE)
    report = upload(client, xlsx(tmp_path / "a.xlsx", map(good_row, range(4))))
    assert "It fits" in client.get(report).content.decode()
    assert not Outlet.objects.filter(code__startswith="X").exists()
    taken = client.post(f"{report}take/").headers["Location"]
    assert "Taken" in client.get(taken).content.decode()
    assert Outlet.objects.filter(code__startswith="X").count() == 4


def test_a_half_wrong_file_says_where_and_offers_the_good_rows(cast: Cast, tmp_path: Path) -> None:
    client = client_of(cast, Role.HEAD_OFFICE)
    path = xlsx(tmp_path / "a.xlsx", [good_row(1), [*good_row(2)[:3], "palace", "2020-01-01"]])
    report = upload(client, path)
    page = client.get(report).content.decode()
    assert "Nothing was stored" in page
    assert "leave 1 out" in page
    client.post(f"{report}take/", {"good": "1"})
    assert [o.code for o in Outlet.objects.filter(code__startswith="X")] == ["X001"]


def test_a_broken_file_is_refused_on_the_form(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK nothing")
    client = client_of(cast, Role.HEAD_OFFICE)
    answer = client.post("/imports/outlets/", {"file": SimpleUploadedFile("a.xlsx", path.read_bytes())})
    assert "This is no xlsx file." in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_wrong_header_ends_in_a_report(cast: Cast, tmp_path: Path) -> None:
    client = client_of(cast, Role.HEAD_OFFICE)
    page = client.get(upload(client, xlsx(tmp_path / "a.xlsx", [["x"]], ["colour"]))).content.decode()
    assert "There is no such column here." in page
    assert "This column is missing." in page


@pytest.mark.parametrize("role", [Role.OUTLET_MANAGER, Role.ENGINEER, Role.AUDITOR])
def test_the_screen_is_for_those_who_may_import(cast: Cast, role: Role) -> None:
    client = client_of(cast, role)
    assert client.get("/imports/").status_code == 403
    assert client.post("/imports/outlets/", {"file": SimpleUploadedFile("a.csv", b"code\n")}).status_code == 403
    assert not ImportRun.objects.exists()


def test_nobody_sees_the_import_of_another(cast: Cast, tmp_path: Path) -> None:
    report = upload(client_of(cast, Role.HEAD_OFFICE), xlsx(tmp_path / "a.xlsx", [good_row(1)]))
    other = client_of(cast, Role.BRANCH_MANAGER)
    assert other.get(report).status_code == 404
    assert other.post(f"{report}take/").status_code == 404
    assert not Outlet.objects.filter(code__startswith="X").exists()


def test_a_long_file_goes_into_the_background_and_is_done_once(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    upload(client_of(cast, Role.HEAD_OFFICE), xlsx(tmp_path / "a.xlsx", map(good_row, range(4))))
    run = ImportRun.objects.get()
    assert (run.state, run.made, run.rows_read, run.rows_total) == ("done", 4, 4, 4)
    carry_out(run.pk)
    assert start_run(run.pk) is None


def test_a_run_that_was_stopped_before_it_began_does_nothing(cast: Cast) -> None:
    run = waiting(cast)
    client = client_of(cast, Role.HEAD_OFFICE)
    assert client.post(f"/imports/runs/{run.pk}/stop/").status_code == 302
    carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == "stopped"
    assert client.post(f"/imports/runs/{run.pk}/stop/").status_code == 409


def test_a_lost_file_breaks_the_run_off_with_a_word(cast: Cast) -> None:
    run = waiting(cast)
    carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == "broken"
    assert "Upload it again" in run.problems[0][2] or "重新上传" in run.problems[0][2]


def test_old_uploads_are_forgotten(cast: Cast, tmp_path: Path, uploads: Path) -> None:
    upload(client_of(cast, Role.HEAD_OFFICE), xlsx(tmp_path / "a.xlsx", [good_row(1)]))
    assert forget_uploads() == 0
    with clock.standing_at(clock.now() + timedelta(days=3)):
        assert forget_uploads() == 1
    assert list(uploads.iterdir()) == []


@pytest.mark.parametrize("noun", sorted(IMPORTS))
def test_every_noun_has_an_empty_spreadsheet_that_names_its_columns(cast: Cast, noun: str) -> None:
    book = load_workbook(io.BytesIO(template_of(IMPORTS[noun])))
    titles = [cell.value for cell in book.worksheets[0][1]]
    assert len(titles) == len(IMPORTS[noun].form.base_fields)
    assert book.worksheets[1].max_row == len(titles) + 1
    taker = next(role for role in (Role.ADMINISTRATOR, Role.HEAD_OFFICE) if IMPORTS[noun].right in RIGHTS[role])
    answer = client_of(cast, taker).get(f"/imports/{noun}/template.xlsx")
    assert answer.content[:2] == b"PK"
