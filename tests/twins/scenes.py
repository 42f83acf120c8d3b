"""Invented rooms of an outlet: textured surfaces at real depths, as a camera sees them, with light and noise.

A scene is quads in space, in metres, so that a camera that moves sees what a real one would: turn, perspective,
parallax. The same seed makes the same scene, and the same seed of a shot the same shot.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Luck = np.random.Generator
KINDS = ("plain", "tiled", "wood", "notice")
WORDS = ("OPEN", "ATM 24h", "Queue here", "EXIT", "VIP", "Counter 3", "Rates 1.35%", "CNY", "No smoking", "Push")


@dataclass(frozen=True)
class Quad:
    """A flat surface: its corners in space (left top, right top, right bottom, left bottom) and what is on it."""

    corners: NDArray[np.float64]
    skin: Pixels

    @property
    def depth(self) -> float:
        return float(self.corners[:, 2].mean())


@dataclass(frozen=True)
class Pose:
    """Where the camera stands (metres) and how it is turned (degrees: pitch, yaw, roll); `wide` is its angle."""

    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0)
    wide: float = 65.0


@dataclass(frozen=True)
class Scene:
    """A room; `pose` is how its first photo is taken, `upright` whether the phone is held so."""

    quads: tuple[Quad, ...]
    pose: Pose
    upright: bool


def cloud(luck: Luck, size: int, finest: int) -> NDArray[np.float32]:
    """Soft noise of several sizes, about -1 to 1."""
    total = np.zeros((size, size), np.float32)
    weight, cells = 1.0, 4
    while cells <= finest:
        rough = luck.standard_normal((cells, cells)).astype(np.float32)
        total += weight * cv2.resize(rough, (size, size), interpolation=cv2.INTER_CUBIC)
        weight, cells = weight * 0.6, cells * 2
    return total / 2


def skin(luck: Luck, kind: str, size: int = 256) -> Pixels:
    """What a surface looks like from straight ahead: plain, tiled, wood or a notice."""
    colour = luck.uniform(70, 225, 3)
    rough = cloud(luck, size, 128)
    strength = {"plain": 5, "tiled": 9, "wood": 16, "notice": 3}[kind]
    made = colour + strength * rough[..., None]
    if kind == "tiled":
        step = int(luck.integers(24, 64))
        made[::step] -= 40
        made[:, ::step] -= 40
    if kind == "wood":
        grain = luck.standard_normal((1, 64)).astype(np.float32)
        made += 14 * cv2.resize(grain, (size, size), interpolation=cv2.INTER_CUBIC)[..., None]
    whole = np.ascontiguousarray(np.clip(made, 0, 255).astype(np.uint8))
    if kind == "notice":
        written(luck, whole)
    return whole


def written(luck: Luck, on: Pixels) -> None:
    """Lines of words, a frame and a few drawn shapes."""
    size = on.shape[0]
    ink = tuple(int(v) for v in luck.uniform(0, 255, 3))
    cv2.rectangle(on, (6, 6), (size - 6, size - 6), ink, int(luck.integers(1, 6)))
    for _ in range(int(luck.integers(1, 4))):
        corner = tuple(int(v) for v in luck.integers(20, size - 60, 2))
        other = tuple(int(v) for v in luck.integers(40, size - 10, 2))
        cv2.rectangle(on, corner, other, tuple(int(v) for v in luck.uniform(0, 255, 3)), -1)
    for row in range(int(luck.integers(2, 7))):
        word = str(luck.choice(WORDS))
        left = int(luck.integers(8, 60))
        cv2.putText(on, word, (left, 40 + 34 * row), cv2.FONT_HERSHEY_SIMPLEX, float(luck.uniform(0.5, 1.2)), ink, 2)


def flat(left: float, top: float, right: float, bottom: float, z: float) -> NDArray[np.float64]:
    return np.array([[left, top, z], [right, top, z], [right, bottom, z], [left, bottom, z]])


Skins = Callable[[Luck, str], Pixels]


def from_stock(seed: int, each: int = 40) -> Skins:
    """Skins out of a stock that many rooms share, as outlets of one bank do."""
    luck = np.random.default_rng([seed, 4])
    stock = {kind: [skin(luck, kind) for _ in range(each)] for kind in KINDS}
    return lambda luck, kind: stock[kind][int(luck.integers(each))]


def room(seed: int, skins: Skins | None = None) -> Scene:
    """A room of 4 to 8 metres with furniture and notices in it; y points down, z away from the camera.

    Without `skins` every surface has one of its own.
    """
    luck, skin_of = np.random.default_rng([seed, 1]), skins or skin
    half, deep, up, down = luck.uniform(1.8, 3.5), luck.uniform(4, 8), -luck.uniform(1.2, 1.8), luck.uniform(1.2, 1.6)
    near = 1.3
    walls = [
        (flat(-half, up, half, down, deep), "plain"),
        (np.array([[-half, up, near], [-half, up, deep], [-half, down, deep], [-half, down, near]]), "plain"),
        (np.array([[half, up, deep], [half, up, near], [half, down, near], [half, down, deep]]), "plain"),
        (np.array([[-half, down, deep], [half, down, deep], [half, down, near], [-half, down, near]]), "tiled"),
        (np.array([[-half, up, near], [half, up, near], [half, up, deep], [-half, up, deep]]), "tiled"),
    ]
    quads = [Quad(corners, skin_of(luck, kind)) for corners, kind in walls]
    quads += sorted(furniture(luck, half, deep, up, down, skin_of), key=lambda q: -q.depth)
    turn = (luck.uniform(-6, 6), luck.uniform(-18, 18), luck.uniform(-2, 2))
    return Scene(tuple(quads), Pose(turn=turn, wide=luck.uniform(58, 72)), bool(luck.integers(2)))


def furniture(luck: Luck, half: float, deep: float, up: float, down: float, skin_of: Skins) -> Iterator[Quad]:
    """Notices on the back wall, and boxes that stand about: each a front and a top."""
    for _ in range(int(luck.integers(2, 6))):
        x, y, wide = luck.uniform(-half, half - 0.6), luck.uniform(up, 0.4), luck.uniform(0.4, 1.4)
        yield Quad(flat(x, y, x + wide, y + wide * luck.uniform(0.6, 1.4), deep - 0.02), skin_of(luck, "notice"))
    for _ in range(int(luck.integers(3, 8))):
        x, z, wide = luck.uniform(-half, half - 0.5), luck.uniform(1.8, deep - 0.6), luck.uniform(0.3, 1.6)
        top = down - luck.uniform(0.4, 1.7)
        back = min(z + luck.uniform(0.3, 0.8), deep)
        kind = str(luck.choice(["wood", "notice", "tiled", "plain"]))
        upper = np.array([[x, top, back], [x + wide, top, back], [x + wide, top, z], [x, top, z]])
        yield Quad(upper, skin_of(luck, "wood"))
        yield Quad(flat(x, top, x + wide, down, z - 0.001), skin_of(luck, kind))


def turned(degrees: tuple[float, float, float]) -> NDArray[np.float64]:
    matrix = np.eye(3)
    for axis, angle in enumerate(degrees):
        vector = np.zeros((3, 1))
        vector[axis] = np.radians(angle)
        matrix = cv2.Rodrigues(vector)[0] @ matrix
    return matrix


def seen(scene: Scene, pose: Pose, long_side: int) -> Pixels:
    """The room as a camera at `pose` sees it, sharp and without light or noise."""
    short = long_side * 3 // 4
    width, height = (short, long_side) if scene.upright else (long_side, short)
    focal = long_side / 2 / np.tan(np.radians(pose.wide) / 2)
    view = turned(pose.turn)
    picture = np.full((height, width, 3), 90, np.uint8)
    for quad in scene.quads:
        points = (quad.corners - np.array(pose.at)) @ view.T
        if points[:, 2].min() < 0.05:
            continue
        flat_points = points[:, :2] / points[:, 2:] * focal + np.array([width / 2, height / 2])
        side = quad.skin.shape[0]
        frame = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
        lens = cv2.getPerspectiveTransform(frame, flat_points.astype(np.float32))
        cv2.warpPerspective(
            quad.skin, lens, (width, height), dst=picture, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT,
        )
    return picture


def shot(scene: Scene, seed: int, pose: Pose | None = None, long_side: int = 960) -> Pixels:
    """A photo: the room, under a light that falls unevenly, through a lens, with a sensor's noise of its own."""
    luck = np.random.default_rng([seed, 2])
    sharp = seen(scene, pose or scene.pose, long_side).astype(np.float32)
    height, width = sharp.shape[:2]
    falls = luck.uniform(0.6, 1.25, (3, 3)).astype(np.float32)
    light = cv2.resize(falls, (width, height), interpolation=cv2.INTER_CUBIC)
    lit = cv2.GaussianBlur(sharp, (0, 0), 0.7) * light[..., None] * luck.uniform(0.8, 1.15)
    noise = luck.standard_normal(sharp.shape, np.float32) * (2.0 + 0.25 * np.sqrt(np.maximum(lit, 0)))
    return np.clip(lit + noise, 0, 255).astype(np.uint8)


def moved(
    pose: Pose, seed: int, metres: tuple[float, float] = (0.02, 0.12), degrees: tuple[float, float] = (0.4, 2.5),
) -> Pose:
    """The camera of somebody who came back and stood at the same place: a little aside and a little turned."""
    luck = np.random.default_rng([seed, 3])
    away = luck.standard_normal(3)
    away *= luck.uniform(*metres) / np.linalg.norm(away)
    turn = luck.uniform(*degrees, 3) * luck.choice([-1, 1], 3)
    at, faced = np.array(pose.at) + away, np.array(pose.turn) + turn
    return replace(pose, at=(at[0], at[1], at[2]), turn=(faced[0], faced[1], faced[2]))
