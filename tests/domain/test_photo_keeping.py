"""How long photos are kept: the longest use counts, what is still needed has no end, and nobody's silence removes."""

from datetime import datetime, timedelta

from wangdian.domain.photo_keeping import PROPOSED, End, Kind, Use, end_of
from wangdian.foundation.clock import BANK_ZONE

CAME = datetime(2026, 1, 5, 9, tzinfo=BANK_ZONE)
DAYS = {Kind.WALK: 100, Kind.FINDING: 1000, Kind.LOOSE: 50}


def test_the_use_that_lasts_longest_counts() -> None:
    uses = [Use(Kind.WALK, CAME), Use(Kind.FINDING, CAME), Use(Kind.WALK, CAME + timedelta(days=200))]
    assert end_of(uses, CAME, DAYS) == End(CAME + timedelta(days=1000), Kind.FINDING)
    assert end_of(uses[::2], CAME, DAYS) == End(CAME + timedelta(days=300), Kind.WALK)


def test_what_is_still_needed_has_no_end() -> None:
    assert end_of([Use(Kind.WALK, CAME), Use(Kind.FINDING, None)], CAME, DAYS) is None


def test_a_kind_on_which_the_bank_has_not_decided_keeps_a_photo_for_good() -> None:
    assert end_of([Use(Kind.WALK, CAME), Use(Kind.SHEET, CAME)], CAME, DAYS) is None
    assert end_of([], CAME, {}) is None


def test_what_nothing_names_is_loose_from_the_moment_it_came() -> None:
    assert end_of([], CAME, DAYS) == End(CAME + timedelta(days=50), Kind.LOOSE)


def test_there_is_a_proposal_for_every_kind() -> None:
    assert set(PROPOSED) == set(Kind)
