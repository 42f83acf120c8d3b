"""Bad packs are refused, every problem of them by file, line, entry and field."""

import json
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_requirement import entry
from wangdian.domain.pack_problems import PackProblem, PackRefused
from wangdian.domain.pack_text import MAX_CHARACTERS, Unreadable, read_yaml
from wangdian.domain.packs import parse_catalogue, parse_pack, run_samples
from wangdian.domain.score_sheet import parse_score_sheet

FOLDER = Path(__file__).parents[2] / "catalogue"
STORIES: list[dict[str, Any]] = [
    {"says": "holds", "story": "clean", "given": {"ok": "true"}},
    {"says": "fails", "story": "dirty", "given": {"ok": "false", "reasons": ["dirty"]}},
    {"says": "unknown", "story": "nobody looked"},
]


def pack(*entries: dict[str, Any], **head: Any) -> str:
    """A pack as text; JSON is YAML, and each entry has a line of its own."""
    whole = {"pack": "outdoor", "title": {"zh": "室外", "en": "Outdoors"}, "edition": "1", **head}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in whole.items()]
    return "\n".join([*lines, "requirements:", *(f"- {json.dumps(one)}" for one in entries)]) + "\n"


def good(**changes: Any) -> dict[str, Any]:
    return entry(samples=STORIES, **changes)


def problems(text: str) -> tuple[PackProblem, ...]:
    with pytest.raises(PackRefused) as caught:
        parse_pack(text, "outdoor.yaml")
    return caught.value.problems


def test_a_good_pack_is_read_whole() -> None:
    read = parse_pack(pack(good(), good(id="OUT-02")), "outdoor.yaml")
    assert (read.name, read.title.zh, read.edition, read.file) == ("outdoor", "室外", "1", "outdoor.yaml")
    assert [one.id for one in read.requirements] == ["OUT-01", "OUT-02"]
    run_samples(read)


def test_its_digest_changes_with_its_text() -> None:
    digests = {parse_pack(pack(good(points=points)), "a.yaml").digest for points in ("2", "3")}
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("bad", "field", "why"),
    [
        (good(colour="red"), "colour", "unknown field"),
        ({key: value for key, value in good().items() if key != "severity"}, "severity", "missing"),
        (good(title={"zh": "门"}), "title.en", "missing"),
        (good(points="-2"), "points", "greater than or equal"),
        (good(deduct={"first": "1", "repeat": "9", "window_days": "9"}), "deduct", "more than the 2 points"),
        (good(effective={"from": "2025-02-01", "until": "2025-01-01"}), "effective", "until lies before from"),
        (good(check={"kind": "dated", "rule": "interval", "fact": "check.fire"}), "check", "needs first or every"),
        (good(check={"kind": "dated", "rule": "expiry", "fact": "x"}), "check.fact", "Input should be"),
        (entry(samples=STORIES[:2]), "samples", "no sample tells when it is unknown"),
        (entry(samples=STORIES[1:]), "samples", "no sample tells when it holds"),
        (entry(samples=[STORIES[0], STORIES[2]]), "samples", "no sample tells when it fails"),
        (good(place="nowhere"), "place", "valid dictionary"),
    ],
)
def test_each_problem_names_file_line_entry_and_field(bad: dict[str, Any], field: str, why: str) -> None:
    (problem,) = problems(pack(good(id="OUT-09"), bad))
    assert (problem.file, problem.line, problem.entry, problem.field) == ("outdoor.yaml", 6, "OUT-01", field)
    assert why in problem.why
    assert str(problem).startswith(f"outdoor.yaml:6: OUT-01 {field}: ")


def test_impossible_limits_are_named_with_their_value() -> None:
    values = [{"name": "w", "zh": "宽", "en": "width", "unit": "mm", "min": "9", "max": "1"}]
    (problem,) = problems(pack(good(check={"kind": "measured", "values": values})))
    assert (problem.field, problem.why) == ("check.values.0", "min 9 is above max 1: nothing could hold")
    values[0] = {**values[0], "max": "10", "unit": "ell"}
    (problem,) = problems(pack(good(check={"kind": "measured", "values": values})))
    assert (problem.field, "there is no unit 'ell'" in problem.why) == ("check.values.0.unit", True)


def test_all_problems_of_all_entries_are_told_at_once() -> None:
    told = problems(pack(good(colour="red", points="-1"), good(id="OUT-02", urgency="soon"), good(id="bad"), mood="x"))
    named = {(one.entry, one.field) for one in told}
    assert named == {("OUT-01", "colour"), ("OUT-01", "points"), ("OUT-02", "urgency"), ("bad", "id"), ("", "mood")}
    assert [one.line for one in told] == sorted(one.line for one in told)


def test_a_problem_deep_inside_is_found_by_its_own_line() -> None:
    text = pack(good()).replace("requirements:", "# a comment\nrequirements:")
    deep = text.replace('"within": "P3D"', '\n    "within": "soon"')
    (problem,) = problems(deep)
    assert (problem.line, problem.field) == (6, "mend")


def test_an_id_that_is_there_twice_is_refused() -> None:
    (problem,) = problems(pack(good(), good()))
    assert (problem.line, problem.entry, problem.why) == (6, "OUT-01", "this id is there twice")


def test_samples_that_disagree_are_refused_with_what_the_judge_says() -> None:
    wrong = [{**STORIES[0], "given": {"ok": "false"}}, *STORIES[1:]]
    read = parse_pack(pack(entry(samples=wrong)), "outdoor.yaml")
    with pytest.raises(PackRefused) as caught:
        run_samples(read)
    (problem,) = caught.value.problems
    assert (problem.entry, problem.field) == ("OUT-01", "samples.0")
    assert problem.why == "clean: should say holds, the judge says fails (seen_bad)"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there must be one document"),
        ("---\na: 1\n---\nb: 2\n", "there must be one document, and there are 2"),
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("a: !!python/object/apply:os.system ['true']\n", "tag"),
        ("a: 1\na: 2\n", "a is given twice"),
        ("? [a]\n: 1\n", "a key must be a plain word"),
        ("a: [1, 2\n", "expected"),
        ("[" * 60 + "]" * 60, "nested deeper"),
        ("a: " + "x" * MAX_CHARACTERS, "longer than"),
        ("[" + "1," * 31_000 + "]", "more than 30000 values"),
        ("a: \x00\n", "not YAML|not allowed|control"),
        ("- a\n", "a pack begins with"),
    ],
)
def test_what_is_no_modest_yaml_is_refused(text: str, why: str) -> None:
    (problem,) = problems(text)
    assert problem.why
    with pytest.raises(PackRefused, match=why):
        parse_pack(text, "outdoor.yaml")


def test_a_bomb_of_aliases_costs_nothing() -> None:
    names = "abcdefgh"
    levels = [f"{name}: &{name} [{', '.join(['*' + before] * 9)}]" for before, name in pairwise(names)]
    (problem,) = problems("\n".join(["a: &a [lol]", *levels]))
    assert (problem.line, problem.why) == (2, "aliases (*name) are not allowed: write it out")


def test_figures_days_and_phrase_ids_stay_as_they_are_written() -> None:
    plain, lines = read_yaml("phrases: [1.20]\nday: 2026-01-01\nyes: on\nn: 012\ngood: true\nnone: ~\nword: 'true'\n")
    assert plain == {
        "phrases": ["1.20"], "day": "2026-01-01", "yes": "on", "n": "012", "good": True, "none": None, "word": "true",
    }
    assert lines["phrases", 0] == 1
    assert lines["word",] == 7


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!|>?'\"#,\n \t%@`0~", max_size=60))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    with suppress(Unreadable):
        plain, _ = read_yaml(text)
        assert plain is None or isinstance(plain, str | bool | list | dict)


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    names = ("upkeep.yaml", "score_sheet.yaml", "coverage.yaml")
    return {name: (FOLDER / name).read_text(encoding="utf-8") for name in names}


def gathered(files: dict[str, str]) -> list[str]:
    with pytest.raises(PackRefused) as caught:
        parse_catalogue(files)
    return [str(problem) for problem in caught.value.problems]


def test_a_catalogue_needs_its_sheet_and_its_coverage(shipped: dict[str, str]) -> None:
    told = gathered({"upkeep.yaml": shipped["upkeep.yaml"]})
    assert told == ["coverage.yaml:0: this file is missing", "score_sheet.yaml:0: this file is missing"]


def test_one_id_lives_in_one_pack(shipped: dict[str, str]) -> None:
    told = gathered({**shipped, "again.yaml": shipped["upkeep.yaml"]})
    assert "upkeep.yaml:0: WALK-01 id: again.yaml has this id already" in told
    assert "upkeep.yaml:0: pack: again.yaml has this name already" in told


def test_the_points_of_an_item_are_shared_exactly(shipped: dict[str, str]) -> None:
    told = gathered(shipped)
    assert "score_sheet.yaml:0: 1.1-1 points: its requirements have 0 points together, the sheet gives 2.0" in told
    assert not any("W-1.1" in one for one in told)


def test_a_requirement_counts_at_a_place_of_the_sheet(shipped: dict[str, str]) -> None:
    moved = shipped["upkeep.yaml"].replace("item: W-1.1", "item: W-9.9", 1)
    told = gathered({**shipped, "upkeep.yaml": moved})
    assert "upkeep.yaml:0: FAULT-01 place: the score sheet has no such place: W-9.9" in told


def test_all_files_are_read_before_any_is_refused(shipped: dict[str, str]) -> None:
    told = gathered({**shipped, "broken.yaml": "a: [", "coverage.yaml": "x: 1", "score_sheet.yaml": "sheet: a"})
    assert {one.partition(":")[0] for one in told} >= {"broken.yaml", "coverage.yaml", "score_sheet.yaml"}


SHEET: Callable[[str], str] = """
sheet: s
title: {{zh: 表, en: sheet}}
edition: "1"
sources: [{{document: d, verified: proposal}}]
modules:
  - code: A
    zh: 甲
    en: a
    projects:
      - {{code: A-1, zh: 甲, en: a, items: [{{code: x, zh: 甲, en: a, points: 1, verified: proposal}}, {}]}}
""".format


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("{code: x, zh: 甲, en: a, points: 1, verified: proposal}", "x code: this item is there twice"),
        ("{code: y, zh: 甲, en: a, points: -1, verified: proposal}", "points: Input should be greater"),
        ("{code: y, zh: 甲, en: a, points: 1, verified: sworn}", "verified: Input should be"),
    ],
)
def test_a_bad_score_sheet_is_refused(item: str, why: str) -> None:
    with pytest.raises(PackRefused, match=why):
        parse_score_sheet(SHEET(item), "score_sheet.yaml")


def test_a_score_sheet_knows_its_places() -> None:
    sheet = parse_score_sheet(SHEET("{code: y, zh: 乙, en: b, points: 1, verified: proposal}"), "score_sheet.yaml")
    assert {code: (p.module, p.project, p.item) for code, p in sheet.places().items()} == {
        "x": ("A", "A-1", "x"), "y": ("A", "A-1", "y"),
    }
