"""A measured figure, a table of them, and how long something takes."""

import cProfile
import io
import pstats
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROFILES = Path(__file__).resolve().parents[1] / "build/bench"
TOP = 10


@dataclass(frozen=True)
class Figure:
    """`aim` is what was wished for, in the same unit; empty where nothing was."""

    what: str
    figure: float
    unit: str
    aim: str = ""


@dataclass
class Span:
    """Seconds by the clock, known once the block is over."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Span]:
    span, began = Span(), time.perf_counter()
    try:
        yield span
    finally:
        span.seconds = time.perf_counter() - began


def spread(what: str, seconds: Sequence[float]) -> list[Figure]:
    """Median and 95th of 100, in milliseconds."""
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    return [Figure(f"{what}: median", round(statistics.median(seconds) * 1000, 1), "ms"),
            Figure(f"{what}: p95", round(p95 * 1000, 1), "ms")]


def profiled(name: str, act: Callable[[], object]) -> str:
    """Keeps a profile of `act` in build/bench/<name>.prof; returns its ten dearest functions as text.

    A profile makes everything slower: it says what limits, never how long it takes.
    """
    profile = cProfile.Profile()
    profile.runcall(act)
    PROFILES.mkdir(parents=True, exist_ok=True)
    profile.dump_stats(PROFILES / f"{name}.prof")
    told = io.StringIO()
    pstats.Stats(profile, stream=told).sort_stats("tottime").print_stats(TOP)
    lines = [line for line in told.getvalue().splitlines() if line.strip()]
    begin = next((n for n, line in enumerate(lines) if line.lstrip().startswith("ncalls")), 0)
    return "\n".join([f"What limits {name}, by own time (build/bench/{name}.prof):", *lines[begin : begin + TOP + 1]])


def table(figures: Sequence[Figure]) -> str:
    """A line each."""
    return "\n".join(
        f"{one.what:64} {one.figure:>12,} {one.unit:12}{f' aim {one.aim}' if one.aim else ''}" for one in figures
    )
