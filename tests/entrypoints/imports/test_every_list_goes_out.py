"""No list is forgotten: each that a page shows comes as a file too, under its filters and its reader's rights."""

import csv
import importlib
import io
import pkgutil
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.entrypoints.things.screens import client_of
from wangdian.apps.journal.models import AuditEntry
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints import lists
from wangdian.entrypoints.exports import files
from wangdian.entrypoints.exports.specs import EXPORTS
from wangdian.entrypoints.lists.listing import Listing
from wangdian.entrypoints.web.frame import exporting

PAGES = {
    "audit": "/audit/",
    "board": "/board/",
    "calendars": "/calendars/",
    "findings": "/findings/",
    "waivers": "/findings/waivers/",
    "standings": "/findings/standings/N001/",
    "imports": "/imports/",
    "inbox": "/inbox/",
    "orders": "/orders/?tab=live",
    "outlets": "/outlets/",
    "outlets_overview": "/outlets/?order=score",
    "people": "/people/",
    "vendors": "/people/vendors/",
    "units": "/organisation/",
    "plans": "/plans/",
    "requirements": "/catalogue/",
    "walks": "/walks/",
    "zones": "/outlets/N001/zones/",
    "things": "/things/",
    "content": "/things/content/",
    "articles": "/things/articles/",
    "documents": "/things/documents/",
    "placed": "/things/placed/",
    "records": "/things/records/",
    "scores": "/scores/",
    "branches": "/scores/?of=branches",
    "deductions": "/scores/N001/",
    "agreement": "/checks/agreement/",
    "agreement_outlets": "/checks/agreement/?by=outlet",
    "pairs": "/checks/agreement/pairs/",
    "calibrations": "/checks/calibration/",
    "draws": "/checks/draws/",
    "complaints": "/checks/complaints/",
    "channels": "/channels/",
    "editions": "/editions/",
}


NOT_KEPT = {"likeliest"}
"""A look at what a form that is still being filled in would bring: there is nothing of it that could be saved."""


def described() -> dict[str, Listing[object]]:
    """Every list that some module of lists describes."""
    modules = [importlib.import_module(f"{lists.__name__}.{m.name}") for m in pkgutil.iter_modules(lists.__path__)]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Listing)]
    return {listing.name: listing for listing in found if listing.name not in NOT_KEPT}


def shown(client: Client, address: str) -> list[list[str]]:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}format=csv")
    assert answer.status_code == 200, answer.content[:400]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_list_that_is_described_can_be_exported() -> None:
    assert {name: EXPORTS[name].listing for name in described() if name in EXPORTS} == described()
    assert set(described()) == set(EXPORTS)


def test_every_export_stands_on_a_page() -> None:
    of_one_row = {name for name, spec in EXPORTS.items() if set(spec.needs) - {"outlet"}}
    assert set(PAGES) == set(EXPORTS) - of_one_row


def someone(name: str) -> Role:
    """Who sees the list: acts are an auditor's, imports those of whoever brings something in."""
    return Role.AUDITOR if name == "audit" else Role.HEAD_OFFICE


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_of_a_list_gives_its_file(cast: Cast, name: str) -> None:
    client = client_of(cast, someone(name))
    titles = shown(client, PAGES[name])[0]
    assert len(titles) == len(EXPORTS[name].listing.columns)
    assert AuditEntry.objects.filter(verb="outlets.note_export", noun_id=name).count() == 1


@pytest.mark.parametrize("name", sorted(PAGES))
def test_who_may_not_export_gets_none_of_them(cast: Cast, name: str) -> None:
    before = AuditEntry.objects.count()
    address = PAGES[name]
    client = client_of(cast, Role.LOBBY_MANAGER)
    assert client.get(f"{address}{'&' if '?' in address else '?'}format=xlsx").status_code == 403
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("address", ["/organisation/", "/outlets/", "/calendars/"])
def test_a_page_offers_the_file_to_those_who_may_have_it(cast: Cast, address: str) -> None:
    assert "format=xlsx" in client_of(cast, Role.HEAD_OFFICE).get(address).content.decode()
    assert "format=xlsx" not in client_of(cast, Role.LOBBY_MANAGER).get(address).content.decode()


def test_names_of_people_go_out_only_to_who_may_see_them(cast: Cast) -> None:
    near = {row[1] for row in shown(client_of(cast, Role.BRANCH_MANAGER), "/people/")[1:]}
    assert "near-branch_manager" in near
    assert not any(login.startswith("far-") for login in near)
    alone = [row[1] for row in shown(client_of(cast, Role.INSPECTOR), "/people/")[1:]]
    assert alone == ["near-inspector"]


def test_filters_in_the_path_and_in_the_query_hold_for_the_file(cast: Cast) -> None:
    head = client_of(cast, Role.HEAD_OFFICE)
    assert [row[1] for row in shown(head, f"{reverse('organisation.list')}?q=B1")[1:]] == ["B1"]
    assert client_of(cast, Role.BRANCH_MANAGER).get("/findings/standings/N101/?format=csv").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_is_too_long_is_refused_in_words_and_not_cut(
    cast: Cast, form: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting, "MOST", 2)
    answer = client_of(cast, Role.HEAD_OFFICE).get(f"/outlets/?format={form}")
    assert answer.status_code == 422
    assert "more than 2 rows" in answer.content.decode()
    assert "Content-Disposition" not in answer.headers


def test_a_sheet_never_ends_without_a_word(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_XLSX", 2)
    spec = EXPORTS["outlets"]
    with pytest.raises(files.TooLong):
        files.write_xlsx(spec.listing, lambda after, limit: spec.pages(SYSTEM, {}, after, limit), tmp_path / "a.xlsx")
