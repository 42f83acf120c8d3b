"""All fingerprints in memory, and the few that are near to one; topped up from the records."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wangdian.apps.evidence.models import PhotoPrint
from wangdian.apps.evidence.prints import Print

WORDS = 4
BLOCK = 32_768
"""Rows counted at once, so that what is between stays in the cache of the processor."""
RADIUS = 90
"""Bits of 256 in which two pictures of one shot may differ. Pictures of nothing in common differ in 128 with a spread
of 8, so that about one in a million comes this near by chance; cropping by 5 % was seen to change up to 84."""
COARSE = 0.55
"""The coarser half of the bits changes less than the finer one: it holds at most this share of what differs, and is
looked at first, so that one row in 200 is looked at whole."""
MOST = 16
"""How many are looked at closely."""
OVERLAP = 500
"""Rows read once more at a top-up: on PostgreSQL a smaller id may be committed after a larger one."""


@dataclass(slots=True)
class Gallery:
    """Rows of 4 words of 64 bits, and whose photo each is; a photo has one row or two. 40 bytes a row."""

    words: NDArray[np.uint64] = field(default_factory=lambda: np.empty((WORDS, 1024), np.uint64))
    photos: NDArray[np.int64] = field(default_factory=lambda: np.empty(1024, np.int64))
    size: int = 0
    last: int = 0

    def top_up(self) -> None:
        """Adds what was fingerprinted since. 1 query."""
        behind = PhotoPrint.objects.filter(pk__gt=self.last - OVERLAP).order_by("pk")
        known = {int(photo) for photo in self.photos[max(0, self.size - 2 * OVERLAP) : self.size]}
        for pk, photo, whole, inside in behind.values_list("pk", "photo_id", "whole", "inside").iterator(20_000):
            if photo not in known:
                self.add(photo, Print(bytes(whole), bytes(inside)))
            self.last = max(self.last, pk)

    def add(self, photo: int, taken: Print) -> None:
        for bits in (taken.whole, taken.inside):
            if not bits:
                continue
            if self.size == self.photos.size:
                self.words = np.concatenate([self.words, np.empty_like(self.words)], axis=1)
                self.photos = np.concatenate([self.photos, np.empty_like(self.photos)])
            self.words[:, self.size] = np.frombuffer(bits, np.uint64)
            self.photos[self.size] = photo
            self.size += 1

    def near(self, taken: Print, without: Iterable[int] = (), most: int = MOST, radius: int = RADIUS) -> list[int]:
        """Photos within `radius` bits, nearest first, at most `most`."""
        apart: dict[int, int] = {}
        for bits in (taken.whole, taken.inside):
            for row, distance in self._within(bits, radius) if bits else ():
                photo = int(self.photos[row])
                apart[photo] = min(distance, apart.get(photo, distance))
        hidden = set(without)
        return sorted((p for p in apart if p not in hidden), key=lambda p: (apart[p], p))[:most]

    def _within(self, bits: bytes, radius: int) -> Iterable[tuple[int, int]]:
        """Rows and their distances."""
        asked = np.frombuffer(bits, np.uint64)
        between, total, ones = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
        for start in range(0, self.size, BLOCK):
            block = self.words[:, start : min(start + BLOCK, self.size)]
            rows = block.shape[1]
            np.bitwise_count(np.bitwise_xor(block[0], asked[0], out=between[:rows]), out=total[:rows])
            np.bitwise_count(np.bitwise_xor(block[1], asked[1], out=between[:rows]), out=ones[:rows])
            coarse = np.flatnonzero(np.add(total[:rows], ones[:rows], out=total[:rows]) <= radius * COARSE)
            fine = np.bitwise_count(block[2:, coarse] ^ asked[2:, None]).sum(axis=0)
            for row, distance in zip(coarse, total[coarse] + fine, strict=True):
                if distance <= radius:
                    yield start + int(row), int(distance)
