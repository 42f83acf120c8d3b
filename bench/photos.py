"""Measures the search for re-used photos: `python -m bench.photos [--json] [--prints 1000000]`.

One look-up among so many fingerprints in memory, and what one photo costs from its thumbnail to the answer.
"""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import cv2
import django
import numpy as np

RUNS = 50
SEED = 7


def spans(act: Callable[[int], object], runs: int = RUNS) -> dict[str, float]:
    """Median and 19th of 20 by the clock, and the processor's own time, in milliseconds; after a run to warm up."""
    act(0)
    found, worked = [], time.process_time()
    for run in range(runs):
        began = time.perf_counter()
        act(run)
        found.append((time.perf_counter() - began) * 1000)
    worked = (time.process_time() - worked) * 1000 / runs
    found.sort()
    p95 = found[int(runs * 0.95)]
    return {"median_ms": round(statistics.median(found), 2), "p95_ms": round(p95, 2), "processor_ms": round(worked, 2)}


def pictures(count: int) -> list[bytes]:
    """Thumbnails of invented pictures with some texture; only their cost matters here."""
    luck = np.random.default_rng(SEED)
    made = []
    for _ in range(count):
        rough = luck.uniform(0, 255, (60, 80)).astype(np.float32)
        soft = cv2.resize(rough, (480, 360), interpolation=cv2.INTER_CUBIC) + luck.normal(0, 4, (360, 480))
        made.append(cv2.imencode(".jpg", np.clip(soft, 0, 255).astype(np.uint8))[1].tobytes())
    return made


def filled(prints: int) -> Any:
    """A gallery of that many random fingerprints, filled without a database."""
    gallery = import_module("wangdian.apps.evidence.gallery").Gallery()
    luck = np.random.default_rng(SEED)
    gallery.words = luck.integers(0, 2**64, (4, prints), dtype=np.uint64)
    gallery.photos = np.arange(prints, dtype=np.int64)
    gallery.size = prints
    return gallery


def near_misses(gallery: Any, run: int) -> bytes:
    """The fingerprint of a photo of the gallery with 20 bits turned over, so that something is found."""
    luck = np.random.default_rng(run)
    bits = np.unpackbits(np.ascontiguousarray(gallery.words[:, run * 97 % gallery.size]).view(np.uint8))
    bits[luck.choice(256, 20, replace=False)] ^= 1
    return np.packbits(bits).tobytes()


def measured(count: int) -> dict[str, Any]:
    prints, overlaying = (import_module(f"wangdian.apps.evidence.{name}") for name in ("prints", "overlaying"))
    gallery = filled(count)
    asked = [prints.Print(near_misses(gallery, run), b"") for run in range(RUNS)]
    if not all(gallery.near(one) for one in asked):
        raise SystemExit("a look-up did not find what it was made of")
    shown = pictures(2)
    sight = overlaying.sight_of(prints.grey_of(shown[0]))
    return {
        "fingerprints": count, "megabytes": round((gallery.words.nbytes + gallery.photos.nbytes) / 1e6, 1),
        "one look-up": spans(lambda run: gallery.near(asked[run])),
        "one fingerprint": spans(lambda run: prints.print_of(prints.grey_of(shown[0]))),
        "one picture laid on a copy": spans(
            lambda run: overlaying.fit_of(sight, overlaying.sight_of(prints.grey_of(shown[0]))),
        ),
        "one picture laid on another": spans(
            lambda run: overlaying.fit_of(sight, overlaying.sight_of(prints.grey_of(shown[1]))),
        ),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--prints", type=int, default=1_000_000)
    given = parser.parse_args()
    found = measured(given.prints)
    if given.json:
        about = {"python": platform.python_version(), "cores": os.cpu_count(), "runs": RUNS}
        print(json.dumps({**about, **found}, indent=1))
        return 0
    for name, value in found.items():
        figures = ", ".join(f"{key} {figure}" for key, figure in value.items()) if isinstance(value, dict) else value
        print(f"{name:30} {figures}")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
    django.setup()
    raise SystemExit(main())
