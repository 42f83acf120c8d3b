"""Moments are said relative under a day and absolute beyond, and deadlines say when they are near or past."""

from datetime import timedelta

import pytest
from django.utils import translation

from tests.conftest import NOON
from wangdian.entrypoints.web.frame import tags
from wangdian.entrypoints.web.frame.moments import day_and_time, deadline_in_words, deadline_tone, in_words, window


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(), "now"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(minutes=-59), "59 minutes ago"),
        (timedelta(hours=-3, minutes=-20), "3 hours ago"),
        (timedelta(hours=2), "2 hours left"),
        (timedelta(days=-1), "11-17 12:00"),
        (timedelta(days=60), "2027-01-17 12:00"),
    ],
)
def test_a_moment_is_relative_under_a_day_and_absolute_beyond(after: timedelta, words: str) -> None:
    with translation.override("en"):
        assert in_words(NOON + after) == words


@pytest.mark.parametrize(
    ("after", "words", "tone"),
    [
        (timedelta(hours=2), "2 hours left", "near"),
        (timedelta(hours=4), "4 hours left", ""),
        (timedelta(days=3), "3 days left", ""),
        (timedelta(minutes=-5), "5 minutes too late", "late"),
    ],
)
def test_a_deadline_says_how_long_is_left_and_when_that_is_little(after: timedelta, words: str, tone: str) -> None:
    with translation.override("en"):
        assert (deadline_in_words(NOON + after), deadline_tone(NOON + after)) == (words, tone)


@pytest.mark.parametrize(
    ("hours", "words"), [(5, "today 17:00"), (21, "tomorrow 09:00"), (48, "11-20 12:00"), (-24, "11-17 12:00")],
)
def test_a_day_near_by_is_named(hours: int, words: str) -> None:
    with translation.override("en"):
        assert day_and_time(NOON + timedelta(hours=hours)) == words


def test_the_exact_moment_shows_on_hover() -> None:
    assert 'title="2026-11-18 14:00"' in tags.moment(NOON + timedelta(hours=2))


def test_a_phone_gets_the_day_without_the_time() -> None:
    assert '>11-15<span class="desk"> 12:00</span></time>' in tags.moment(NOON - timedelta(days=3))
    assert "desk" not in tags.moment(NOON - timedelta(hours=3))


def test_the_word_of_the_calendar_stands_beside_a_deadline() -> None:
    with translation.override("en"):
        said = tags.deadline(NOON + timedelta(hours=5), "<closes>")
    assert "today 17:00" in said
    assert "&lt;closes&gt;" in said


@pytest.mark.parametrize(("value", "said"), [(None, "—"), ("", "—"), (3, "3"), (2.50, "2.5"), (0.754, "0.75")])
def test_numbers_are_said_without_needless_zeros(value: object, said: str) -> None:
    assert tags.points(value) == said


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (timedelta(hours=-12), timedelta(days=13, hours=12), "2026-11-18 – 2026-12-01"),
        (timedelta(hours=-12), timedelta(hours=12), "2026-11-18"),
        (timedelta(), timedelta(hours=5), "2026-11-18 12:00 – 17:00"),
        (timedelta(), timedelta(days=2), "2026-11-18 12:00 – 2026-11-20 12:00"),
        (timedelta(), timedelta(hours=12), "2026-11-18 12:00 – 2026-11-19 00:00"),
    ],
)
def test_a_window_says_both_days_and_ends_on_the_last_that_counts(
    start: timedelta, end: timedelta, words: str,
) -> None:
    assert window(NOON + start, NOON + end) == words
    assert tags.until(NOON, None) == "2026-11-18 12:00"
