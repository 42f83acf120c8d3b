"""A bank of its own for each test, copied from one that was opened once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.entrypoints.cli.place import Place, empty_database


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A bank that nothing changes: tests take copies."""
    with empty_database() as url:
        place = Place(tmp_path_factory.mktemp("opened") / "var", url)
        place.open_bank()
        yield place


@pytest.fixture
def bank(opened: Place, tmp_path: Path) -> Iterator[Place]:
    """A bank with a head office and an administrator."""
    shutil.copytree(opened.folder, tmp_path / "var")
    with empty_database(like=opened.url) as url:
        yield Place(tmp_path / "var", url)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """A place with nothing in it."""
    with empty_database() as url:
        yield Place(tmp_path / "elsewhere", url)
