"""What the journeys share: one bank founded once, a copy of it served for each, phones and desks."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.journeys.desk import Bank, Office
from tests.journeys.phone import Phone
from tests.journeys.served import Served


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Served:
    served = Served(tmp_path_factory.mktemp("bank"))
    served.found()
    return served


@pytest.fixture
def served(founded: Served, tmp_path: Path) -> Iterator[Served]:
    """A bank of its own, served by a process of its own."""
    folder = tmp_path / "bank"
    shutil.copytree(founded.folder, folder)
    copy = Served(folder, told=founded.told)
    copy.start()
    yield copy
    copy.kill()


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=60_000)
    with sync_playwright() as started:
        yield started


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    """An empty folder for a bank that the test founds itself."""
    made = Bank(tmp_path / "bank")
    made.folder.mkdir()
    yield made
    made.kill()


@pytest.fixture
def office(bank: Bank, playwright: Playwright) -> Iterator[Office]:
    opened = Office.opened(bank, playwright)
    yield opened
    opened.browser.close()
    assert not opened.errors


@pytest.fixture
def new_phone(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    phones: list[Phone] = []

    def make(name: str = "phone", dark: bool = False, camera: bool = False) -> Phone:
        phone = Phone(playwright, served, tmp_path / name, dark, camera)
        phone.start()
        phones.append(phone)
        return phone

    yield make
    for phone in phones:
        phone.close()
    assert not [error for phone in phones for error in phone.errors]


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone()
