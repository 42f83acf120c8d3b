"""A small outlet with an empty shelf for photos."""

from pathlib import Path

import pytest

from tests.apps.evidence.scene import Scene, set_scene, set_shelf
from tests.cast import Cast


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    set_shelf(tmp_path / "shelf")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return set_scene(cast, folder, settings)
