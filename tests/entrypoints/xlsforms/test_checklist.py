"""Every checklist leaves as a form that pyxform accepts, and Collect gets what pyxform would make of it."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tests.cast import Cast
from tests.entrypoints.xlsforms.compared import taken_apart
from tests.entrypoints.xlsforms.whole import places
from wangdian.apps.evidence.asking import PlaceAsked, asked_of_a_person
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.entrypoints.xlsforms.checklist import checklist
from wangdian.entrypoints.xlsforms.names import Asked
from wangdian.entrypoints.xlsforms.rows import Form
from wangdian.entrypoints.xlsforms.workbook import workbook_of
from wangdian.entrypoints.xlsforms.xform import xform_of
from wangdian.foundation import clock

pytestmark = pytest.mark.django_db


def form_of(place: PlaceAsked, *packs: str) -> Form:
    return checklist(place, form_id=f"new-self-{place.code}", title=f"{place.code} 自查", packs=packs, on=clock.today())


def converted(form: Form) -> str:
    """What pyxform makes of the workbook; it must have nothing to complain of."""
    made = convert(io.BytesIO(workbook_of(form)), validate=False, file_type=".xlsx")
    assert made.warnings == []
    return str(made.xform)


def test_every_kind_of_outlet_leaves_as_a_form_that_pyxform_accepts_and_reads_as_we_write_it(cast: Cast) -> None:
    asked: set[str] = set()
    for place in places(cast).values():
        form = form_of(place)
        ours, theirs = taken_apart(xform_of(form)), taken_apart(converted(form))
        for part in theirs:
            assert ours[part] == theirs[part], part
        asked |= {found[0].key for row in form.rows if (found := Asked.of(row.name))}
    unasked = [
        one.rule for one in current_requirements().held
        if asked_of_a_person(one) and one.rule.waits_for is None and one.key not in asked
    ]
    assert all(rule.season or not rule.is_about("asset:other") for rule in unasked)
    assert {kind.partition(":")[0] for rule in unasked if not rule.season for kind in rule.subjects} <= {
        "document", "process", "article", "outlet",
    }


def test_every_pack_alone_leaves_as_a_form(cast: Cast) -> None:
    place = next(iter(places(cast).values()))
    packs = sorted({one.pack for one in current_requirements().held})
    for pack in packs:
        form = form_of(place, pack)
        converted(form)
        keys = {found[0].key for row in form.rows if (found := Asked.of(row.name))}
        assert {current_requirements().by_key[key].pack for key in keys} <= {pack}


def test_every_text_stands_in_both_languages_and_stays_text(cast: Cast) -> None:
    place = next(iter(places(cast).values()))
    book = load_workbook(io.BytesIO(workbook_of(form_of(place))))
    survey = list(book["survey"].iter_rows(values_only=True))
    head = {name: number for number, name in enumerate(survey[0])}
    for line in survey[1:]:
        for column in ("label", "hint", "constraint_message"):
            zh, en = (line[head[f"{column}::{language}"]] for language in ("中文 (zh)", "English (en)"))
            assert bool(zh) == bool(en)
    assert {cell.data_type for row in book["survey"].iter_rows() for cell in row} <= {"s", "n"}


def test_the_same_checklist_is_the_same_version_and_another_one_is_not(cast: Cast) -> None:
    both = places(cast)
    new, old = both["W02024"], both["W02010"]
    assert form_of(new).version == form_of(new).version
    assert len({form_of(new).version, form_of(old).version, form_of(new, "fire").version}) == 3


def test_how_it_should_look_comes_along_as_a_picture_and_makes_another_version(cast: Cast) -> None:
    place = next(iter(places(cast).values()))
    zone = next(zone for zone in place.zones if zone.items)
    shown = replace(zone, items=tuple(replace(item, reference="ab" * 32) for item in zone.items[:2]))
    form = form_of(replace(place, zones=(shown,)))
    assert form.pictures == (f"{'ab' * 32}.jpg",)
    ours, theirs = taken_apart(xform_of(form)), taken_apart(converted(form))
    assert ours == theirs
    assert sum("jpg" in str(text) for text in ours["texts"]) == 4
    assert form.version != form_of(replace(place, zones=(replace(zone, items=zone.items[:2]),))).version


@pytest.mark.parametrize("name", ["start", "OUT_01_3_311", "OUT_01_3_311_else", "out_01_3_311_says", "zone_3", ""])
def test_a_field_of_another_name_is_none_of_ours(name: str) -> None:
    assert Asked.of(name) is None


def test_a_name_says_of_what_it_speaks() -> None:
    asked = Asked("OUT-01a", 3, 311)
    assert Asked.of(f"{asked}_v_rise_2") == (asked, "v_rise_2")
