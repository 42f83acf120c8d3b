"""Each feature of the XLSForm standard is taken, done by a walk anyway, or refused by its name."""

from datetime import datetime

import pytest
import yaml
from pyxform.aliases import _type_alias_map, control, select
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from tests.cast import Cast
from tests.entrypoints.xlsforms.books import JUDGED, asked, book
from tests.entrypoints.xlsforms.whole import places
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.files import all_files, read_files
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.packs import parse_pack, run_samples
from wangdian.domain.requirement import Measured, Observed, Requirement
from wangdian.domain.requirement_fields import Place
from wangdian.entrypoints.xlsforms.became import Outcome
from wangdian.entrypoints.xlsforms.becoming import become
from wangdian.entrypoints.xlsforms.checklist import checklist
from wangdian.entrypoints.xlsforms.features import (
    ALIASES,
    CHOICE_COLUMNS,
    COLUMN_ALIASES,
    COLUMNS,
    SETTINGS,
    SHEETS,
    TYPES,
    Fate,
)
from wangdian.entrypoints.xlsforms.own_pack import pack_of, twice
from wangdian.entrypoints.xlsforms.reading import read_workbook
from wangdian.entrypoints.xlsforms.workbook import workbook_of
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid

PLACE = Place(module="1", project="1.1", item="1.1-1")
STANDARD_TYPES = [
    "integer", "decimal", "range", "text", "select_one", "select_multiple", "select_one_from_file",
    "select_multiple_from_file", "rank", "note", "geopoint", "geotrace", "geoshape", "date", "time", "dateTime",
    "image", "audio", "background-audio", "video", "file", "barcode", "calculate", "acknowledge", "hidden",
    "xml-external", "csv-external", "start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit",
    "start-geopoint", "background-geopoint", "begin_group", "end_group", "begin_repeat", "end_repeat",
    "select_one_external", "osm",
]
STANDARD_COLUMNS = [
    "type", "name", "label", "hint", "guidance_hint", "constraint", "constraint_message", "required",
    "required_message", "default", "relevant", "readonly", "calculation", "appearance", "parameters", "trigger",
    "choice_filter", "repeat_count", "image", "big-image", "audio", "video", "autoplay", "rows", "save_to", "disabled",
    "media", "bind", "instance", "body",
]
STANDARD_SETTINGS = [
    "form_title", "form_id", "version", "instance_name", "default_language", "public_key", "submission_url", "style",
    "name", "auto_send", "auto_delete", "allow_choice_duplicates", "namespaces", "clean_text_values", "client_editable",
]
VALUES = {"disabled": "no", "type": None, "name": None, "label": None}


def dry(data: bytes, prefix: str = "OWN") -> Outcome:
    return become(read_workbook(data), subject="zone:hall", prefix=prefix)


def rules(outcome: Outcome, prefix: str = "OWN") -> list[Requirement]:
    """The requirements as the catalogue would read them, every sample run."""
    assert outcome.unfit == []
    assert twice(outcome) == []
    pack = parse_pack(pack_of(outcome, name="own", prefix=prefix, place=PLACE).text, "own.yaml")
    run_samples(pack)
    return list(pack.requirements)


def refused(outcome: Outcome) -> list[tuple[str, int, str, str]]:
    assert all(one.why for one in outcome.unfit)
    return [(one.sheet, one.row, one.column, one.what) for one in outcome.unfit]


def a_row_of(sort: str) -> dict[str, object]:
    extra = " judged" if sort in {"select_one", "select_multiple", "rank", "select_one_external"} else ""
    if sort.endswith("_from_file"):
        extra = " places.csv"
    more = {"parameters": "start=0 end=9 step=1"} if sort == "range" else {}
    more |= {"calculation": "1 + 1"} if sort == "calculate" else {}
    limits = {"constraint": ". <= 5"} if sort in {"integer", "int", "decimal", "range"} else {}
    return {"type": f"{sort}{extra}", "name": f"q_{sort.replace('-', '_')}", "label": "问", **more, **limits}


def test_every_type_column_setting_and_sheet_of_the_standard_has_its_fate() -> None:
    assert set(STANDARD_TYPES) <= set(TYPES)
    assert set(STANDARD_COLUMNS) <= set(COLUMNS)
    assert set(STANDARD_SETTINGS) <= set(SETTINGS)
    assert {"survey", "choices", "settings", "external_choices", "entities", "osm"} == set(SHEETS)
    assert set(ALIASES.values()) <= set(TYPES)
    assert set(COLUMN_ALIASES.values()) <= set(COLUMNS)
    assert {"list_name", "name", "label", "image", "audio", "video"} <= set(CHOICE_COLUMNS)


@pytest.mark.parametrize("sort", sorted({*STANDARD_TYPES, *ALIASES, *TYPES}))
def test_each_type_is_taken_or_done_or_refused_by_its_name(sort: str) -> None:
    row = a_row_of(sort)
    outcome = dry(book([asked(), row]))
    fate = TYPES[ALIASES.get(sort, sort)].fate
    if fate is Fate.REFUSED:
        assert ("survey", 3, "type", row["type"]) in refused(outcome)
    elif sort not in {"begin_group", "end_group", "begin group", "end group"}:
        rows = {one.row for one in outcome.became} | {one.row for one in outcome.passed}
        assert refused(outcome) == []
        assert 3 in rows


@pytest.mark.parametrize("sort", sorted({*QUESTION_TYPE_DICT, *_type_alias_map, *select, *control}))
def test_a_type_that_only_pyxform_knows_is_never_passed_over(sort: str) -> None:
    """Old ways of writing included: whatever comes of the row, it is named somewhere."""
    outcome = dry(book([asked(), {"type": f"{sort} judged", "name": "odd", "label": "问"}]))
    told = {one.row for one in outcome.unfit} | {one.row for one in outcome.passed} | {
        one.row for one in outcome.became
    }
    assert told & {3, 0}


@pytest.mark.parametrize("column", sorted({*STANDARD_COLUMNS, *COLUMNS} - {"type", "name", "label", "wangdian"}))
def test_each_column_is_taken_or_done_or_refused_by_its_name(column: str) -> None:
    heading = {"media": "media::image", "bind": "bind::odd", "instance": "instance::odd",
               "body": "body::odd"}.get(column, column)
    outcome = dry(book([asked(), {**asked("second"), heading: "yes" if column != "relevant" else "1 = 1"}]))
    found = [one for one in refused(outcome) if one[:3] == ("survey", 3, heading)]
    if COLUMNS[column].fate is Fate.REFUSED or column == "relevant":
        assert found == [("survey", 3, heading, "yes" if column != "relevant" else "1 = 1")]
    else:
        assert found == []


@pytest.mark.parametrize("name", sorted({*STANDARD_SETTINGS, *SETTINGS}))
def test_each_setting_is_taken_or_done_or_refused_by_its_name(name: str) -> None:
    outcome = dry(book([asked()], settings=[{name: "some"}]))
    found = [one for one in refused(outcome) if one[:3] == ("settings", 2, name)]
    assert bool(found) is (SETTINGS[name].fate is Fate.REFUSED)


@pytest.mark.parametrize("name", ["external_choices", "entities", "osm"])
def test_each_sheet_that_is_not_understood_is_refused_by_its_name(name: str) -> None:
    outcome = dry(book([asked()], **{name: [{"list_name": "a", "name": "b", "label": "c"}]}))
    assert ("", 0, "", name) in [(one.column, one.row, one.column, one.what) for one in outcome.unfit]


@pytest.mark.parametrize("choices", [
    [*JUDGED, {"list_name": "judged", "name": "x", "label": "x", "city": "a"}],
    [*JUDGED, {"list_name": "judged", "name": "x", "label": "x", "image": "a.png"}],
])
def test_choices_that_hang_on_others_or_bring_pictures_are_refused(choices: list[dict[str, object]]) -> None:
    assert [one[:2] for one in refused(dry(book([asked()], choices)))] == [("choices", 4)]


def test_a_third_language_is_refused_by_its_column() -> None:
    row = {"type": "select_one judged", "name": "a", "label::中文 (zh)": "问", "label::Français (fr)": "q"}
    assert refused(dry(book([row]))) == [("survey", 2, "label::Français (fr)", "q")]


@pytest.mark.parametrize(("survey", "column"), [
    ([{"type": "integer", "name": "n", "label": "数"}], "constraint"),
    ([{"type": "decimal", "name": "n", "label": "数", "constraint": ". > 3"}], "constraint"),
    ([{"type": "decimal", "name": "n", "label": "数", "constraint": ". >= 3 or . = 1"}], "constraint"),
    ([{"type": "integer", "name": "n", "label": "数", "constraint": ". >= 3 and . <= 1"}], "constraint"),
    ([{"type": "select_one odd", "name": "n", "label": "数"}], "type"),
    ([{"type": "image", "name": "n", "label": "照片"}], "type"),
    ([{"type": "select_one judged or_other", "name": "n", "label": "数"}], "type"),
    ([asked(), asked("b", relevant="${tidy} = 'fail' and 1 = 1")], "relevant"),
    ([asked(**{"wangdian::subject": "moon"})], "wangdian::subject"),
    ([asked(**{"wangdian::severity": "huge"})], "wangdian::severity"),
    ([asked(**{"wangdian::else": "1"})], "wangdian::else"),
])
def test_what_no_requirement_can_say_is_refused_by_row_and_column(
    survey: list[dict[str, object]], column: str,
) -> None:
    odd = [{"list_name": "odd", "name": "red", "label": "红"}, {"list_name": "odd", "name": "blue", "label": "蓝"}]
    outcome = dry(book(survey, [*JUDGED, *odd]))
    assert [one[2] for one in refused(outcome)] == [column]


def test_what_pyxform_does_not_read_is_not_taken() -> None:
    outcome = dry(book([asked(), asked()]))
    assert outcome.unfit[0].row == 0 or any(one.row == 0 for one in outcome.unfit)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"type,name"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_workbook(data)


def test_a_question_with_its_reasons_photo_and_note_becomes_one_requirement() -> None:
    survey = [
        {"type": "begin_group", "name": "g", "label::中文 (zh)": "门口", "wangdian::subject": "zone:outdoor"},
        {"type": "select_one judged", "name": "OWN_07", "label::中文 (zh)": "门前整洁", "label::English (en)": "Tidy",
         "hint::中文 (zh)": "看三米以内", "hint::English (en)": "Look within three metres"},
        {"type": "select_one why", "name": "why", "label::中文 (zh)": "原因", "relevant": "${OWN_07} = 'fail'"},
        {"type": "image", "name": "p", "label::中文 (zh)": "照片", "relevant": "selected(${OWN_07}, 'fail')"},
        {"type": "text", "name": "t", "label::中文 (zh)": "备注"},
        {"type": "end_group", "name": ""},
    ]
    why = [{"list_name": "why", "name": "Litter!", "label": "垃圾"}, {"list_name": "why", "name": "脏", "label": "脏"}]
    (rule,) = rules(dry(book(survey, [*JUDGED, *why], [{"form_title": "门口", "version": "7"}])))
    assert (rule.id, rule.title.zh, rule.title.en) == ("OWN-07", "门前整洁", "Tidy")
    assert rule.instruction.en == "Look within three metres"
    assert rule.subjects == ("zone:outdoor",)
    assert isinstance(rule.check, Observed)
    assert [(chip.code, chip.zh) for chip in rule.check.reasons] == [("litter", "垃圾"), ("c2", "脏")]
    assert (rule.evidence.photo.value, rule.evidence.count, rule.points) == ("on_failure", 1, 0)


@pytest.mark.parametrize(("sort", "constraint", "low", "high"), [
    ("integer", ". > 2 and . < 9", "3", "8"), ("decimal", ".>=1.20", "1.20", None),
    ("decimal", ". <= 750", None, "750"), ("integer", ". = 4", "4", "4"), ("range", "(. >= 0) and (. <= 5)", "0", "5"),
])
def test_constraints_become_limits(sort: str, constraint: str, low: str | None, high: str | None) -> None:
    row = {**a_row_of(sort), "label": "宽 (mm)", "constraint": constraint}
    (rule,) = rules(dry(book([row])))
    assert isinstance(rule.check, Measured)
    (value,) = rule.check.values
    told = [None if end is None else format(end, "f") for end in (value.min, value.max)]
    assert (told, value.unit, value.zh) == ([low, high], "mm", "宽")


@pytest.mark.django_db
@pytest.mark.parametrize("day", [datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)])
def test_what_went_out_comes_back_and_is_judged_by_the_same_rules(cast: Cast, day: datetime) -> None:
    """Rules over several figures, limits by season or variant, metrics, and to what and when it applies, included."""
    with clock.standing_at(day.replace(tzinfo=clock.BANK_ZONE)):
        asked_there = places(cast)
        place = asked_there["W02010"]
        form = checklist(place, form_id="new-self-W", title="自查", packs=(), on=clock.today())
    outcome = dry(workbook_of(form), "BACK")
    came = rules(outcome, "BACK")
    held = current_requirements().by_key
    assert {one.key for one in outcome.became} == {item.held.key for zone in place.zones for item in zone.items}
    for one, rule in zip(outcome.became, came, strict=True):
        was = held[one.key].rule
        for part in ("title", "subjects", "severity", "check", "season", "applies", "effective"):
            assert getattr(rule, part) == getattr(was, part), (one.key, part)
        assert rule.instruction.zh.split() == was.instruction.zh.split()
        assert (rule.evidence.photo, rule.evidence.camera) == (was.evidence.photo, was.evidence.camera)
        if was.evidence.photo != "never":
            assert rule.evidence.count == was.evidence.count
    checks = [rule.check for rule in came]
    assert {rule.rule for check in checks if isinstance(check, Measured) for rule in check.all_of} >= {
        "ratio", "table", "per_started",
    }
    assert any(value.limits for check in checks if isinstance(check, Measured) for value in check.values)


SLOPE = "{all_of: [{rule: ratio, name: slope, zh: 坡度, en: slope, over: rise, under: run, max: 1/12}]}"
METER = [{"list_name": "meter", "name": "val", "label": "已测量"}]


def ramp(more: str = SLOPE) -> bytes:
    """A ramp by hand: neither of its figures has a limit of its own."""
    figure = {"type": "decimal", "relevant": "${ramp} = 'val'"}
    return book([
        {"type": "select_one meter", "name": "ramp", "label": "坡道", "wangdian::more": more},
        {**figure, "name": "ramp_v_rise", "label": "提升高度 (mm)"},
        {**figure, "name": "ramp_v_run", "label": "水平长度 (mm)"},
    ], METER)


def test_a_slope_is_brought_in_the_words_of_a_pack_with_samples_that_play_it() -> None:
    (rule,) = rules(dry(ramp()))
    assert isinstance(rule.check, Measured)
    assert [one.name for one in rule.check.all_of] == ["slope"]
    assert [sample.says for sample in rule.samples] == ["holds", "fails", "unknown"]


@pytest.mark.parametrize("more", [
    "{all_of: [", "[slope]", "slope", "{points: 5}", "{all_of: [], points: 5}", "&a {b: *a}",
])
def test_what_is_no_word_of_a_pack_for_a_check_is_refused_by_its_cell(more: str) -> None:
    assert ("survey", 2, "wangdian::more") in [one[:3] for one in refused(dry(ramp(more)))]


def test_a_rule_that_speaks_of_no_figure_asked_is_refused_by_the_reading_of_its_pack() -> None:
    outcome = dry(ramp(SLOPE.replace("over: rise", "over: height")))
    assert outcome.unfit == []
    with pytest.raises(PackRefused) as caught:
        parse_pack(pack_of(outcome, name="own", prefix="OWN", place=PLACE).text, "own.yaml")
    assert [(one.entry, "height" in one.why) for one in caught.value.problems] == [("OWN-01", True)]


def test_a_rule_that_nothing_could_keep_is_refused_by_the_reading_of_its_pack() -> None:
    nothing = SLOPE.replace("max: 1/12", "min: 2, max: 3").replace("under: run", "under: rise")
    with pytest.raises(PackRefused) as caught:
        parse_pack(pack_of(dry(ramp(nothing)), name="own", prefix="OWN", place=PLACE).text, "own.yaml")
    assert [one.why for one in caught.value.problems] == ["no sample tells when it holds"]


@pytest.mark.parametrize("row", [
    {"type": "integer", "name": "n", "label": "几处", "relevant": "${tidy} = 'fail'", "constraint": ". >= 1"},
    {"type": "integer", "name": "n", "label": "几处", "relevant": "${tidy} != ''", "constraint": ". >= 1"},
    {"type": "integer", "name": "n", "label": "几处", "relevant": "${wide} != ''", "constraint": ". >= 1"},
    {"type": "image", "name": "n", "label": "照片", "relevant": "${tidy} = 'ok'"},
    {"type": "select_one judged", "name": "n", "label": "为什么", "relevant": "${tidy} = 'ok'"},
    {"type": "select_one judged", "name": "n", "label": "为什么", "relevant": "${m_v_high} = '3'"},
])
def test_what_would_change_the_meaning_of_an_answer_is_refused_by_its_condition(row: dict[str, object]) -> None:
    survey = [
        asked(), {"type": "decimal", "name": "wide", "label": "宽", "constraint": ". <= 5"},
        {"type": "select_one meter", "name": "m", "label": "高"},
        {"type": "decimal", "name": "m_v_high", "label": "高", "relevant": "${m} = 'val'", "constraint": ". <= 9"}, row,
    ]
    assert [one[1:3] for one in refused(dry(book(survey, [*JUDGED, *METER])))] == [(6, "relevant")]


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "1e99999999", "1_000", "abc"])
def test_a_limit_of_ours_that_is_no_plain_figure_is_refused_by_its_cell(figure: str) -> None:
    row = {"type": "decimal", "name": "n", "label": "数", "constraint": ". <= 5", "wangdian::min": figure}
    assert [one[1:3] for one in refused(dry(book([row])))] == [(2, "wangdian::min")]


def test_a_picture_of_ours_stays_with_its_thing_and_any_other_is_refused() -> None:
    ours = {**asked(), "image::中文 (zh)": f"{'ab' * 32}.jpg"}
    assert refused(dry(book([ours]))) == []
    assert [one[2] for one in refused(dry(book([{**ours, "image::中文 (zh)": "door.jpg"}])))] == ["image::中文 (zh)"]


@pytest.mark.django_db
def test_a_brought_checklist_fits_into_the_whole_catalogue() -> None:
    packed = pack_of(dry(book([asked(), asked("b")])), name="own_hall", prefix="OWN", place=PLACE)
    assert packed.keys == ("OWN-01", "OWN-02")
    assert yaml.safe_load(packed.text)["pack"] == "own_hall"
    assert {"OWN-01", "OWN-02"} <= read_files(all_files() | {"own_hall.yaml": packed.text}).requirements.keys()
