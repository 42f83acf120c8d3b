"""There is a standing for every requirement at every subject it applies to, and for nothing else."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.apps.findings.scene import answer, finding, findings, load_standards, look, standing, thing, walk, zone
from tests.apps.standards.small import entry, write
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.findings.actions.apply import apply_everywhere, outlets_there
from wangdian.apps.findings.models import Standing
from wangdian.apps.outlets.actions.change_outlet import ChangeOutlet
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock


def keys(subject: object) -> set[str]:
    return set(Standing.objects.filter(subject=subject).values_list("requirement__key", flat=True))


def test_a_new_subject_gets_what_applies_and_nothing_that_waits_for_devices(cast: Cast) -> None:
    load_standards()
    hall = zone(cast.outlet, "hall")
    waiting = {one.key for one in current_requirements().about("zone:hall") if one.rule.waits_for}
    assert waiting
    assert {"IN-01", "IN-22"} <= keys(hall)
    assert not keys(hall) & (waiting | {"FAULT-01"})
    assert {s.unit_id for s in Standing.objects.filter(subject=hall)} == {cast.outlet.unit_id}


def test_what_was_there_before_the_standards_gets_them_too(cast: Cast) -> None:
    hall = zone(cast.outlet, "hall")
    assert not keys(hall)
    load_standards()
    assert "IN-01" in keys(hall)


def test_a_licence_brings_what_it_asks_for_and_takes_it_away_again(cast: Cast) -> None:
    load_standards()
    door = zone(cast.outlet, "outdoor")
    assert "OUT-04" not in keys(door)
    change(cast.outlet, fx_licence=True)
    assert "OUT-04" in keys(door)
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("OUT-04", door, reason="dirty"))
    change(cast.outlet, fx_licence=False)
    assert "OUT-04" not in keys(door)
    assert (finding("OUT-04", door).state, finding("OUT-04", door).closed_how) == ("closed", "withdrawn")


def change(outlet: Outlet, **given: object) -> None:
    row = Outlet.objects.get(pk=outlet.pk)
    kept = {
        "name_zh": row.name_zh, "name_en": row.name_en, "kind": row.kind, "opened_on": row.opened_on,
        "built_on": row.built_on, "fx_licence": row.fx_licence, "address": row.address, "phone": row.phone,
        "latitude": row.latitude, "longitude": row.longitude,
    }
    ChangeOutlet(who=SYSTEM, code=row.code, **(kept | given)).do()
    settle()


def test_a_things_own_year_decides(cast: Cast) -> None:
    load_standards()
    old = thing(cast.outlet, "ramp", "旧坡道", installed_on=date(2015, 1, 1)).subject
    new = thing(cast.outlet, "ramp", "新坡道", installed_on=date(2023, 1, 1)).subject
    assert ("ACC-05" in keys(old), "ACC-01" in keys(old)) == (True, False)
    assert ("ACC-05" in keys(new), "ACC-01" in keys(new)) == (False, True)


def test_a_thing_that_goes_takes_its_findings_along(cast: Cast) -> None:
    load_standards()
    ramp = thing(cast.outlet, "ramp", installed_on=date(2023, 1, 1))
    said = answer("ACC-01", ramp.subject, "val", values={"rise": "100", "run": "500"})
    walk(cast.near(Role.INSPECTOR), cast.outlet, said)
    RetireAsset(who=SYSTEM, asset_id=ramp.pk).do()
    settle()
    assert not keys(ramp.subject)
    assert finding("ACC-01", ramp.subject).closed_how == "withdrawn"


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    settings.CATALOGUE = tmp_path
    return tmp_path


def test_a_new_text_judges_the_old_evidence_anew(cast: Cast, folder: Path) -> None:
    check = {"kind": "measured", "values": [{"name": "w", "zh": "宽", "en": "width", "unit": "mm", "min": "900"}]}
    samples = [
        {"says": "holds", "story": "wide", "given": {"values": {"w": "2000"}}},
        {"says": "fails", "story": "narrow", "given": {"values": {"w": "1"}}}, {"says": "unknown", "story": "none"},
    ]
    write(folder, entry(check=check, samples=samples))
    load_standards()
    hall = zone(cast.outlet, "hall")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("IN-01", hall, "val", values={"w": "1000"}))
    assert standing("IN-01", hall).says == "holds"
    check["values"][0]["min"] = "1200"
    write(folder, entry(check=check, samples=samples))
    load_standards()
    look()
    assert (standing("IN-01", hall).says, finding("IN-01", hall).reason) == ("fails", "below_min")


def test_what_is_no_longer_in_force_is_taken_back(cast: Cast, folder: Path) -> None:
    write(folder, entry())
    load_standards()
    hall = zone(cast.outlet, "hall")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("IN-01", hall, reason="dirty"))
    write(folder, entry("IN-02"))
    load_standards()
    assert keys(hall) == {"IN-02"}
    assert finding("IN-01", hall).closed_how == "withdrawn"


def test_what_comes_into_force_on_a_day_applies_from_that_day(cast: Cast, folder: Path) -> None:
    write(folder, entry(effective={"from": "2026-12-01", "until": "2026-12-31"}))
    load_standards()
    hall = zone(cast.outlet, "hall")
    look()
    assert keys(hall) == set()
    with clock.standing_at(clock.now() + timedelta(days=14)):
        look()
        assert keys(hall) == {"IN-01"}
    with clock.standing_at(clock.now() + timedelta(days=60)):
        look()
        assert keys(hall) == set()


def test_a_look_counts_as_long_as_the_standard_says(cast: Cast, folder: Path) -> None:
    check = {**entry()["check"], "good_for": {"days": "7"}}
    write(folder, entry(check=check))
    load_standards()
    hall = zone(cast.outlet, "hall")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("IN-01", hall, "ok"))
    assert standing("IN-01", hall).says == "holds"
    with clock.standing_at(clock.now() + timedelta(days=9)):
        look()
    assert (standing("IN-01", hall).says, standing("IN-01", hall).reason) == ("unknown", "too_old")
    assert not findings("IN-01", hall)


def test_applying_everywhere_tells_how_far_it_is_and_costs_the_same_for_more_subjects(
    cast: Cast, django_assert_max_num_queries: object,
) -> None:
    for kind in ("hall", "counter", "outdoor"):
        zone(cast.outlet, kind)
    load_standards()
    Standing.objects.all().delete()
    told: list[int] = []
    with django_assert_max_num_queries(20):
        apply_everywhere(progress=told.append)
    assert (sum(told) >= outlets_there(), Standing.objects.count() > 60) == (True, True)
