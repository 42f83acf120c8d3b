"""The screens of complaints: an empty page says what to do, a form notes them, a spreadsheet is tried first."""

from pathlib import Path

import pytest
from django.test import Client

from tests.cast import Cast
from wangdian.apps.reports.models import ComplaintCount
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.specs import IMPORTS

FORM = {"outlet_code": "N001", "day": "2026-11-17", "channel": "hotline", "number": "3"}
ROWS = "outlet_code,day,channel,number\nN001,2026-11-16,客服热线,2\nN002,2026/11/15,regulator,1\n"


def test_a_leader_notes_complaints_and_finds_them_on_the_list(cast: Cast, client: Client) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    assert "还没有登记投诉" in client.get("/checks/complaints/").content.decode()
    made = client.post("/checks/complaints/note/", FORM, follow=True)
    words = made.content.decode()
    assert "已登记" in words
    assert "东门网点" in words
    assert "客服热线" in words
    assert ComplaintCount.objects.get().number == 3


@pytest.mark.parametrize("wrong", [
    {"outlet_code": "N999"}, {"day": "2026-11-19"}, {"channel": "letter"}, {"number": "-1"}, {"number": "x"},
])
def test_what_was_typed_wrong_is_said_and_kept_nowhere(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    client.force_login(cast.person(Role.HEAD_OFFICE))
    answer = client.post("/checks/complaints/note/", FORM | wrong)
    assert answer.status_code == 200
    assert "problem" in answer.content.decode()
    assert not ComplaintCount.objects.exists()


@pytest.mark.parametrize("role", [Role.OUTLET_MANAGER, Role.INSPECTOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_has_these_pages(cast: Cast, client: Client, role: Role) -> None:
    client.force_login(cast.person(role))
    assert client.get("/checks/complaints/").status_code == 403
    assert client.post("/checks/complaints/note/", FORM).status_code == 403
    assert not ComplaintCount.objects.exists()


def test_a_spreadsheet_is_tried_without_trace_and_taken_whole_or_not_at_all(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "complaints.csv"
    for text, dry_run, refused, kept in (
        (ROWS, True, 0, 0), (ROWS + "N001,2026-11-30,hotline,1\n", False, 1, 0),
        (ROWS, False, 0, 2), (ROWS, False, 0, 2),
    ):
        file.write_text(text)
        with opened(file) as table:
            result = take_in(IMPORTS["complaints"], table, SYSTEM, dry_run=dry_run)
        assert (result.refused, ComplaintCount.objects.count()) == (refused, kept)
        if refused:
            assert [(one.row, one.column) for one in result.problems] == [(4, "day")]
    assert set(ComplaintCount.objects.values_list("channel", "number")) == {("hotline", 2), ("regulator", 1)}
