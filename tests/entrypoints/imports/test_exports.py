"""Lists saved as files: whole, under their filters, harmless for spreadsheet programs, noted in the audit log."""

import csv
import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from openpyxl import load_workbook

from tests.apps.assets.things import thing
from tests.cast import Cast
from tests.entrypoints.things.screens import client_of
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.exports import files
from wangdian.entrypoints.exports.specs import EXPORTS
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound

EVIL = "=HYPERLINK(\"http://evil.test\")"


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_list_is_saved_whole_page_after_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PAGE", 2)
    answer = client_of(cast, Role.HEAD_OFFICE).get("/outlets/?format=csv")
    assert [row[1] for row in lines(answer.content)[1:]] == ["N001", "N002", "N101"]
    assert 'filename="outlets-20261118.csv"' in answer["Content-Disposition"]
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.noun_id) == ("outlets.note_export", "outlets")


def test_filters_and_subtree_hold_for_the_file(cast: Cast) -> None:
    head = client_of(cast, Role.HEAD_OFFICE).get("/outlets/?format=csv&unit=B2")
    assert [row[1] for row in lines(head.content)[1:]] == ["N101"]
    branch = client_of(cast, Role.BRANCH_MANAGER).get("/outlets/?format=csv")
    assert [row[1] for row in lines(branch.content)[1:]] == ["N001", "N002"]


@pytest.mark.parametrize("role", [Role.LOBBY_MANAGER, Role.ENGINEER])
def test_who_may_not_export_gets_no_file(cast: Cast, role: Role) -> None:
    before = AuditEntry.objects.count()
    assert client_of(cast, role).get("/outlets/?format=xlsx").status_code == 403
    assert AuditEntry.objects.count() == before


def test_an_unknown_form_is_not_found(cast: Cast) -> None:
    assert client_of(cast, Role.HEAD_OFFICE).get("/outlets/?format=pdf").status_code == 404


def test_no_cell_becomes_a_formula(cast: Cast) -> None:
    thing("ramp", EVIL, model="+1-2", serial="@sum")
    client = client_of(cast, Role.HEAD_OFFICE)
    assert lines(client.get("/things/?format=csv").content)[1][0] == f"'{EVIL}"
    sheet = load_workbook(io.BytesIO(client.get("/things/?format=xlsx").content)).active
    cell = sheet.cell(2, 1)
    assert (cell.value, cell.data_type) == (EVIL, "s")


def test_an_exported_text_comes_back_as_it_was(cast: Cast) -> None:
    assert files.harmless("+86 10 5555") == "'+86 10 5555"
    assert files.harmless("-") == "'-"
    assert files.harmless("N001") == "N001"
    assert files.harmless("＝1+1") == "'＝1+1"


@pytest.mark.parametrize("name", sorted(name for name, spec in EXPORTS.items() if set(spec.needs) <= {"outlet"}))
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_can_be_written(cast: Cast, tmp_path: object, name: str, form: str) -> None:
    spec = EXPORTS[name]
    path = tmp_path / f"{name}.{form}"
    query = dict.fromkeys(spec.needs, "N001")
    rows = files.WRITERS[form](spec.listing, lambda after, limit: spec.pages(SYSTEM, query, after, limit), path, None)
    assert rows == (3 if name == "outlets" else rows)
    assert path.stat().st_size > 0


def test_an_export_costs_a_query_a_page(
    cast: Cast, tmp_path: object, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], object],
) -> None:
    monkeypatch.setattr(files, "PAGE", 2)
    for number in range(3):
        MakeOutlet(
            who=SYSTEM, parent_code="B1", code=f"X{number}", name_zh="新", kind="light", opened_on=clock.today(),
        ).do()
    spec = EXPORTS["outlets"]
    with django_assert_num_queries(3):
        files.write_csv(spec.listing, lambda after, limit: spec.pages(SYSTEM, {}, after, limit), tmp_path / "a.csv")


class Asked(dict[str, str]):
    """An address without filters but those it needs, which notes what it is asked for."""

    def __init__(self, needs: tuple[str, ...]) -> None:
        super().__init__()
        self.needs = needs
        self.names: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:
        self.names.add(name)
        known = "N001" if name == "outlet" else "1"
        return known if name in self.needs else default


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_filters_of_a_list_are_those_that_it_reads(cast: Cast, name: str) -> None:
    query = Asked(EXPORTS[name].needs)
    with suppress(NotFound):  # of a row that there is not, once its filters were read
        EXPORTS[name].pages(SYSTEM, query, None, 1)
    assert query.names == set(EXPORTS[name].filters)
