"""The file of a logger: rows of many places, metrics and moments; units by name; errors by row and column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from wangdian.apps.evidence.models import Reading, Series
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.entrypoints.imports import engine
from wangdian.entrypoints.imports.engine import take_in
from wangdian.entrypoints.imports.opening import opened
from wangdian.entrypoints.imports.results import Result, Step
from wangdian.entrypoints.imports.specs import IMPORTS
from wangdian.entrypoints.imports.tables import Row
from wangdian.foundation.errors import Invalid, NotAllowed

TITLES = "outlet_code,zone,metric,at,value,unit"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits here for the records."""
    monkeypatch.setattr(engine, "pause", lambda _seconds: None)


@pytest.fixture
def hall(cast: Cast) -> None:
    MakeZone(who=SYSTEM, outlet_code="N001", kind="hall", zone_name="大厅").do()


def written(path: Path, lines: Iterable[str], titles: str = TITLES) -> Path:
    path.write_text("\n".join([titles, *lines]), encoding="utf-8")
    return path


def taken(path: Path, who: Actor, **how: object) -> Result:
    with opened(path) as table:
        return take_in(IMPORTS["readings"], table, who, **how)


def line(
    minute: int, value: str = "21.5", unit: str = "°C", zone: str = "大厅", metric: str = "room.temperature",
) -> str:
    day, rest = divmod(minute, 24 * 60)
    return f"N001,{zone},{metric},2026-11-{1 + day:02} {rest // 60:02}:{rest % 60:02},{value},{unit}"


def test_rows_are_kept_in_the_unit_of_the_metric(cast: Cast, hall: None, tmp_path: Path) -> None:
    lines = [line(0), line(10, "70.7", "°F"), line(20, "0.3", "klx", metric="room.illuminance"), line(30, "50", "", "")]
    lines[3] = lines[3].replace("room.temperature", "room.humidity")
    result = taken(written(tmp_path / "a.csv", lines), cast.near(Role.BRANCH_MANAGER))
    assert (result.made, result.refused, result.problems) == (4, 0, [])
    kept = Reading.objects.order_by("at").values_list("value", "source", "series__metric", "series__subject__kind")
    assert list(kept) == [
        (Decimal("21.5"), "file", "room.temperature", "zone:hall"),
        (Decimal("21.5"), "file", "room.temperature", "zone:hall"),
        (Decimal(300), "file", "room.illuminance", "zone:hall"), (Decimal(50), "file", "room.humidity", "outlet"),
    ]
    ids = sorted(Series.objects.values_list("pk", flat=True))
    assert ids == list(range(ids[0], ids[0] + 3))


def test_chinese_titles_and_words_are_read_too(cast: Cast, hall: None, tmp_path: Path) -> None:
    titles = "网点（编号）,区域,指标,时间,数值,单位"
    result = taken(
        written(tmp_path / "a.csv", ["N001,大厅,室温,2026/11/18 10:30,21.5,℃"], titles), cast.near(Role.BRANCH_MANAGER),
    )
    assert (result.made, result.problems) == (1, [])


def test_the_same_file_again_changes_nothing(cast: Cast, hall: None, tmp_path: Path) -> None:
    path, who = written(tmp_path / "a.csv", [line(n) for n in range(5)]), cast.near(Role.BRANCH_MANAGER)
    taken(path, who)
    told, acts = OutboxRow.objects.count(), AuditEntry.objects.count()
    again = taken(path, who)
    assert (again.made, again.unchanged, again.refused) == (0, 5, 0)
    assert (Reading.objects.count(), OutboxRow.objects.count(), AuditEntry.objects.count()) == (5, told, acts)


def test_wrong_rows_are_named_by_row_and_column_and_the_good_ones_may_be_taken(
    cast: Cast, hall: None, tmp_path: Path,
) -> None:
    taken(written(tmp_path / "first.csv", [line(0, "21.5")]), cast.near(Role.BRANCH_MANAGER))
    lines = [
        line(10), line(0, "25"), line(20, unit="K"), line(30, zone="阁楼"), line(40, "700"),
        line(50, metric="room.smell"),
        "N101,,room.temperature,2026-11-01 00:00,20,", "N001,大厅,room.temperature,2027-01-01 00:00,20,", line(60),
    ]
    path, who = written(tmp_path / "a.csv", lines), cast.near(Role.BRANCH_MANAGER)
    tried = taken(path, who)
    assert (tried.made, tried.refused, Reading.objects.count()) == (2, 7, 1)
    found = {problem.row: (problem.column, str(problem.why)) for problem in tried.problems}
    assert {row: column for row, (column, _why) in found.items()} == {
        3: "value", 4: "unit", 5: "zone", 6: "value", 7: "metric", 8: "outlet_code", 9: "at",
    }
    assert ("21.5" in found[3][1], "25" in found[3][1]) == (True, True)
    assert taken(path, who, take_good_rows=True).made == 2
    assert Reading.objects.count() == 3


def test_a_dry_run_keeps_nothing(cast: Cast, hall: None, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [line(n) for n in range(900)])
    result = taken(path, cast.near(Role.BRANCH_MANAGER), dry_run=True)
    assert (result.made, Reading.objects.count()) == (900, 0)
    assert not OutboxRow.objects.filter(topic__contains="readings").exists()


def test_a_long_file_is_taken_in_parts_with_one_act_each(cast: Cast, hall: None, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [line(n) for n in range(1000)])
    result = taken(path, cast.near(Role.BRANCH_MANAGER))
    assert (result.made, Reading.objects.count()) == (1000, 1000)
    assert AuditEntry.objects.filter(verb="evidence.take_log").count() == 3


@dataclass
class Endless:
    """A file of any length that is made while it is read, and remembers how far that is."""

    total: int
    first: int
    given: int = 0
    header: tuple[str, ...] = tuple(TITLES.split(","))

    def rows(self) -> Iterator[Row]:
        for n in range(self.total):
            self.given = n + 1
            yield Row(n + 2, tuple(line(self.first + n).split(",")))


def cost_of(cast: Cast, rows: int, first: int = 0, **how: bool) -> tuple[list[int], list[int], int]:
    """The rows gone through at each step, how many more were read by then, and the questions asked in all."""
    file, steps, ahead = Endless(rows, first), list[int](), list[int]()

    def watch(step: Step) -> bool:
        steps.append(step.read)
        ahead.append(file.given - step.read)
        return False

    with CaptureQueriesContext(connection) as asked:
        result = take_in(IMPORTS["readings"], file, cast.near(Role.BRANCH_MANAGER), progress=watch, **how)
    assert (result.made, result.refused) == (rows, 0)
    return steps, ahead, len(asked)


@pytest.mark.parametrize("how", [{"dry_run": True}, {"take_good_rows": True}])
def test_of_a_long_file_one_part_is_held_at_a_time_and_each_costs_the_same(
    cast: Cast, hall: None, how: dict[str, bool],
) -> None:
    part = IMPORTS["readings"].part
    few, many = cost_of(cast, 2 * part, **how), cost_of(cast, 6 * part, 2 * part, **how)
    assert many[0] == [part * n for n in range(1, 7)]
    assert max(many[1]) <= part
    assert many[2] - few[2] <= 4 * (few[2] // 2)
    assert few[2] // 2 < 40


def test_a_logger_s_file_has_a_hundred_thousand_rows_at_most_and_others_fifty_thousand(tmp_path: Path) -> None:
    for noun, most in (("readings", 100_000), ("outlets", 50_000)):
        assert IMPORTS[noun].most == most
        path = written(tmp_path / f"{noun}.csv", ("N001" for _row in range(most + 1)))
        with pytest.raises(Invalid) as caught, opened(path, IMPORTS[noun].most):
            pass
        assert f"{most:,}" in caught.value.problems[0].why
        path.write_text(path.read_text()[: -len("\nN001")])
        with opened(path, IMPORTS[noun].most) as table:
            assert table.total == most


def test_whoever_may_not_import_takes_nothing(cast: Cast, hall: None, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        taken(written(tmp_path / "a.csv", [line(0)]), cast.near(Role.LOBBY_MANAGER))
    assert not Reading.objects.exists()
