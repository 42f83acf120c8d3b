"""Reads the QR codes on a photo in a process of its own with hard limits: bytes on standard input, a line of JSON out.

Run as `python -I -m` and never imported by the server, as the decoder whose limits it shares. A sheet may lie askew,
in a shadow or far away: the picture is tried at several sizes, as it is and with its light evened out.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from wangdian.apps.evidence.decoder import MOST_PIXELS, READY, limit_myself

SIDES = (1600, 2400, 1000)
"""Pixels of the longer side, in the order in which they are tried; larger only where the photo is."""
MOST_CODES = 8
MOST_TEXT = 400


def codes_of(data: bytes) -> list[str]:
    """What the codes say, from the first way of looking that reads any."""
    found = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    if found is None or found.size > MOST_PIXELS:
        return []
    detectors = (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco())
    for picture in looks(found):
        for detector in detectors:
            texts = read(detector, picture)
            if texts:
                return texts[:MOST_CODES]
    return []


def looks(picture: Any) -> Iterator[Any]:
    longest = max(picture.shape)
    for side in SIDES:
        ratio = side / longest
        if ratio > 1 and side != SIDES[0]:
            continue
        way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
        sized = cv2.resize(picture, None, fx=ratio, fy=ratio, interpolation=way)
        yield sized
        evened = even_light(sized)
        yield evened
        yield cv2.threshold(evened, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]


def even_light(picture: Any) -> Any:
    """Divided by its own blur, wider than any module: what is left is ink and paper, not lamp and shadow."""
    ground = cv2.GaussianBlur(picture, (0, 0), sigmaX=max(picture.shape) / 40)
    return cv2.divide(picture, ground, scale=200)


def read(detector: Any, picture: Any) -> list[str]:
    """A detector that stumbles over this look has read nothing in it."""
    try:
        _good, texts, _corners, _straight = detector.detectAndDecodeMulti(picture)
    except (cv2.error, UnicodeDecodeError):
        return []
    return [text for text in texts if 0 < len(text) <= MOST_TEXT]


def main() -> None:
    cv2.setNumThreads(1)
    limit_myself()
    out = sys.stdout.buffer
    out.write(READY)
    out.flush()
    out.write(json.dumps({"codes": codes_of(sys.stdin.buffer.read())}).encode() + b"\n")


if __name__ == "__main__":
    main()
