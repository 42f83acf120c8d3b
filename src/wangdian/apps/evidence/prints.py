"""Fingerprints of photos: 256 bits that stay nearly the same when a photo is saved anew, made smaller, or brightened.

What is looked at is the thumbnail that the decoder wrote, never the bytes that somebody sent.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
SIDE = 64
BITS = 256
LEAST_CONTRAST = 4.0
"""A picture whose grey values spread less (standard deviation) has nothing by which it could be known again."""
FLAT_SHARE = 0.6
"""A row that is a border, or a status bar on one, has this share of its pixels within 3 grey values of the edge."""
LEAST_INSIDE = 0.2
"""A part of the screen smaller than this share of a side is no photo within borders."""


@dataclass(frozen=True, slots=True)
class Print:
    """Each 32 bytes, or none: of the whole picture, and of what lies within flat borders (a screenshot's)."""

    whole: bytes
    inside: bytes


def grey_of(thumbnail: bytes) -> Grey:
    """The thumbnail in grey; raises ValueError for bytes that are no picture."""
    picture = cv2.imdecode(np.frombuffer(thumbnail, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise ValueError("no picture")
    return np.asarray(picture, np.uint8)


def print_of(grey: Grey) -> Print:
    inner = within_borders(grey)
    return Print(whole=_bits(grey), inside=b"" if inner is None else _bits(inner))


def _order() -> NDArray[np.intp]:
    """The lowest frequencies but the mean, coarse ones first."""
    rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)
    by_size = np.argsort((rows + columns) * 4 * SIDE + np.abs(rows - columns), kind="stable")
    return by_size[1 : BITS + 1]


_LOWEST = _order()


def _bits(grey: Grey) -> bytes:
    """The signs of the lowest frequencies of the cosine transform against their median."""
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    if float(small.std()) < LEAST_CONTRAST:
        return b""
    waves = cv2.dct(small).ravel()[_LOWEST]
    return np.packbits(waves > np.median(waves)).tobytes()


def within_borders(grey: Grey) -> Grey | None:
    """The part of a picture that flat borders enclose; None where there are none, or nothing within."""
    top, bottom = _busy(grey)
    if top == bottom:
        return None
    left, right = _busy(grey[top:bottom].T)
    height, width = grey.shape
    if (bottom - top, right - left) == (height, width):
        return None
    if bottom - top < height * LEAST_INSIDE or right - left < width * LEAST_INSIDE:
        return None
    return grey[top:bottom, left:right]


def _busy(grey: Grey) -> tuple[int, int]:
    """The longest run of rows that are no border, from and behind; flat gaps of two rows do not end it.

    A border has the colour of the outermost rows, where these have one; an evenly lit wall has none.
    """
    ground = np.full(grey.shape[0], False)
    for edge in (grey[:2], grey[-2:]):
        near = np.abs(grey.astype(np.int16) - np.int16(np.median(edge))) <= 3
        flat = near.mean(axis=1) >= FLAT_SHARE
        if flat[:2].all() or flat[-2:].all():
            ground |= flat
    busy = np.flatnonzero(~ground)
    if not busy.size:
        return 0, 0
    breaks = np.flatnonzero(np.diff(busy) > 3)
    starts, ends = np.r_[0, breaks + 1], np.r_[breaks, busy.size - 1]
    longest = int(np.argmax(busy[ends] - busy[starts]))
    return int(busy[starts[longest]]), int(busy[ends[longest]]) + 1
