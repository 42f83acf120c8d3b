"""Coordinates of Chinese map services become WGS 84, at points whose figures in both are public."""

import pytest

from wangdian.domain.datums import Datum, bd09_to_gcj02, to_wgs84, wgs84_to_gcj02

POINTS = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
"""Shanghai, Shenzhen and Beijing: WGS 84, and the same place as GCJ-02 has it."""
BAIDU = [
    ((39.915, 116.404), (39.90865673957631, 116.39762729119315)),
    ((32.0, 118.0), (31.994068010063465, 117.99349542486605)),
]
"""BD-09, and the same place as GCJ-02 has it."""
METRE = 1 / 111_000
"""In degrees."""


def near(place: tuple[float, float], other: tuple[float, float], metres: float) -> bool:
    return all(abs(one - two) < metres * METRE for one, two in zip(place, other, strict=True))


@pytest.mark.parametrize(("wgs", "gcj"), POINTS)
def test_a_place_of_gaode_is_where_gps_has_it(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert near(wgs84_to_gcj02(wgs), gcj, 0.01)
    assert near(to_wgs84(gcj, Datum.GCJ02), wgs, 0.01)


@pytest.mark.parametrize(("bd", "gcj"), BAIDU)
def test_a_place_of_baidu_is_where_gaode_has_it(bd: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert near(bd09_to_gcj02(bd), gcj, 0.01)
    assert near(to_wgs84(bd, Datum.BD09), to_wgs84(gcj, Datum.GCJ02), 0.01)


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
