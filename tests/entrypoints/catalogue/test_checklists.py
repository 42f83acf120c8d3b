"""A checklist is tried before it is taken: what becomes what is shown, and nothing is half done."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from tests.entrypoints.xlsforms.books import asked, book
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.models import OwnFile
from wangdian.domain.rights import SYSTEM, Role

TYPED = {"called": "hall", "letters": "OWN", "subject": "zone:hall", "item": "1.2-7"}


@pytest.fixture
def bank(cast: Cast) -> Cast:
    LoadPacks(who=SYSTEM).do()
    return cast


def browser(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.person(role), "django.contrib.auth.backends.ModelBackend")
    return client


def tried(client: Client, data: bytes, **typed: str) -> HttpResponse:
    file = SimpleUploadedFile("own.xlsx", data)
    return client.post("/catalogue/checklist/", {**TYPED, **typed, "file": file})


def taken(client: Client, page: HttpResponse) -> HttpResponse:
    """Presses the button of the dry run."""
    return client.post("/catalogue/checklist/bring/", {
        "file_name": page.context["file_name"], "text": page.context["text"],
    })


def test_the_dry_run_shows_what_becomes_what_and_changes_nothing(bank: Cast) -> None:
    client = browser(bank, Role.HEAD_OFFICE)
    page = tried(client, book([asked(), {"type": "note", "name": "n", "label": "看"}]))
    assert "OWN-01" in page.content.decode()
    assert not OwnFile.objects.exists()
    assert "OWN-01" not in current_requirements().by_key


def test_what_was_tried_is_taken_and_a_second_time_takes_its_place(bank: Cast) -> None:
    client = browser(bank, Role.HEAD_OFFICE)
    assert taken(client, tried(client, book([asked(), asked("second")]))).status_code == 302
    assert {"OWN-01", "OWN-02"} <= current_requirements().by_key.keys()
    assert taken(client, tried(client, book([asked()]))).status_code == 302
    assert "OWN-02" not in current_requirements().by_key
    assert [one.name for one in OwnFile.objects.all()] == ["own_hall.yaml"]


def test_one_row_that_cannot_be_a_rule_keeps_the_whole_out_and_is_named(bank: Cast) -> None:
    client = browser(bank, Role.HEAD_OFFICE)
    page = tried(client, book([asked(), {"type": "geopoint", "name": "where", "label": "哪里"}]))
    told = page.content.decode()
    assert re.search(r"survey.*3.*geopoint", told)
    assert "/catalogue/checklist/bring/" not in told
    assert not OwnFile.objects.exists()


def test_letters_that_another_pack_has_are_named_before_anything_is_taken(bank: Cast) -> None:
    page = tried(browser(bank, Role.HEAD_OFFICE), book([asked()]), letters="OUT")
    assert [problem.entry for problem in page.context["problems"]] == ["OUT-01"]
    assert "/catalogue/checklist/bring/" not in page.content.decode()


def test_what_is_no_workbook_is_said_at_its_field(bank: Cast) -> None:
    page = tried(browser(bank, Role.HEAD_OFFICE), b"type,name\n")
    assert page.context["form"].errors["file"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.HEAD_OFFICE, Role.ADMINISTRATOR}])
def test_who_may_not_change_the_standards_neither_tries_nor_takes(bank: Cast, role: Role) -> None:
    client = browser(bank, role)
    assert tried(client, book([asked()])).status_code == 403
    brought = client.post("/catalogue/checklist/bring/", {"file_name": "own_hall.yaml", "text": "pack: own"})
    assert brought.status_code == 403
    assert not OwnFile.objects.exists()
