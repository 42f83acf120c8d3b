"""The scene on which the tests of work are played."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.work.scene import Scene, set_the_scene
from tests.cast import Cast
from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.apps.evidence.shelf import Shelf, furnish, shelf


@pytest.fixture
def scene(cast: Cast, tmp_path: Path) -> Iterator[Scene]:
    kept = shelf()
    furnish(Shelf(photos=DiskBlobs(tmp_path / "photos"), half_sent=DiskHalfSent(tmp_path / "half")))
    yield set_the_scene(cast)
    furnish(kept)
