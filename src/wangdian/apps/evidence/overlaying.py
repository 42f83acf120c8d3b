"""Lays one photo exactly over another: a copy fits by size and shift alone, a new shot of the same place does not.

Whoever comes back with a camera stands elsewhere and turns a little, so that near things move against far ones and
lines lean. Saving anew, making smaller, cropping, brightening or taking a picture off a screen does none of that.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from wangdian.apps.evidence.prints import Grey

Points = NDArray[np.float64]
Fine = NDArray[np.float32]
SIDE = 480
TILE = 32
"""Pixels of a tile of the picture, compared by itself; every SIDE pixels hold 15."""
LEAST_TILES = 12
"""With fewer tiles that show something, nothing is said."""
LEAST_TEXTURE = 1.2
"""The standard deviation of fine detail from which a tile shows something, in grey values."""
NEAR_PX = 0.25
"""How far a tile may lie from where size and shift put it, to lie exactly."""
LIKE = 0.6
"""How well the fine detail of a tile must agree (correlation), to lie exactly."""
LEAST_SHARE = 0.6
"""From this share of tiles that lie exactly, a person is asked."""
HOPELESS = 0.2
"""Where the first try agrees less than this, no second one is made."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How one picture lies on another: `share` of its tiles exactly, the medians of `apart` (px) and `alike`."""

    share: float
    apart: float
    alike: float

    @property
    def is_question(self) -> bool:
        return self.share >= LEAST_SHARE


NO_FIT = Fit(0.0, 99.0, 0.0)


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture with its key points: `points` (n by 2) and their descriptions (n by 32 bytes)."""

    grey: Grey
    points: Points
    words: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Laid:
    """Where points of one picture come to lie on the other: the size and shift of x and of y.

    Both sizes are the same but for the rounding of small pictures to whole pixels.
    """

    wide: float
    high: float
    x: float
    y: float

    @property
    def matrix(self) -> NDArray[np.float64]:
        return np.array([[self.wide, 0, self.x], [0, self.high, self.y]])

    @property
    def size(self) -> float:
        return (self.wide + self.high) / 2

    @property
    def is_even(self) -> bool:
        return abs(self.wide / self.high - 1) < 0.015

    def back(self) -> "Laid":
        return Laid(1 / self.wide, 1 / self.high, -self.x / self.wide, -self.y / self.high)

    def then(self, step: "Laid") -> "Laid":
        return Laid(
            self.wide * step.wide, self.high * step.high, step.wide * self.x + step.x, step.high * self.y + step.y,
        )


def sight_of(grey: Grey) -> Sight:
    found, words = cv2.ORB.create(nfeatures=500, fastThreshold=8).detectAndCompute(grey, None)
    points = np.array([point.pt for point in found], np.float64).reshape(-1, 2)
    return Sight(grey, points, np.zeros((0, 32), np.uint8) if words is None else np.asarray(words, np.uint8))


def fit_of(one: Sight, other: Sight) -> Fit:
    """How well one of them is the other again; the order does not matter."""
    pairs = _pairs(one, other)
    laid = _laid(one.points[pairs[:, 0]], other.points[pairs[:, 1]]) if len(pairs) >= 6 else None
    if laid is None:
        return NO_FIT
    if laid.size > 1:  # the finer one is brought to the coarser one's grid
        one, other = other, one
        laid = laid.back()
    beneath = _fine(other.grey)
    for _ in range(3):
        moved = _tiles(one.grey, other.grey, beneath, laid)
        if len(moved) < LEAST_TILES or float(np.median(moved[:, 4])) < HOPELESS:
            return NO_FIT
        laid = _corrected(laid, moved)
    return _judged(_tiles(one.grey, other.grey, beneath, laid)) if laid.is_even else NO_FIT


def _pairs(one: Sight, other: Sight) -> NDArray[np.intp]:
    """Key points of both that describe the same and no second one nearly as well."""
    if len(one.points) < 6 or len(other.points) < 6:
        return np.zeros((0, 2), np.intp)
    twos = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(one.words, other.words, k=2)
    sure = [two[0] for two in twos if len(two) == 2 and two[0].distance < 0.8 * two[1].distance]
    kept = [(pair.queryIdx, pair.trainIdx) for pair in sure]
    return np.array(kept, np.intp).reshape(-1, 2)


def _laid(here: Points, there: Points) -> Laid | None:
    """Size and shift alone by most of the pairs: two pairs make a guess, and the guess with most followers wins."""
    luck = np.random.default_rng(0)
    first, second = luck.integers(0, len(here), (2, 250))
    across = here[second] - here[first]
    length = (across**2).sum(axis=1)
    usable = length > 30**2
    sizes = ((there[second] - there[first]) * across).sum(axis=1)[usable] / length[usable]
    sane = (sizes > 0.2) & (sizes < 5)
    first, sizes = first[usable][sane], sizes[sane]
    if not sizes.size:
        return None
    shifts = there[first] - sizes[:, None] * here[first]
    misses = there[None] - sizes[:, None, None] * here[None] - shifts[:, None]
    fits = (misses**2).sum(axis=2) < (2.5 * np.maximum(sizes, 0.5)[:, None]) ** 2
    best = int(np.argmax(fits.sum(axis=1)))
    followers = fits[best]
    if followers.sum() < 6:
        return None
    return _least_squares(here[followers], there[followers])


def _least_squares(here: Points, there: Points) -> Laid:
    middle, aim = here.mean(axis=0), there.mean(axis=0)
    spread = ((here - middle) ** 2).sum(axis=0)
    wide, high = ((here - middle) * (there - aim)).sum(axis=0) / np.maximum(spread, 1e-9)
    x, y = aim - (wide, high) * middle
    return Laid(float(wide), float(high), float(x), float(y))


def _tiles(one: Grey, other: Grey, b: Fine, laid: Laid) -> NDArray[np.float64]:
    """For each tile that shows something in both: its middle in `other` (2), how far it lies off (2), how alike.

    `b` is the fine detail of `other`.

    How far is the least-squares answer of Lucas and Kanade (1981) for one tile, exact to some hundredths of a pixel
    where it is below one; along an edge it says nothing, and so little is said there.
    """
    height, width = other.shape
    over = cv2.warpAffine(
        _smoothed(one, laid.size), laid.matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE,
    )
    covered = cv2.warpAffine(np.full_like(one, 255), laid.matrix, (width, height), flags=cv2.INTER_NEAREST) == 255
    over = np.where(covered, over, other)  # both go on alike beyond the edge, or the edge itself would be compared
    a = _fine(over.astype(np.uint8))
    inside = _sums(covered.astype(np.float32)) == TILE * TILE
    spread_a, spread_b, product = _sums(a * a), _sums(b * b), _sums(a * b)
    shows = np.minimum(spread_a, spread_b) >= TILE * TILE * LEAST_TEXTURE**2
    alike = product / np.maximum(np.sqrt(spread_a * spread_b), 1e-9)
    off_x, off_y = _off(a * np.sqrt(spread_b.mean() / max(float(spread_a.mean()), 1e-9)), b)
    rows, columns = np.nonzero(inside & shows)
    at = (rows, columns)
    return np.stack(
        [(columns + 0.5) * TILE, (rows + 0.5) * TILE, off_x[at], off_y[at], alike[at]], axis=1,
    ).astype(np.float64)


def _sums(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sum over each whole tile."""
    rows, columns = values.shape[0] // TILE, values.shape[1] // TILE
    whole = values[: rows * TILE, : columns * TILE]
    return np.asarray(whole.reshape(rows, TILE, columns, TILE).sum(axis=(1, 3)), np.float32)


def _off(a: Fine, b: Fine) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """How far each tile of `a` must move to lie on `b`, in x and y, pixels."""
    middle = (a + b) / 2
    by_x = np.asarray(cv2.Scharr(middle, cv2.CV_32F, 1, 0, scale=1 / 32), np.float32)
    by_y = np.asarray(cv2.Scharr(middle, cv2.CV_32F, 0, 1, scale=1 / 32), np.float32)
    change = a - b
    xx, xy, yy = _sums(by_x * by_x), _sums(by_x * by_y), _sums(by_y * by_y)
    x, y = _sums(by_x * change), _sums(by_y * change)
    calm = np.float32(0.02) * (xx + yy) + np.float32(1e-3)
    xx, yy = xx + calm, yy + calm
    under = xx * yy - xy * xy
    return (yy * x - xy * y) / under, (xx * y - xy * x) / under


def _smoothed(grey: Grey, size: float) -> Grey:
    """Detail finer than the coarser grid is taken away before it is brought there."""
    if size >= 0.95:
        return grey
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.5 * np.sqrt(1 / size**2 - 1)), np.uint8)


def _fine(grey: Grey) -> NDArray[np.float32]:
    """What is left when the light is taken away: detail of about 2 to 8 pixels."""
    real = grey.astype(np.float32)
    return np.asarray(cv2.GaussianBlur(real, (0, 0), 0.8) - cv2.GaussianBlur(real, (0, 0), 4.0), np.float32)


def _corrected(laid: Laid, tiles: NDArray[np.float64]) -> Laid:
    """Size and shift once more, by tiles that moved little."""
    moved = tiles[:, 2:4]
    sane = np.abs(moved - np.median(moved, axis=0)).max(axis=1) < 3
    if sane.sum() < LEAST_TILES:
        return laid
    return laid.then(_least_squares(tiles[sane, :2], tiles[sane, :2] + moved[sane]))


def _judged(tiles: NDArray[np.float64]) -> Fit:
    if len(tiles) < LEAST_TILES:
        return NO_FIT
    apart, alike = np.hypot(tiles[:, 2], tiles[:, 3]), tiles[:, 4]
    exactly = (apart <= NEAR_PX) & (alike >= LIKE)
    return Fit(float(exactly.mean()), float(np.median(apart)), float(np.median(alike)))
