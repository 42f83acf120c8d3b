"""A bank of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.entrypoints.cli.place import Place, empty_database


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with empty_database() as url:
        yield Place(tmp_path / "var", url)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """A place with nothing in it."""
    with empty_database() as url:
        yield Place(tmp_path / "elsewhere", url)
