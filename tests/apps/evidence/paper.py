"""Photos of day sheets as a phone or a scanner makes them: askew, in a shadow, from the side, noisy."""

from collections.abc import Callable

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
GREY = 90
"""The table on which the sheet lies."""


def page(*texts: str) -> Picture:
    """An A4 page at 150 dots an inch with lines of print and a code of 34 mm for every text."""
    sheet = np.full((1754, 1240), 255, np.uint8)
    for y in range(420, 1700, 40):
        cv2.putText(sheet, "1  Name of the place [ ] [ ] [ ] ________", (80, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    for number, text in enumerate(texts):
        code = segno.make(text, error="m", micro=False)
        dots = np.pad(np.array([[0 if dark else 255 for dark in row] for row in code.matrix], np.uint8), 4,
                      constant_values=255)
        drawn = cv2.resize(dots, (200, 200), interpolation=cv2.INTER_NEAREST)
        left = 1240 - 270 - number * 300
        sheet[60:260, left:left + 200] = drawn
    return sheet


def turned(sheet: Picture, degrees: float) -> Picture:
    high, wide = sheet.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    whole = (int(high * sin + wide * cos), int(high * cos + wide * sin))
    turn[0, 2] += whole[0] / 2 - wide / 2
    turn[1, 2] += whole[1] / 2 - high / 2
    return np.asarray(cv2.warpAffine(sheet, turn, whole, borderValue=GREY), np.uint8)


def from_the_side(sheet: Picture) -> Picture:
    high, wide = sheet.shape
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = np.array([[wide * 0.12, high * 0.1], [wide * 0.85, high * 0.02], [wide, high * 0.95], [0, high]], np.float32)
    lens = cv2.getPerspectiveTransform(flat, seen)
    return np.asarray(cv2.warpPerspective(sheet, lens, (wide, high), borderValue=GREY), np.uint8)


def in_a_shadow(sheet: Picture) -> Picture:
    high, wide = sheet.shape
    light = np.tile(np.linspace(1, 0.25, wide), (high, 1))
    light[: high // 3] *= 0.6
    return np.asarray(sheet * light, np.uint8)


def grainy(sheet: Picture) -> Picture:
    grain = np.random.default_rng(1).normal(0, 25, sheet.shape)
    return np.asarray(np.clip(sheet + grain, 0, 255), np.uint8)


def jpeg(sheet: Picture, quality: int = 75) -> bytes:
    return cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


SHOTS: dict[str, Callable[[Picture], Picture]] = {
    "flat": lambda sheet: sheet,
    "upside down": lambda sheet: turned(sheet, 180),
    "on its side": lambda sheet: turned(sheet, 90),
    "askew": lambda sheet: turned(sheet, 17),
    "from the side": from_the_side,
    "in a shadow": in_a_shadow,
    "grainy": grainy,
    "small": lambda sheet: np.asarray(cv2.resize(sheet, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), np.uint8),
    "all at once": lambda sheet: np.asarray(
        cv2.resize(in_a_shadow(from_the_side(turned(sheet, -8))), None, fx=1.8, fy=1.8), np.uint8,
    ),
}
