"""A photo as the strip of the frame wants it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shot:
    """Where it lies, whole and small, and what is said of it."""

    url: str
    thumb: str
    title: str
