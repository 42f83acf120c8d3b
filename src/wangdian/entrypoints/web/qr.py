"""Draws QR codes as strokes of an SVG path."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""White modules around the code (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A QR code as the strokes of an SVG path in a square of `size` modules."""

    size: int
    path: str


def drawing_of(text: str) -> Drawing:
    """With medium error correction, since paper gets scratched and folded."""
    code = segno.make(text, error="m", micro=False)
    strokes = []
    for y, row in enumerate(code.matrix):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x + QUIET} {y + QUIET}.5h{length}")
            x += length
    return Drawing(size=len(code.matrix) + 2 * QUIET, path="".join(strokes))
