"""What the tests of evidence stand on."""

from pathlib import Path

import pytest

from tests.apps.evidence.scene import Scene, set_scene, set_shelf
from tests.cast import Cast


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path) -> Path:
    """A shelf of the test's own; its folder."""
    set_shelf(tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return set_scene(cast, folder, settings)
