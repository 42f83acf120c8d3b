"""The catalogue as it is shipped: whole, honest about its figures, and of one mind with the judge."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangdian.domain.coverage import PHRASES, State, review
from wangdian.domain.judging import Dated, Evidence, Measurement, Observation, Reading, Says, Verdict, judge
from wangdian.domain.packs import Catalogue, parse_catalogue
from wangdian.domain.requirement import DatedCheck, Mark, Measured, Observed, Requirement, Sample
from wangdian.domain.subject_kinds import SUBJECT_KINDS

FOLDER = Path(__file__).parents[2] / "catalogue"


def load() -> Catalogue:
    return parse_catalogue({path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml")})


CATALOGUE = load()
ALL = CATALOGUE.requirements
SAMPLES = [(one, sample) for one in ALL.values() for sample in one.samples]
DATED = [one for one in ALL.values() if isinstance(one.check, DatedCheck)]

ROWS = {
    f"{series}-{number:02d}"
    for series, last in {"OUT": 12, "ACC": 22, "IN": 20, "CONV": 11, "FIRE": 12, "SEC": 20, "INFO": 10}.items()
    for number in range(1, last + 1)
}
"""Every row of the study of standards, catalogues A to G."""

UNREAD = {"ACC-05", "ACC-15", "IN-05", "IN-07", "IN-12", "FIRE-09", "SEC-11", "SEC-16", "SEC-20", "INFO-02", "INFO-09"}
"""Rows with a figure that was read nowhere."""

PROPOSED = {"OUT-06", "ACC-16", "ACC-21", "IN-13", "IN-19", "CONV-05", "CONV-07", "CONV-09", "FIRE-10", "FIRE-11"}
"""Rows with a figure that no standard claims."""


@pytest.mark.parametrize(
    ("one", "sample"), SAMPLES, ids=[f"{one.id}: {sample.story}" for one, sample in SAMPLES]
)
def test_the_judge_says_what_the_sample_says(one: Requirement, sample: Sample) -> None:
    assert judge(one, sample.evidence(one.check, one.subjects[0]), sample.at).says is sample.says


def test_every_row_of_the_study_has_its_requirement() -> None:
    assert ALL.keys() >= ROWS
    assert ALL.keys() >= {"FAULT-01", "WALK-01", "WALK-02", "WALK-03", "WALK-04"}


def test_every_phrase_of_the_environment_rules_is_carried_and_no_phrase_is_forgotten() -> None:
    report = review(CATALOGUE.coverage, {"requirement": ALL})
    assert report.is_sound
    assert [row.phrase for row in report.rows] == list(PHRASES)
    headings = {"1.01", "1.02", "1.24", "1.38"}
    assert {row.phrase for row in report.rows if row.text == 1 and row.state is not State.CARRIED} == headings
    assert sum(report.counts().values()) == 156


def test_a_phrase_and_its_requirements_name_each_other() -> None:
    told = {row.phrase: set(row.carried_by) for row in review(CATALOGUE.coverage, {"requirement": ALL}).rows}
    assert {one.id: one.phrases for one in ALL.values() if any(p not in told for p in one.phrases)} == {}
    lonely = {
        phrase for phrase, carriers in told.items()
        if carriers and not any(phrase in ALL[name.partition(":")[2]].phrases for name in carriers)
    }
    assert lonely == set()


def test_what_was_not_read_is_marked_so() -> None:
    assert {key for key in UNREAD if Mark.UNVERIFIED not in ALL[key].marks} == set()
    assert {key for key in PROPOSED if Mark.PROPOSAL not in ALL[key].marks} == set()
    assert not any(ALL[key].is_proven for key in UNREAD | PROPOSED)


def test_titles_and_instructions_claim_no_standard() -> None:
    claim = re.compile(r"GB|JGJ|GA ?\d|JR/T|CBSS|国标|规范要求|标准规定|标准要求|法律|法规|依法|by law|standard", re.I)
    texts = {one.id: f"{one.title.zh}{one.instruction.zh} {one.title.en} {one.instruction.en}" for one in ALL.values()}
    assert {key: text for key, text in texts.items() if claim.search(text)} == {}


def test_instructions_are_short_and_chinese_is_written_with_chinese_marks() -> None:
    long = {one.id: len(one.instruction.zh) for one in ALL.values() if len(one.instruction.zh) > 110}
    assert long == {}
    half_width = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]")
    assert [one.id for one in ALL.values() if half_width.search(one.title.zh + one.instruction.zh)] == []


def test_every_subject_has_a_name() -> None:
    sorts = {"zone:*", "asset:*", "document:*", "article:*"}
    assert {kind for one in ALL.values() for kind in one.subjects} - SUBJECT_KINDS.keys() - sorts == set()


def test_every_observed_failure_offers_reasons_and_every_photo_rule_is_meant() -> None:
    assert all(len(one.check.reasons) >= 1 for one in ALL.values() if isinstance(one.check, Observed))
    beside = {one.id for one in ALL.values() if one.evidence.beside_reference and one.evidence.photo == "never"}
    assert beside == set()


def test_only_the_fault_report_is_asked_in_no_walk() -> None:
    told = {one.id for one in ALL.values() if isinstance(one.check, Observed) and one.check.asked_in == "report"}
    assert told == {"FAULT-01"}


def test_what_only_devices_can_see_waits_for_them() -> None:
    waiting = {one.id for one in ALL.values() if one.waits_for}
    assert waiting >= {"OUT-06", "IN-04", "IN-05", "IN-07", "CONV-05", "FIRE-10", "SEC-01", "SEC-09", "SEC-10"}
    assert waiting == {one.id for one in ALL.values() if one.check.kind == "monitored"}


def test_the_known_points_of_the_outdoor_items_are_kept() -> None:
    known = {item.code: item.points for item in CATALOGUE.sheet.items() if item.verified is Mark.SECONDARY}
    assert known == {f"1.1-{n}": Decimal(p) for n, p in zip(range(1, 7), (2, 3, 2, 3, 2, 3), strict=True)}


def test_its_lasting_form_reads_back_to_the_same() -> None:
    for one in ALL.values():
        lasting = json.loads(json.dumps(one.as_body()))
        assert Requirement.model_validate(lasting) == one


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
DECIMALS = st.decimals(allow_nan=True, allow_infinity=True)
WORDS = st.sampled_from(["water", "dense", "class_2_day", "forced", "", "3", "n/a"])
OBSERVATIONS = st.builds(
    Observation, st.none() | st.booleans(), st.lists(WORDS, max_size=2).map(tuple), st.booleans(), st.none() | MOMENTS,
    st.none() | WORDS, st.none() | WORDS,
)
DATES = st.builds(
    Dated, st.none() | st.dates() | MOMENTS, st.none() | st.dates(), st.none() | MOMENTS, st.none() | WORDS,
    st.none() | st.booleans(), st.none() | DECIMALS,
)
READINGS = st.builds(
    Reading, st.none() | DECIMALS | WORDS, MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS, st.booleans(),
    st.none() | WORDS,
)


def measurements(one: Requirement) -> st.SearchStrategy[Evidence]:
    names = [value.name for value in one.check.values] if isinstance(one.check, Measured) else ["width"]
    values = st.dictionaries(st.sampled_from(names), DECIMALS)
    return st.builds(Measurement, values, st.none() | WORDS, st.none() | MOMENTS)


@settings(max_examples=120, deadline=None)
@given(st.data(), st.sampled_from(list(ALL.values())), MOMENTS)
def test_the_judge_answers_everything_and_in_plain_values(data: st.DataObject, one: Requirement, at: datetime) -> None:
    fitting = {"observed": OBSERVATIONS, "measured": measurements(one), "dated": DATES, "monitored": READINGS}
    any_kind = st.none() | OBSERVATIONS | DATES | READINGS
    judged = judge(one, data.draw(fitting[one.check.kind] | any_kind), at)
    assert isinstance(judged, Verdict)
    assert json.loads(json.dumps(judged.detail)) == judged.detail
    assert judged.look_again_at is None or judged.look_again_at > at


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(DATED), st.integers(-4000, 4000), st.integers(0, 4000), MOMENTS)
def test_nothing_changes_before_the_moment_to_look_again_and_something_does_at_it(
    one: Requirement, days: int, age: int, at: datetime
) -> None:
    looks_ahead = isinstance(one.check, DatedCheck) and one.check.rule == "expiry"
    on = at.date() + timedelta(days=days if looks_ahead else -abs(days))
    known = Dated(on=on, started_on=on - timedelta(days=age), variant="water", answered_seconds=Decimal(1))
    judged = judge(one, known, at)
    if judged.look_again_at is None:
        assert _seen(judge(one, known, datetime(2150, 1, 1, tzinfo=UTC))) == _seen(judged)
        return
    assert _seen(judge(one, known, judged.look_again_at - timedelta(seconds=1))) == _seen(judged)
    assert _seen(judge(one, known, judged.look_again_at)) != _seen(judged)


def _seen(judged: Verdict) -> tuple[Says, str, object]:
    return judged.says, judged.reason, judged.detail.get("warn")


def test_a_fault_reported_by_anyone_fails_and_one_that_nobody_reported_is_unknown() -> None:
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert judge(ALL["FAULT-01"], Observation(holds=False, reasons=("broken",)), at).says is Says.FAILS
    assert judge(ALL["FAULT-01"], None, at).says is Says.UNKNOWN


def test_an_older_ramp_is_judged_by_the_table_and_a_newer_one_by_one_in_twelve() -> None:
    new, old = ALL["ACC-01"].applies, ALL["ACC-05"].applies
    assert (new.built_from, old.built_before) == (date(2022, 4, 1), date(2022, 4, 1))
    steep = Measurement({"rise": Decimal(600), "run": Decimal(6000)})
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert judge(ALL["ACC-01"], steep, at).says is Says.FAILS
    assert judge(ALL["ACC-05"], steep, at).says is Says.HOLDS
