"""Every test has a shelf of its own."""

from pathlib import Path

import pytest

from tests.apps.evidence.scene import set_shelf


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path) -> None:
    set_shelf(tmp_path / "shelf")
