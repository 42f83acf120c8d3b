"""Coordinates of Chinese map services become WGS 84, at points whose figures in both are public."""

import pytest

from wangdian.domain.datums import Datum, to_wgs84, wgs84_to_gcj02

POINTS = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
"""Shanghai, Shenzhen and Beijing: WGS 84, and the same place as GCJ-02 has it."""
BAIDU = [
    ((29.199786, 120.019809), (29.196131605295484, 120.00877901149691)),
    ((29.210504, 120.036455), (29.206795749156136, 120.0253853970846)),
]
"""BD-09, and the same place as WGS 84 has it."""
METRE = 1 / 111_000
"""In degrees."""


def near(place: tuple[float, float], other: tuple[float, float], metres: float) -> bool:
    return all(abs(one - two) < metres * METRE for one, two in zip(place, other, strict=True))


@pytest.mark.parametrize(("wgs", "gcj"), POINTS)
def test_a_place_of_gaode_is_where_gps_has_it(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert near(wgs84_to_gcj02(wgs), gcj, 0.01)
    assert near(to_wgs84(gcj, Datum.GCJ02), wgs, 0.01)


@pytest.mark.parametrize(("bd", "wgs"), BAIDU)
def test_a_place_of_baidu_is_where_gps_has_it(bd: tuple[float, float], wgs: tuple[float, float]) -> None:
    assert near(to_wgs84(bd, Datum.BD09), wgs, 1)


def test_the_shift_is_some_hundred_metres_in_china_and_nothing_beyond() -> None:
    assert not near(wgs84_to_gcj02((39.9, 116.4)), (39.9, 116.4), 100)
    for abroad in ((51.5, -0.12), (35.68, 139.77), (1.35, -60.0)):
        assert wgs84_to_gcj02(abroad) == abroad
        assert to_wgs84(abroad, Datum.GCJ02) == abroad


def test_gps_stays_as_it_is() -> None:
    assert to_wgs84((39.9, 116.4), Datum.WGS84) == (39.9, 116.4)


def test_there_and_back_is_the_same_place_all_over_the_country() -> None:
    for north in range(4, 54, 5):
        for east in range(75, 136, 6):
            place = (north + 0.123456, east + 0.654321)
            assert near(to_wgs84(wgs84_to_gcj02(place), Datum.GCJ02), place, 0.01)
