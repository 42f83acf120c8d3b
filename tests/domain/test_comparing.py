"""Comparisons: which answers may be held against each other."""

from datetime import datetime, timedelta

from wangdian.domain.comparing import Looked, Turn, pairs
from wangdian.foundation.clock import BANK_ZONE

NOON = datetime(2026, 11, 18, 12, tzinfo=BANK_ZONE)
LIN, MA = 1, 2


def looked(days: float, kind: str, by: int, says: str) -> Looked:
    return Looked(id=f"{kind}{days}", kind=kind, by=by, at=NOON + timedelta(days=days), says=says)


def test_a_spot_check_is_held_against_the_latest_self_check_of_another_person() -> None:
    first, second = looked(0, "self", LIN, "fails"), looked(1, "self", LIN, "holds")
    spot = looked(2, "spot", MA, "fails")
    (pair,) = pairs([spot, first, second])
    assert (pair.earlier, pair.later, pair.agrees) == (second, spot, False)


def test_the_same_person_and_the_same_kind_are_no_second_opinion() -> None:
    assert pairs([looked(0, "self", LIN, "holds"), looked(1, "spot", LIN, "fails")]) == ()
    assert pairs([looked(0, "self", LIN, "holds"), looked(1, "self", MA, "fails")]) == ()


def test_a_week_and_no_longer() -> None:
    assert len(pairs([looked(0, "self", LIN, "holds"), looked(7, "spot", MA, "fails")])) == 1
    assert pairs([looked(0, "self", LIN, "holds"), looked(7.01, "spot", MA, "fails")]) == ()


def test_who_could_not_tell_is_passed_over() -> None:
    (pair,) = pairs([
        looked(0, "self", LIN, "holds"), looked(1, "opening", LIN, "unknown"), looked(2, "spot", MA, "holds"),
    ])
    assert pair.agrees
    assert pair.earlier.kind == "self"


def test_what_was_mended_between_is_no_disagreement() -> None:
    both = [looked(0, "self", LIN, "fails"), looked(2, "spot", MA, "holds")]
    assert len(pairs(both)) == 1
    assert pairs(both, [Turn(NOON + timedelta(days=1), "mended")]) == ()
    assert len(pairs(both, [Turn(NOON + timedelta(days=3), "mended")])) == 1


def test_what_broke_between_is_no_disagreement_unless_the_answer_itself_found_it() -> None:
    both = [looked(0, "self", LIN, "holds"), looked(2, "spot", MA, "fails")]
    assert pairs(both, [Turn(NOON + timedelta(days=1), "appeared")]) == ()
    assert len(pairs(both, [Turn(NOON + timedelta(days=2), "appeared")])) == 1
    assert len(pairs(both, [Turn(NOON, "appeared")])) == 1
