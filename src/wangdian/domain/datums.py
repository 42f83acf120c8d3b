"""Turns coordinates of Chinese map services into WGS 84, in which all places are kept.

GCJ-02 (国测局坐标, used by Gaode and Tencent maps) shifts a place in China by some hundred metres; BD-09 (Baidu) shifts
it once more. The formulae are those that have been public since 2010; there is no official publication. They leave
places outside a box around China alone.
"""

from enum import StrEnum
from math import atan2, cos, hypot, pi, sin, sqrt

AXIS = 6378245.0
"""Semi-major axis of the Krasovsky 1940 ellipsoid, in metres."""
FLATNESS = 0.00669342162296594323
"""Its first eccentricity, squared."""
SOUTH, NORTH, WEST, EAST = 0.8293, 55.8271, 72.004, 137.8347
CLOSE = 1e-9
"""Degrees; a tenth of a millimetre on the ground."""
MOST_STEPS = 30
BAIDU = pi * 3000 / 180
Place = tuple[float, float]
"""Degrees north, degrees east."""


class Datum(StrEnum):
    """Where the figures of a place come from."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(place: Place, datum: Datum) -> Place:
    """The place in WGS 84, to a centimetre."""
    if datum is Datum.BD09:
        place = bd09_to_gcj02(place)
    return place if datum is Datum.WGS84 else gcj02_to_wgs84(place)


def in_china(place: Place) -> bool:
    """Whether the shift applies: a rough box, as the formulae have it."""
    return SOUTH <= place[0] <= NORTH and WEST <= place[1] <= EAST


def wgs84_to_gcj02(place: Place) -> Place:
    if not in_china(place):
        return place
    north, east = place
    bend = north / 180 * pi
    depth = 1 - FLATNESS * sin(bend) ** 2
    y, x = _wave_north(east - 105, north - 35), _wave_east(east - 105, north - 35)
    return (
        north + y * 180 / (AXIS * (1 - FLATNESS) / (depth * sqrt(depth)) * pi),
        east + x * 180 / (AXIS / sqrt(depth) * cos(bend) * pi),
    )


def gcj02_to_wgs84(place: Place) -> Place:
    """By steps: a guess is shifted, and moved by how far it misses."""
    if not in_china(place):
        return place
    north, east = place
    for _step in range(MOST_STEPS):
        there = wgs84_to_gcj02((north, east))
        off = (there[0] - place[0], there[1] - place[1])
        north, east = north - off[0], east - off[1]
        if max(map(abs, off)) < CLOSE:
            break
    return north, east


def bd09_to_gcj02(place: Place) -> Place:
    y, x = place[0] - 0.006, place[1] - 0.0065
    far = hypot(x, y) - 0.00002 * sin(y * BAIDU)
    turn = atan2(y, x) - 0.000003 * cos(x * BAIDU)
    return far * sin(turn), far * cos(turn)


def _ripple(x: float) -> float:
    return (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3


def _wave_north(x: float, y: float) -> float:
    flat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    short = (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    return flat + _ripple(x) + short + (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3


def _wave_east(x: float, y: float) -> float:
    flat = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    short = (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    return flat + _ripple(x) + short + (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
