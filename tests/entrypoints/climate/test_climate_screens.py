"""The screens of readings: what stands where, the chart with its limits, entering figures, taking one back."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tests.apps.findings.scene import load_standards, zone
from tests.cast import Cast
from tests.entrypoints.frame.looking import PAGE_BUDGET, as_seen_by, cost_of, text_of
from tests.settle import settle
from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.actions.take_log import LogRow, TakeLog
from wangdian.apps.evidence.models import Reading, Series
from wangdian.apps.findings.queries_climate import Chart, climate_chart
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import RIGHTS, SYSTEM, Actor, Right, Role
from wangdian.entrypoints.web.climate.chart import COLUMNS, draw
from wangdian.foundation import clock

PAGE = "/outlets/N001/climate/"


@pytest.fixture
def hall(cast: Cast) -> Subject:
    hours = {"personal.working": "09:00-17:00"}
    SetHours(who=SYSTEM, outlet_code=cast.outlet.code, effective_from=date(2026, 1, 1), hours=hours).do()
    load_standards()
    return zone(cast.outlet, "hall", "大厅")


def read(
    subject: Subject, metric: str, value: str, when: datetime | None = None, who: Actor = SYSTEM,
) -> Series:
    RecordReadings(
        who=who, subject_id=subject.pk, at=when or clock.now(), values={metric: Decimal(value)},
    ).do()
    settle()
    return Series.objects.get(subject=subject, metric=metric)


def lobby(cast: Cast) -> Client:
    return as_seen_by(cast.person(Role.LOBBY_MANAGER), "en")


def chart_of(values: dict[datetime, str], days: int = 7, metric: str = "room.temperature") -> Chart:
    rows = tuple(LogRow("N001", "大厅", metric, at, Decimal(value)) for at, value in values.items())
    TakeLog(who=SYSTEM, rows=rows).do()
    settle()
    return climate_chart(SYSTEM, Series.objects.get(metric=metric).pk, days)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_the_screens_open_for_every_role_that_may_see(cast: Cast, hall: Subject, role: Role, language: str) -> None:
    series = read(hall, "room.temperature", "26")
    client, sees = as_seen_by(cast.person(role), language), Right.SEE in RIGHTS[role]
    for path in (PAGE, f"/climate/{series.pk}/", f"/climate/{series.pk}/?days=30", f"{PAGE}new/"):
        assert ("东门网点" in text_of(client, path, 200 if sees else 404)) is sees
    offered = f'href="{PAGE}new/"' in text_of(client, PAGE, 200 if sees else 404)
    assert offered is (Right.WALK in RIGHTS[role])


def test_a_series_of_another_branch_looks_absent(cast: Cast, hall: Subject) -> None:
    series = read(hall, "room.temperature", "26")
    stranger = as_seen_by(cast.people["far-branch_manager"])
    for path in (PAGE, f"/climate/{series.pk}/", f"{PAGE}new/{hall.pk}/"):
        text_of(stranger, path, 404)


def test_the_worst_is_said_first_with_figure_unit_and_limit(cast: Cast, hall: Subject) -> None:
    assert "will be here" in text_of(lobby(cast), PAGE)
    read(hall, "room.humidity", "50")
    assert "All that is known is within limits" in text_of(lobby(cast), PAGE)
    read(hall, "room.temperature", "26")
    text = text_of(lobby(cast), PAGE)
    assert "<b>1</b> reading is outside its limits" in text
    assert "<b>26</b> °C" in text
    assert "16 to 24 °C" in text
    assert text.index("Room temperature") < text.index("Relative humidity")


def test_figures_are_entered_on_the_phone_and_wrong_ones_come_back(cast: Cast, hall: Subject) -> None:
    client, form = lobby(cast), f"{PAGE}new/{hall.pk}/"
    assert "Background sound (dB(A))" in text_of(client, form)
    at = "2026-11-18T11:30"
    assert client.post(form, {"at": at, "room.temperature": "26.5", "room.sound": "50"}).status_code == 302
    settle()
    assert sorted(Reading.objects.values_list("value", flat=True)) == [Decimal("26.5"), Decimal(50)]
    clash = client.post(form, {"at": at, "room.temperature": "20"})
    assert (clash.status_code, "26.5 is recorded already, not 20." in clash.content.decode()) == (422, True)
    for wrong in ({"at": at}, {"at": "2026-11-19T09:00", "room.temperature": "20"}, {"at": at, "room.humidity": "300"}):
        assert client.post(form, wrong).status_code == 422
    assert Reading.objects.count() == 2


def test_whoever_may_not_walk_there_records_nothing(cast: Cast, hall: Subject) -> None:
    client = as_seen_by(cast.person(Role.ENGINEER))
    answer = client.post(f"{PAGE}new/{hall.pk}/", {"at": "2026-11-18T11:30", "room.temperature": "26.5"})
    assert (answer.status_code, Reading.objects.count()) == (403, 0)


def test_a_mistake_is_taken_back_with_its_reason_and_stays_to_be_seen(cast: Cast, hall: Subject) -> None:
    series = read(hall, "room.temperature", "45", who=cast.near(Role.LOBBY_MANAGER))
    client, one = lobby(cast), Reading.objects.get()
    path = f"/climate/{series.pk}/{one.pk}/withdraw/"
    page = f"/climate/{series.pk}/"
    assert path in client.get(page).content.decode()
    assert path not in as_seen_by(cast.person(Role.OUTLET_MANAGER)).get(page).content.decode()
    assert client.post(path, {"why": " "}).status_code == 422
    assert client.post(path, {"why": "看错了"}).status_code == 302
    text = text_of(client, f"/climate/{series.pk}/")
    assert ("看错了" in text, "<s>45</s>" in text) == (True, True)
    assert client.post(path, {"why": "看错了"}).status_code == 409


def test_the_chart_shows_limits_breaches_and_closed_hours(hall: Subject) -> None:
    nine = datetime(2026, 11, 17, 9, tzinfo=clock.BANK_ZONE)
    chart = chart_of({
        nine - timedelta(hours=3): "12", nine + timedelta(hours=1): "21", nine + timedelta(hours=2): "26",
        nine + timedelta(hours=3): "26", nine + timedelta(hours=4): "22",
    })
    assert chart.broken == (nine + timedelta(hours=2), nine + timedelta(hours=3))
    assert {(run.min, run.max) for run in chart.limits} == {(Decimal(16), Decimal(24))}
    assert (nine + timedelta(hours=8), nine + timedelta(hours=24)) in chart.shut
    drawing = draw(chart)
    assert len(drawing.broken) == 1
    assert [label.text for label in drawing.limit_labels] == ["≥ 16", "≤ 24"]


def test_a_change_of_season_is_seen_in_the_limit(hall: Subject) -> None:
    ten = datetime(2026, 11, 13, 10, tzinfo=clock.BANK_ZONE)
    chart = chart_of({ten + timedelta(days=n): "70" for n in range(5)}, metric="room.humidity")
    turn = datetime(2026, 11, 15, tzinfo=clock.BANK_ZONE)
    assert [(run.max, run.ends == turn, run.begins == turn) for run in chart.limits] == [
        (Decimal(80), True, False), (Decimal(60), False, True),
    ]
    assert [at.day for at in chart.broken] == [16, 17]


def test_a_long_chart_keeps_its_extremes_in_a_short_path(hall: Subject) -> None:
    begins = clock.now() - timedelta(days=6)
    values = {begins + timedelta(minutes=3 * n): "21" for n in range(2800)}
    values[begins + timedelta(minutes=3 * 1000)] = "40"
    drawing = draw(chart_of(values))
    assert drawing.line.count("L") + drawing.line.count("M") <= 2 * COLUMNS
    top = min(float(part.split(" ")[1]) for part in drawing.line.replace("M", "L").split("L")[1:])
    assert top < 30


def test_the_screens_cost_the_same_however_much_was_read(cast: Cast, hall: Subject) -> None:
    series = read(hall, "room.temperature", "21")
    client = lobby(cast)
    few = [cost_of(client, path) for path in (PAGE, f"/climate/{series.pk}/")]
    for n, metric in enumerate(("room.humidity", "room.sound", "room.illuminance")):
        read(hall, metric, "50", clock.now() - timedelta(hours=n))
        read(hall, "room.temperature", "21", clock.now() - timedelta(hours=n + 1))
    assert [cost_of(client, path) for path in (PAGE, f"/climate/{series.pk}/")] == few
    assert max(few) <= PAGE_BUDGET + 12
