"""What people do to a photo to use it again: save it anew, make it small or light, crop it, take it off a screen."""

from collections.abc import Callable

import cv2
import numpy as np

from tests.twins.scenes import Luck, Pixels


def saved(picture: Pixels, quality: int = 88) -> bytes:
    """A JPEG."""
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def encoded_again(luck: Luck, picture: Pixels) -> bytes:
    return saved(picture, int(luck.integers(35, 75)))


def resized(luck: Luck, picture: Pixels) -> bytes:
    factor = luck.uniform(0.4, 0.8)
    return saved(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), 80)


def cropped(luck: Luck, picture: Pixels) -> bytes:
    """95 of 100 of its width and of its height are left, from anywhere in it."""
    height, width = picture.shape[:2]
    kept_h, kept_w = int(height * 0.95), int(width * 0.95)
    top, left = int(luck.integers(0, height - kept_h + 1)), int(luck.integers(0, width - kept_w + 1))
    return saved(picture[top : top + kept_h, left : left + kept_w], 85)


def brightened(luck: Luck, picture: Pixels) -> bytes:
    lighter = np.clip(picture * luck.uniform(1.1, 1.35) + luck.uniform(5, 25), 0, 255)
    return saved(lighter.astype(np.uint8), 85)


def screenshotted(luck: Luck, picture: Pixels) -> bytes:
    """Shown by a phone of 1080 by 2400 and taken off its screen: borders, a status bar, buttons below."""
    black = bool(luck.integers(2))
    ground, ink = (0, (235, 235, 235)) if black else (255, (20, 20, 20))
    screen = np.full((2400, 1080, 3), ground, np.uint8)
    factor = 1080 / picture.shape[1]
    shown = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    top = (2400 - shown.shape[0]) // 2
    screen[top : top + shown.shape[0]] = shown
    cv2.putText(screen, "08:41", (60, 75), cv2.FONT_HERSHEY_SIMPLEX, 1.4, ink, 3)
    for left in (800, 870, 940):
        cv2.rectangle(screen, (left, 40), (left + 45, 75), ink, -1)
    for at in range(135, 1080, 270):
        cv2.circle(screen, (at, 2290), 34, ink, 5)
    return cv2.imencode(".png", screen, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()


COPIES: dict[str, Callable[[Luck, Pixels], bytes]] = {
    "encoded again": encoded_again, "resized": resized, "cropped by 5 %": cropped, "brightened": brightened,
    "screenshotted": screenshotted,
}
