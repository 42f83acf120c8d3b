"""Each feature of the XLSForm standard is taken, done by a walk anyway, or refused by its name."""

import pytest
import yaml
from pyxform.aliases import _type_alias_map, control, select
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from tests.cast import Cast
from tests.entrypoints.xlsforms.books import JUDGED, asked, book
from tests.entrypoints.xlsforms.whole import places
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.files import all_files, read_files
from wangdian.domain.packs import parse_pack, run_samples
from wangdian.domain.requirement import Measured, Observed, Requirement
from wangdian.domain.requirement_fields import Place
from wangdian.entrypoints.xlsforms.becoming import Outcome, become
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


def test_what_went_out_comes_back_as_far_as_a_workbook_can_hold_it(cast: Cast) -> None:
    """What it cannot: rules over several figures, limits by season or variant, points, places, sources, times."""
    place = places(cast)["W02024"]
    form = checklist(place, form_id="new-self-W", title="自查", packs=(), on=clock.today())
    outcome = dry(workbook_of(form), "BACK")
    lost = {one.what.partition("_says")[0].rsplit("_", 2)[0].replace("_", "-") for one in outcome.unfit}
    held = current_requirements().by_key
    for key in lost:
        check = held[key].rule.check
        assert isinstance(check, Measured)
        assert not any(value.on(clock.today(), None).is_set for value in check.values)
    outcome.unfit.clear()
    came = rules(outcome, "BACK")
    assert len(came) == len({one.key for one in outcome.became}) == len(outcome.became) > 50
    for one, rule in zip(outcome.became, came, strict=True):
        was = held[one.key].rule
        assert (rule.title, rule.subjects, rule.severity) == (was.title, was.subjects, was.severity)
        assert rule.instruction.zh.split() == was.instruction.zh.split()
        assert rule.evidence.photo == was.evidence.photo
        if was.evidence.photo != "never":
            assert rule.evidence.count == was.evidence.count
        _assert_same_check(rule, was)


def _assert_same_check(rule: Requirement, was: Requirement) -> None:
    if isinstance(was.check, Observed):
        assert isinstance(rule.check, Observed)
        assert rule.check.reasons == was.check.reasons
        return
    assert isinstance(was.check, Measured)
    assert isinstance(rule.check, Measured)
    assert (rule.check.reasons, rule.check.variants) == (was.check.reasons, was.check.variants)
    assert [(v.name, v.zh, v.en, v.unit, v.optional) for v in rule.check.values] == [
        (v.name, v.zh, v.en, v.unit, v.optional) for v in was.check.values
    ]
    today = clock.today()
    assert [(v.min, v.max) for v in rule.check.values] == [
        ((limits := v.on(today, None)).min, limits.max) for v in was.check.values
    ]


@pytest.mark.django_db
def test_a_brought_checklist_fits_into_the_whole_catalogue() -> None:
    packed = pack_of(dry(book([asked(), asked("b")])), name="own_hall", prefix="OWN", place=PLACE)
    assert packed.keys == ("OWN-01", "OWN-02")
    assert yaml.safe_load(packed.text)["pack"] == "own_hall"
    assert {"OWN-01", "OWN-02"} <= read_files(all_files() | {"own_hall.yaml": packed.text}).requirements.keys()
