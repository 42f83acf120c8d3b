"""The coverage of the source: what carries a phrase must exist, and none may be forgotten."""

import pytest

from wangdian.domain.coverage import PHRASES, Coverage, CoverageEntry, State, parse_coverage, review
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.requirement_fields import Words

WORDS = Words(zh="话", en="words")


def line(phrase: str, tail: str) -> str:
    return f'- {{phrase: "{phrase}", says: {{zh: 话, en: words}}, {tail}}}\n'


def test_there_are_156_phrases_and_each_has_one_id() -> None:
    assert len(PHRASES) == len(set(PHRASES)) == 156
    assert "1.32" not in PHRASES
    assert PHRASES[0] == "1.01"
    assert PHRASES[-1] == "5.10"


def test_entries_are_read_in_the_order_of_the_source() -> None:
    text = "coverage:\n" + line("2.01", "pending: true") + line("1.01", "context: a heading")
    assert [entry.phrase for entry in parse_coverage(text, "c.yaml").entries] == ["1.01", "2.01"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("phrases: []", "a list of phrases is expected"),
        ("coverage: none", "a list of phrases is expected"),
        ("coverage:\n" + line("1.01", "pending: true") * 2, "c.yaml:3: 1.01 phrase: this phrase is there twice"),
        ("coverage:\n" + line("1.32", "pending: true"), "c.yaml:2: 1.32 phrase: the source has no such phrase"),
        ("coverage:\n" + line("1.01", "pending: false"), "c.yaml:2: 1.01: give exactly one of"),
        ("coverage:\n" + line("1.01", "pending: true, context: x"), "give exactly one of"),
        ("coverage:\n" + line("1.01", "carried_by: [OUT-01]"), "c.yaml:2: 1.01 carried_by.0: "),
        ("coverage:\n" + line("1.01", "by: x"), "1.01 by: unknown field"),
        ("coverage: [", "c.yaml:"),
    ],
)
def test_a_bad_coverage_is_refused(text: str, why: str) -> None:
    with pytest.raises(PackRefused) as caught:
        parse_coverage(text, "c.yaml")
    assert why in str(caught.value)


def test_a_carrier_that_does_not_exist_and_a_forgotten_phrase_are_named() -> None:
    coverage = Coverage((
        CoverageEntry(
            phrase="1.01", says=WORDS, carried_by=("requirement:OUT-01", "verb:outlets.dance", "screen:moon")
        ),
        CoverageEntry(phrase="1.02", says=WORDS, context="a heading"),
    ))
    report = review(coverage, {"requirement": {"OUT-01"}, "verb": {"outlets.make"}})
    assert report.unknown == ("screen:moon", "verb:outlets.dance")
    assert report.missing == PHRASES[2:]
    assert not report.is_sound
    assert report.rows[0].unknown == ("verb:outlets.dance", "screen:moon")


def test_it_is_counted_by_text_and_as_a_whole() -> None:
    entries = tuple(
        CoverageEntry(phrase=phrase, says=WORDS, pending=True)
        if phrase.startswith("2")
        else CoverageEntry(phrase=phrase, says=WORDS, carried_by=("requirement:OUT-01",))
        for phrase in PHRASES
    )
    report = review(Coverage(entries), {"requirement": ["OUT-01"]})
    assert report.is_sound
    assert report.counts(2) == {State.CARRIED: 0, State.CONTEXT: 0, State.PENDING: 47}
    assert report.counts() == {State.CARRIED: 109, State.CONTEXT: 0, State.PENDING: 47}
