"""The colours can be read in light and in dark, and a state's look follows from its code."""

import re

import pytest

from tests.architecture.sources import WEB
from wangdian.entrypoints.web.frame.tones import TONES, tone

TOKENS = (WEB / "frame/tokens.css").read_text()
BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
MARKS = (WEB / "frame/marks.css").read_text()


def colours(of: str) -> dict[str, str]:
    """The colours of the rule whose selector holds `of`."""
    return next(dict(HEX.findall(body)) for selector, body in BLOCK.findall(TOKENS) if of in selector)


LIGHT = colours(":root {".removesuffix(" {"))
DARK = colours('[data-theme="dark"]')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    (ink, paper)
    for ink in ("ink", "soft", "red", "amber", "blue") for paper in ("paper", "ground", "raised")
] + [
    ("on-blue", "blue"), ("on-red", "red"), ("blue", "blue-wash"), ("ink", "blue-wash"), ("ink", "red-wash"),
    ("red", "red-wash"), ("ink", "amber-wash"), ("soft", "blue-wash"),
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_stands_out_from_what_is_behind_it(scheme: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(scheme[ink], scheme[paper]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(scheme: dict[str, str]) -> None:
    assert contrast(scheme["edge"], scheme["paper"]) >= 3


def test_the_chosen_dark_is_the_dark_of_the_device() -> None:
    assert colours(':not([data-theme="light"])') == DARK
    assert DARK.keys() == LIGHT.keys()


def test_every_state_has_a_shape_of_its_own() -> None:
    for name in set(TONES.values()) - {"holds"}:
        assert f".state.{name}::before" in MARKS or f".state.{name} " in MARKS or f".state.{name}," in MARKS, name


def test_a_state_that_nobody_listed_is_quiet() -> None:
    assert tone("something-new") == "waits"
