"""What the product says about copies of photos, about honest new ones, and about photos of other places.

The thresholds were chosen on other seeds (`TUNED` and behind it); what is measured here was never looked at for that.
"""

import io
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.twins.copies import COPIES, saved
from tests.twins.scenes import from_stock, moved, room, shot
from wangdian.apps.evidence.decoder import thumbnail
from wangdian.apps.evidence.gallery import Gallery
from wangdian.apps.evidence.overlaying import fit_of, sight_of
from wangdian.apps.evidence.prints import Grey, grey_of, print_of
from wangdian.apps.evidence.twins import NEARLY_SAME

TUNED = 9_000
PROOF, SHORT = 100_000, 50_000
"""Where the seeds of the long and of the short form begin."""
SIBLINGS = 4
"""Honest photos of each scene that are in the gallery beside the one that is used again."""


def small(data: bytes) -> Grey:
    """The thumbnail in grey, by the very way that a photo takes."""
    with Image.open(io.BytesIO(data)) as image:
        return grey_of(thumbnail(image))


class Shelf:
    """A gallery with its pictures, as the product keeps them: a JPEG each."""

    def __init__(self) -> None:
        self.gallery, self.pictures = Gallery(), []

    def put(self, grey: Grey) -> int:
        self.pictures.append(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes())
        self.gallery.add(len(self.pictures) - 1, print_of(grey))
        return len(self.pictures) - 1

    def asks_about(self, grey: Grey) -> set[int]:
        """All the photos of the gallery that a person would be asked about for this one."""
        sight = sight_of(grey)
        near = self.gallery.near(print_of(grey))
        return {photo for photo in near if fit_of(sight, sight_of(grey_of(self.pictures[photo]))).is_question}


def apart(one: Grey, other: Grey) -> int:
    """Bits in which the whole of two pictures differs."""
    words = (np.frombuffer(print_of(grey).whole, np.uint8) for grey in (one, other))
    return int(np.bitwise_count(np.bitwise_xor(*words)).sum())


@dataclass
class Found:
    """Copies made and flagged by kind; honest shots made and flagged; questions about another scene."""

    scenes: int
    gallery: int
    copies: Counter[str]
    flagged: Counter[str]
    honest: int = 0
    honest_flagged: int = 0
    wrong: int = 0

    def as_lines(self) -> Iterator[str]:
        yield f"{self.scenes} scenes in a gallery of {self.gallery} photos"
        for kind, made in self.copies.items():
            yield f"{kind}: {self.flagged[kind]} of {made} flagged"
        yield f"all copies: {self.flagged.total()} of {self.copies.total()} flagged"
        yield f"the same scene shot again honestly: {self.honest_flagged} of {self.honest} flagged"
        yield f"questions about another scene: {self.wrong}"


def measured(begin: int, scenes: int, gallery: int) -> Found:
    """Fills a gallery, then plays every copy and one honest new shot of each scene against it."""
    shelf, originals, found = Shelf(), [], Found(scenes, gallery, Counter(), Counter())
    of_scene: dict[int, int] = {}
    stock = from_stock(begin)
    for scene in range(scenes):
        seed = begin + scene
        place = room(seed)
        first = shot(place, seed)
        originals.append((place, first, shelf.put(small(saved(first)))))
        for again in range(SIBLINGS):
            other = begin + 10_000 * (again + 2) + scene
            shelf.put(small(saved(shot(place, other, moved(place.pose, other), 560))))
        of_scene |= {photo: scene for photo in range(len(of_scene), len(shelf.pictures))}
    for stranger in range(gallery - len(shelf.pictures)):
        seed = begin + 1_000_000 + stranger
        shelf.put(small(saved(shot(room(seed, stock), seed, long_side=480))))
    for scene, (place, first, photo) in enumerate(originals):
        luck = np.random.default_rng([begin, scene])
        for kind, made in COPIES.items():
            asked = shelf.asks_about(small(made(luck, first)))
            found.copies[kind] += 1
            found.flagged[kind] += photo in asked
            found.wrong += sum(of_scene.get(one) != scene for one in asked)
        seed = begin + 500_000 + scene
        asked = shelf.asks_about(small(saved(shot(place, seed, moved(place.pose, seed)))))
        found.honest += 1
        found.honest_flagged += bool(asked)
        found.wrong += sum(of_scene.get(one) != scene for one in asked)
    return found


def judge(found: Found) -> None:
    """The bars: 95 of 100 copies, at most 2 of 100 honest shots, another scene never."""
    lines = "\n".join(found.as_lines())
    print(lines)
    for kind, made in found.copies.items():
        assert found.flagged[kind] >= 0.95 * made, lines
    assert found.honest_flagged <= 0.02 * found.honest, lines
    assert found.wrong == 0, lines


def test_copies_are_asked_about_and_honest_shots_are_not() -> None:
    judge(measured(SHORT, scenes=4, gallery=30))


def test_a_fingerprint_alone_speaks_of_what_was_saved_anew_and_never_of_an_honest_shot() -> None:
    firsts: list[Grey] = []
    for seed in range(SHORT + 100, SHORT + 112):
        place, luck = room(seed), np.random.default_rng(seed)
        picture = shot(place, seed)
        first = small(saved(picture))
        for kind in ("encoded again", "resized"):
            assert apart(first, small(COPIES[kind](luck, picture))) <= NEARLY_SAME
        honest = [small(saved(shot(place, n, moved(place.pose, n), 560))) for n in (seed + 10_000, seed + 20_000)]
        assert min(apart(first, other) for other in (*honest, *firsts)) > NEARLY_SAME
        firsts.append(first)


@pytest.mark.prove
def test_the_same_among_five_thousand_photos() -> None:
    scenes, gallery = 200, 5_000
    found = measured(PROOF, scenes, gallery)
    folder = os.environ.get("WANGDIAN_PROOFS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, "photos.json").write_text(json.dumps(list(found.as_lines()), indent=1))
    judge(found)
