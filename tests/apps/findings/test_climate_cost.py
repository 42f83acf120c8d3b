"""What questions about readings cost, however much was read."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.apps.findings.scene import load_standards, zone
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.models import Series
from wangdian.apps.evidence.queries_readings import figures_between, readings_page, series_card, series_of
from wangdian.apps.findings.queries_climate import climate_chart, climate_of, offered_at, places_judged
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock


@pytest.fixture
def halls(cast: Cast) -> list[Subject]:
    load_standards()
    return [zone(cast.outlet, "hall", name) for name in ("一楼", "二楼", "三楼")]


def test_questions_about_readings(cast: Cast, halls: list[Subject], django_assert_num_queries: object) -> None:
    for hall in halls:
        for n in range(4):
            RecordReadings(
                who=SYSTEM, subject_id=hall.pk, at=clock.now() - timedelta(hours=n),
                values={"room.temperature": Decimal(20 + n), "room.humidity": Decimal(50)},
            ).do()
    settle()
    series, now = Series.objects.filter(subject=halls[0], metric="room.temperature").get().pk, clock.now()
    with django_assert_num_queries(2):
        assert len(series_of(SYSTEM, "N001")) == 6
    with django_assert_num_queries(2):
        assert series_card(SYSTEM, series).last_value == 20
    with django_assert_num_queries(2):
        assert len(readings_page(SYSTEM, series).items) == 4
    with django_assert_num_queries(1):
        assert len(figures_between(series, now - timedelta(hours=2), now)) == 3
    with django_assert_num_queries(5):
        assert [len(one.asked) for one in climate_of(SYSTEM, "N001")] == [1, 2] * 3
    with django_assert_num_queries(12):
        assert len(climate_chart(SYSTEM, series, 7).points) == 4
    with django_assert_num_queries(1):
        assert "room.co2" in offered_at({"zone:hall"})["zone:hall"]
    with django_assert_num_queries(1):
        assert places_judged(SYSTEM, "IN-04") == 3
