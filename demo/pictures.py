"""Photos of the demo bank: invented halls with nobody in them, as a camera sees them.

A place has one hall for good. Who comes on another occasion stands a little elsewhere, in another light, so that no
photo lies on another one unless somebody used it again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from demo import surfaces
from demo.surfaces import Skin

WIDE, HIGH, FOCAL, NEAR = 1024, 768, 700.0, 0.7
EYES = 1.55
"""Metres from the floor to the camera, from which a hall is measured: x to the right, y down, z away."""

Corners = NDArray[np.float64]


@dataclass(frozen=True)
class Surface:
    """Its corners in space, from the left above clockwise, what is on it, and whether black is not there."""

    corners: Corners
    skin: Skin
    cut_out: bool = False


def scene(place: str, occasion: str, *, broken: bool) -> bytes:
    """A JPEG of the hall of a place; `broken` adds the stain and the crack that a finding speaks of."""
    luck = Random(f"{place}/{occasion}")
    back, ground, *others = _hall(place)
    if broken:
        back = Surface(back.corners, surfaces.cracked(luck, back.skin))
        ground = Surface(ground.corners, surfaces.stained(luck, ground.skin))
    return _jpeg(_lit(luck, _seen(luck, (back, ground, *others))), 82)


def used_again(photo: bytes, left: float = 0.96) -> bytes:
    """The same photo, cut to so much of each side, made lighter and saved anew."""
    picture = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    high, wide = round(HIGH * left), round(WIDE * left)
    top, side = (HIGH - high) // 2, (WIDE - wide) // 3
    cut = np.asarray(picture, np.uint8)[top : top + high, side : side + wide]
    return _jpeg(np.asarray(cv2.convertScaleAbs(cut, alpha=1.06, beta=6), np.uint8), 68)


def _jpeg(picture: NDArray[np.uint8], quality: int) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def _flat(x: float, y: float, wide: float, high: float, z: float) -> Corners:
    """What faces the camera, from its left upper corner on."""
    return np.array([[x, y, z], [x + wide, y, z], [x + wide, y + high, z], [x, y + high, z]])


@lru_cache(4)
def _hall(place: str) -> tuple[Surface, ...]:
    """The back wall and the floor first, then the rest, far things before near ones."""
    luck = Random(place)
    half, deep, up = luck.uniform(2.3, 3.3), luck.uniform(4.6, 6.2), -luck.uniform(1.3, 1.8)
    back = _flat(-half, up, 2 * half, EYES - up, deep)
    front = back - np.array([0, 0, deep - NEAR])
    (a, b, c, d), (e, f, g, h) = back, front
    tone, stone = luck.choice(surfaces.WALLS), luck.choice(surfaces.FLOORS)
    return (
        Surface(back, surfaces.wall(luck, tone)),
        Surface(np.array([d, c, g, h]), surfaces.floor(luck, stone)),
        Surface(np.array([e, a, d, h]), surfaces.wall(luck, tone)),
        Surface(np.array([b, f, g, c]), surfaces.wall(luck, tone)),
        Surface(np.array([e, f, b, a]), surfaces.ceiling(luck)),
        *_at_the_back(luck, place, half, deep, up),
        *_on_the_sides(luck, half, deep, up),
        *_standing(luck, half, deep),
    )


def _at_the_back(luck: Random, place: str, half: float, deep: float, up: float) -> Iterator[Surface]:
    """The sign, and a row of counters below it."""
    wide, top = luck.uniform(0.6, 0.95) * 2 * half, up + luck.uniform(0.12, 0.3)
    aside = luck.uniform(-half, half - wide) * 0.6
    yield Surface(_flat(aside, top, wide, luck.uniform(0.5, 0.7), deep - 0.05), surfaces.sign(luck, place))
    count, x = luck.randint(2, 4), -half + luck.uniform(0.2, 0.5)
    each = (2 * half - 0.6) / count
    for _n in range(count):
        y = -luck.uniform(0.25, 0.5)
        kind = surfaces.notice if luck.random() < 0.25 else surfaces.counter
        yield Surface(_flat(x, y, each * luck.uniform(0.7, 0.92), EYES - y, deep - luck.uniform(0.1, 0.5)), kind(luck))
        x += each


def _on_the_sides(luck: Random, half: float, deep: float, up: float) -> Iterator[Surface]:
    """Posters on both walls."""
    for x in (-half + 0.02, half - 0.02):
        z = luck.uniform(2.2, 2.8)
        while z < deep - 0.8:
            wide, top = luck.uniform(0.5, 1.1), luck.uniform(up + 0.4, -0.2)
            near, far = (z, z + wide) if x > 0 else (z + wide, z)
            below = top + luck.uniform(0.7, 1.2)
            corners = [[x, top, far], [x, top, near], [x, below, near], [x, below, far]]
            yield Surface(np.array(corners), surfaces.notice(luck))
            z += wide + luck.uniform(0.3, 0.9)


def _standing(luck: Random, half: float, deep: float) -> Iterable[Surface]:
    """Machines, plants and desks, at different depths."""
    made = []
    for n in range(luck.randint(3, 5)):
        z, side = luck.uniform(2.4, deep - 0.7), -1 if n % 2 else 1
        x = side * luck.uniform(0.45, 0.85) * half
        kind, wide, high = luck.choice((
            (surfaces.machine, 0.75, 1.5), (surfaces.plant, 0.9, 1.2), (surfaces.wood, 1.3, 0.8),
            (surfaces.notice, 0.6, 1.4),
        ))
        face = _flat(x - wide / 2, EYES - high, wide, high, z)
        if kind is not surfaces.plant:
            made.append(Surface(_lid(face, 0.4), surfaces.wood(luck)))
        made.append(Surface(face, kind(luck), cut_out=kind is surfaces.plant))
    return sorted(made, key=lambda one: -one.corners[:, 2].min())


def _lid(face: Corners, deep: float) -> Corners:
    left, right = face[0], face[1]
    away = np.array([0, 0, deep])
    return np.array([left + away, right + away, right, left])


def _seen(luck: Random, hall: Iterable[Surface]) -> NDArray[np.uint8]:
    """From where somebody stands and how the phone is held, sharp and evenly lit."""
    at = np.array([luck.uniform(-0.35, 0.35), luck.uniform(-0.12, 0.12), luck.uniform(-0.25, 0.15)])
    turn = np.array([luck.uniform(-3, 3), luck.uniform(-5, 5), luck.uniform(-1.5, 1.5)])
    view, picture = cv2.Rodrigues(np.radians(turn))[0], np.full((HIGH, WIDE, 3), 120, np.uint8)
    for one in hall:
        points = (one.corners - at) @ view.T
        flat = points[:, :2] / points[:, 2:] * FOCAL + np.array([WIDE / 2, HIGH / 2])
        high, wide = one.skin.shape[:2]
        frame = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
        lens = cv2.getPerspectiveTransform(frame, flat.astype(np.float32))
        if one.cut_out:
            over = cv2.warpPerspective(one.skin, lens, (WIDE, HIGH))
            np.copyto(picture, np.asarray(over, np.uint8), where=over.any(axis=2, keepdims=True))
        else:
            cv2.warpPerspective(one.skin, lens, (WIDE, HIGH), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


def _lit(luck: Random, sharp: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Under lamps that shine unevenly, with the grain of a phone's camera."""
    dice = np.random.default_rng(luck.getrandbits(32))
    falls = cv2.resize(dice.uniform(0.82, 1.12, (3, 4)).astype(np.float32), (WIDE, HIGH), interpolation=cv2.INTER_CUBIC)
    grain = dice.standard_normal((HIGH, WIDE, 1), np.float32) * 3
    made = sharp[..., ::-1] * (falls * luck.uniform(0.92, 1.05))[..., None] + grain
    return np.clip(made, 0, 255).astype(np.uint8)
