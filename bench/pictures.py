"""Photos of about 300 kB, each of something else, so that no two are alike to a fingerprint either."""

from pathlib import Path

import cv2
import numpy as np

BYTES = 300_000
SIZE = (1600, 1200)


def make_pictures(folder: Path, count: int) -> list[Path]:
    """Invented pictures with texture, of about `BYTES` each."""
    luck = np.random.default_rng()
    noise = luck.normal(0, 9, (SIZE[1], SIZE[0])).astype(np.float32)
    quality, files = 0, []
    for n in range(count):
        rough = luck.uniform(0, 255, (30, 40)).astype(np.float32)
        soft = cv2.resize(rough, SIZE, interpolation=cv2.INTER_CUBIC) + np.roll(noise, n * 7919)
        picture = np.clip(soft, 0, 255).astype(np.uint8)
        quality = quality or _quality(picture)
        file = folder / f"{n}.jpg"
        file.write_bytes(_jpeg(picture, quality))
        files.append(file)
    return files


def _quality(picture: np.ndarray) -> int:
    """The one that comes nearest."""
    return min(range(20, 96, 3), key=lambda quality: abs(len(_jpeg(picture, quality)) - BYTES))


def _jpeg(picture: np.ndarray, quality: int) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise SystemExit("a picture could not be made")
    return bytes(data)
