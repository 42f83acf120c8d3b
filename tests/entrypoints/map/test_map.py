"""The screen of the map: positions in one short answer, the list beside it, the bank's own borders, places to give."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import Cast
from tests.entrypoints.things.screens import client_of
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.rights import Role
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.foundation.errors import Invalid


@pytest.fixture
def placed(cast: Cast) -> Cast:
    Outlet.objects.filter(code="N001").update(latitude=Decimal("31.2"), longitude=Decimal("121.5"))
    return cast


def test_positions_come_as_one_short_answer(placed: Cast) -> None:
    answer = client_of(placed, Role.HEAD_OFFICE).get("/map/pins.json")
    assert answer.content == b'{"pins":[["N001",31.2,121.5,"u"]]}'
    assert "private" in answer["Cache-Control"]
    assert client_of(placed, Role.BRANCH_MANAGER, near=False).get("/map/pins.json").content == b'{"pins":[]}'


def test_positions_that_did_not_change_are_not_sent_again(placed: Cast) -> None:
    client = client_of(placed, Role.HEAD_OFFICE)
    tag = client.get("/map/pins.json")["ETag"]
    again = client.get("/map/pins.json", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Outlet.objects.filter(code="N001").update(latitude=Decimal("31.3"))
    assert client.get("/map/pins.json", headers={"if-none-match": tag}).status_code == 200


def test_the_page_names_who_is_not_on_it_and_where_to_say_it(placed: Cast) -> None:
    head = client_of(placed, Role.HEAD_OFFICE).get("/map/").content.decode()
    assert "/outlets/N002/edit/#id_latitude" in head
    assert "/outlets/N001/edit/" not in head
    assert "/outlets/N002/edit/" not in client_of(placed, Role.LOBBY_MANAGER).get("/map/").content.decode()


def test_the_list_beside_follows_the_view(placed: Cast) -> None:
    client = client_of(placed, Role.HEAD_OFFICE)
    assert 'data-code="N001"' in client.get("/map/beside/?box=121,31,122,32").content.decode()
    assert "data-code" not in client.get("/map/beside/?box=100,31,101,32").content.decode()


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "nan,1,2,3", "1,2,3,1e9"])
def test_a_view_that_is_none_is_refused(placed: Cast, box: str) -> None:
    assert client_of(placed, Role.HEAD_OFFICE).get(f"/map/beside/?box={box}").status_code == 422


def test_who_sees_no_outlets_has_an_empty_map(placed: Cast) -> None:
    assert client_of(placed, Role.VENDOR).get("/map/pins.json").content == b'{"pins":[]}'


def test_borders_are_the_banks_own_file_or_none(placed: Cast, settings: Settings, tmp_path: Path) -> None:
    client = client_of(placed, Role.HEAD_OFFICE)
    assert client.get("/map/borders.json").status_code == 404
    settings.BORDERS = tmp_path / "borders.json"
    assert client.get("/map/borders.json").status_code == 404
    settings.BORDERS.write_text("no map at all")
    assert client.get("/map/borders.json").status_code == 422
    settings.BORDERS.write_text(json.dumps(["FeatureCollection"]))
    assert client.get("/map/borders.json").status_code == 422
    settings.BORDERS.write_text('{"type": "FeatureCollection", "features": []}')
    answer = client.get("/map/borders.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/geo+json")
    assert "/map/borders.json" in client.get("/map/").content.decode()


def test_a_place_taken_from_a_chinese_map_is_kept_as_gps_has_it(placed: Cast) -> None:
    client = client_of(placed, Role.HEAD_OFFICE)
    form = {
        "name_zh": "东门网点", "kind": "full_service", "opened_on": "2015-03-01", "latitude": "31.175304",
        "longitude": "121.531542", "datum": "gcj02",
    }
    assert client.post("/outlets/N001/edit/", form).status_code == 302
    kept = Outlet.objects.get(code="N001")
    assert abs(kept.latitude - Decimal("31.1774276")) < Decimal("0.000002")
    assert abs(kept.longitude - Decimal("121.5272106")) < Decimal("0.000002")
    assert client.post("/outlets/N001/edit/", {**form, "datum": ""}).status_code == 302
    assert Outlet.objects.get(code="N001").latitude == Decimal("31.175304")


def test_a_row_brings_its_own_figures_when_it_says_where_they_are_from(placed: Cast) -> None:
    spec = IMPORTS["outlets"]
    assert spec.current is not None
    row = {"code": "N001", "datum": "gcj02"}
    with pytest.raises(Invalid):
        spec.current(placed.near(Role.HEAD_OFFICE), row)
    there = spec.current(placed.near(Role.HEAD_OFFICE), {**row, "latitude": "31.175304", "longitude": "121.531542"})
    form = spec.form({**there.data, **row, "latitude": "31.175304", "longitude": "121.531542"})
    assert form.is_valid(), form.errors
    there.verb(form, placed.near(Role.HEAD_OFFICE)).do()
    assert Outlet.objects.get(code="N001").latitude == Decimal("31.177428")
