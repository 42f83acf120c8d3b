"""Scores: arithmetic with reasons, what does not apply, what is not known, and ranking."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.domain.requirement_fields import Place
from wangdian.domain.scoring import Line, Standing, deduction, joined, ranking, score
from wangdian.domain.uncertainty import span_of, spans_of
from wangdian.foundation.errors import Invalid

SIGN = Place(module="outdoor", project="signs", item="fascia")
LAMP = Place(module="outdoor", project="lights", item="lamp")
KIT = Place(module="indoor", project="kits", item="first aid")
HOLDS, FAILS, WAIVED = Standing.HOLDS, Standing.FAILS, Standing.WAIVED
UNKNOWN, NOT_APPLICABLE = Standing.UNKNOWN, Standing.NOT_APPLICABLE
D = Decimal


def entry(name: str, place: Place, points: str, standing: Standing, *steps: str, repeats=0, subject="") -> Line:
    return Line(name, place, D(points), standing, tuple(map(D, steps)), repeats, subject)


def test_points_are_summed_by_item_project_and_module():
    card = score(
        [
            entry("s1", SIGN, "3", HOLDS),
            entry("s2", SIGN, "2", FAILS, "1"),
            entry("l1", LAMP, "5", FAILS),
            entry("k1", KIT, "10", HOLDS),
        ]
    )
    assert (card.items[SIGN].full, card.items[SIGN].earned) == (5, 4)
    assert card.projects["outdoor", "lights"].score == D("0.00")
    assert (card.modules["outdoor"].earned, card.modules["outdoor"].score) == (4, D("40.00"))
    assert (card.total.full, card.total.lost, card.total.score) == (20, 6, D("70.00"))


def test_every_lost_point_has_its_reason():
    card = score([entry("s1", SIGN, "3", FAILS, "1", "2", repeats=1), entry("k1", KIT, "10", FAILS, "4")])
    reasons = [(d.requirement, d.place, d.lost, d.repeats) for d in card.total.deductions]
    assert reasons == [("k1", KIT, 4, 0), ("s1", SIGN, 2, 1)]
    assert sum(d.lost for d in card.total.deductions) == card.total.lost


@pytest.mark.parametrize(("repeats", "lost"), [(0, 1), (1, 2), (2, 5), (9, 5)])
def test_repeats_take_the_next_step_and_never_more_than_there_is(repeats, lost):
    assert deduction(D(5), (D(1), D(2), D(8)), repeats) == lost


def test_without_steps_all_points_are_lost():
    assert deduction(D(5), (), 0) == 5


def test_what_does_not_apply_leaves_the_denominator():
    card = score([entry("s1", SIGN, "3", HOLDS), entry("l1", LAMP, "7", NOT_APPLICABLE)])
    assert (card.total.full, card.total.score, card.total.coverage) == (3, D(100), D(100))
    assert LAMP not in card.items


def test_what_is_unknown_neither_earns_nor_loses_and_shows_as_coverage():
    card = score([entry("s1", SIGN, "3", HOLDS), entry("l1", LAMP, "1", UNKNOWN)])
    assert (card.total.score, card.total.coverage) == (D(100), D(75))
    assert (card.total.known, card.total.unknown) == (1, 1)
    assert card.items[LAMP].score is None


def test_what_is_waived_loses_nothing_and_is_counted():
    card = score([entry("s1", SIGN, "3", WAIVED)])
    assert (card.total.score, card.total.waived, card.total.deductions) == (D(100), 1, ())


def test_nothing_known_is_no_score_and_not_a_zero():
    assert score([]).total.score is None
    assert score([entry("s1", SIGN, "3", UNKNOWN)]).total.score is None
    assert score([entry("s1", SIGN, "3", UNKNOWN)]).total.coverage == 0
    assert score([]).total.coverage is None


def test_subjects_of_one_requirement_share_its_points():
    each = [entry("fire", KIT, "4", FAILS, "3", subject=name) for name in ("a", "b")]
    card = score([*each, entry("fire", KIT, "4", HOLDS, "3", subject="c")])
    assert (card.total.full, card.total.lost) == (4, 4)
    assert [(d.subject, d.lost) for d in card.total.deductions] == [("a", 3), ("b", 1)]


def test_a_requirement_known_at_some_subjects_counts_for_its_share():
    standings = [HOLDS, UNKNOWN, UNKNOWN]
    card = score([entry("fire", KIT, "1", s, subject=str(n)) for n, s in enumerate(standings)])
    assert (card.total.full, card.total.unseen) == (D("0.33"), D("0.67"))
    assert (card.total.score, card.total.coverage) == (D(100), D(33))


def test_halves_are_rounded_up():
    card = score([entry("a", SIGN, "1", HOLDS), entry("b", SIGN, "799", FAILS)])
    assert card.total.score == D("0.13")  # 0.125


def test_several_outlets_are_scored_as_one():
    good, bad = score([entry("a", SIGN, "3", HOLDS)]), score([entry("a", SIGN, "1", FAILS)])
    assert joined([good, bad]).score == D(75)


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([entry("a", SIGN, "-1", HOLDS)], "entries.a.points"),
        ([entry("a", SIGN, "NaN", HOLDS)], "entries.a.points"),
        ([entry("a", SIGN, "1", FAILS, "-1")], "entries.a.steps"),
        ([entry("a", SIGN, "1", FAILS, repeats=-1)], "entries.a.repeats"),
        ([entry("a", SIGN, "1", HOLDS), entry("a", SIGN, "1", FAILS)], "entries.a"),
        ([entry("a", SIGN, "1", HOLDS), entry("a", KIT, "1", FAILS, subject="x")], "entries.a"),
    ],
)
def test_what_cannot_be_scored_is_refused_by_name(entries, field):
    with pytest.raises(Invalid) as caught:
        score(entries)
    assert field in [p.field for p in caught.value.problems]


def test_equals_share_a_rank_and_the_next_is_skipped():
    lines = ranking({"d": D(90), "a": D(95), "c": D("90.00"), "e": None, "b": D(80)})
    assert [(x.key, x.rank, x.tied) for x in lines] == [
        ("a", 1, False),
        ("c", 2, True),
        ("d", 2, True),
        ("b", 4, False),
        ("e", None, False),
    ]


POINTS = st.decimals(0, 20, places=2)
ENTRIES = st.lists(
    st.builds(
        Line,
        requirement=st.just(""),
        place=st.builds(
            Place, module=st.sampled_from("MN"), project=st.sampled_from("pq"), item=st.sampled_from("xyz")
        ),
        points=POINTS,
        standing=st.sampled_from(Standing),
        steps=st.lists(POINTS, max_size=3).map(tuple),
        repeats=st.integers(0, 4),
    ),
    max_size=12,
).map(lambda rows: [replace(row, requirement=f"r{n}") for n, row in enumerate(rows)])


@settings(max_examples=80, deadline=None)
@given(ENTRIES, st.randoms())
def test_scores_stay_in_bounds_add_up_and_do_not_depend_on_order(entries, random):
    card = score(entries)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert score(shuffled) == card
    for tally in [card.total, *card.modules.values(), *card.projects.values(), *card.items.values()]:
        assert 0 <= tally.lost <= tally.full
        assert tally.score is None or 0 <= tally.score <= 100
        assert tally.coverage is None or 0 <= tally.coverage <= 100
        assert sum(d.lost for d in tally.deductions) == tally.lost
    for level in (card.modules, card.projects, card.items):
        assert sum(t.earned for t in level.values()) == card.total.earned
    applicable = [e for e in entries if e.standing is not NOT_APPLICABLE]
    assert card.total.full + card.total.unseen == sum(e.points for e in applicable)
    assert card.total.known + card.total.unknown == len(applicable)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, st.randoms())
def test_what_does_not_apply_neither_helps_nor_hurts_anywhere(entries, random):
    """Whatever is said not to apply, all that is told of the rest is told as if it had never been asked."""
    away = [replace(one, standing=NOT_APPLICABLE) if random.random() < 0.5 else one for one in entries]
    rest = [one for one in away if one.standing is not NOT_APPLICABLE]
    assert score(away) == score(rest)
    assert span_of(score(away)) == span_of(score(rest))
    assert spans_of(score(away)) == spans_of(score(rest))
    floors = {module: D(100) for module in "MN"}
    assert score(away).below(floors) == score(rest).below(floors)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, st.integers(0, 11), st.sampled_from(Standing), st.decimals(0, 20, places=2))
def test_how_much_it_would_have_weighed_makes_no_difference(entries, at, standing, points):
    """Neither its points nor how it stood before show through: nothing is won by the size of what is left out."""
    if at >= len(entries):
        return
    other = replace(entries[at], points=points, standing=NOT_APPLICABLE)
    away = [*entries[:at], replace(entries[at], standing=NOT_APPLICABLE), *entries[at + 1 :]]
    assert score([*entries[:at], other, *entries[at + 1 :]]) == score(away)


@settings(max_examples=80, deadline=None)
@given(POINTS, st.lists(POINTS, min_size=1, max_size=3), st.lists(st.sampled_from(Standing), min_size=1, max_size=5))
def test_a_subject_to_which_it_does_not_apply_leaves_its_share_to_the_others(points, steps, standings):
    """Three extinguishers of which one is said not to be there count as two: the points are shared by these."""
    lines = [
        Line("fire", KIT, points, standing, tuple(steps), 0, str(n)) for n, standing in enumerate(standings)
    ]
    rest = [one for one in lines if one.standing is not NOT_APPLICABLE]
    assert score(lines) == score(rest)
    assert score(lines).total.full + score(lines).total.unseen == (points if rest else 0)


PARTLY_KNOWN = st.lists(
    st.tuples(
        st.sampled_from("MN"), POINTS, st.lists(POINTS, max_size=3), POINTS, st.none() | POINTS,
        st.lists(st.tuples(st.sampled_from(Standing), st.integers(0, 4), st.booleans()), min_size=1, max_size=8),
    ),
    max_size=6,
)
"""Requirements with their module, points, steps, on the spot, concealed, and how each of their subjects stands."""


@settings(max_examples=200, deadline=None)
@given(PARTLY_KNOWN, st.integers(0, 100))
def test_a_score_lies_within_its_span_and_so_does_that_of_each_module(requirements, floor):
    lines = [
        Line(
            f"r{n}", Place(module=module, project=module, item=module), points, standing, tuple(steps), repeats,
            str(subject), spot, concealed if hidden else None,
        )
        for n, (module, points, steps, spot, concealed, there) in enumerate(requirements)
        for subject, (standing, repeats, hidden) in enumerate(there)
    ]
    card = score(lines)
    spans = {**spans_of(card), "": span_of(card)}
    for module, tally in {**card.modules, "": card.total}.items():
        span = spans.get(module)
        assert (tally.score is None) is (span is None)
        if span is not None:
            assert 0 <= span.low <= tally.score <= span.high <= 100
    assert all(spans[module].low < floor for module in card.below({"M": floor, "N": floor}))


def test_a_requirement_of_which_little_is_known_weighs_in_the_span_what_it_weighs_in_the_score():
    standings = [FAILS, FAILS, HOLDS, HOLDS, *[UNKNOWN] * 6]
    card = score(
        entry(f"r{n}", KIT, "10", standing, "2", subject=str(at))
        for n in range(20) for at, standing in enumerate(standings)
    )
    span = span_of(card)
    assert card.total.score == D("0.00")
    assert span.low == 0
    assert span.high < 10


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.none() | st.decimals(0, 100, places=1)))
def test_a_ranking_holds_everybody_once_and_better_is_never_lower(scores):
    lines = ranking(scores)
    assert sorted(x.key for x in lines) == sorted(scores)
    ranked = [x for x in lines if x.rank is not None]
    for x in ranked:
        assert x.rank == 1 + sum(y.score > x.score for y in ranked)
        assert x.tied == (sum(y.score == x.score for y in ranked) > 1)
