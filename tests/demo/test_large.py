"""A large bank is made in bulk, is whole, and costs its screens no more than a small one."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Sum
from django.test import Client
from pytest_django import Settings

from demo.large.seed import grow, seed_large
from wangdian.apps.evidence.models import Answer, Walk
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.journal.chain import verify_chain
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.reports.models import ScoreDay, UnitDay
from wangdian.apps.reports.scorecards import count
from wangdian.apps.reports.today_rows import COUNTED
from wangdian.apps.work.models import WorkOrder
from wangdian.foundation import clock

SMALL, LARGE = 300, 600
"""Both fill every page and every list of units to choose from, and have branches enough: what grows is the bank."""
TEMPLATE = 8
MOST_QUERIES = 12
EACH_FINDINGS, EACH_ANSWERS = 12, 50
FULL = COUNTED + 1
ABOUT = 6
"""By so many rows what is told of fifty outlets may grow: others stand between them, with more findings or fewer."""
MORE_WORK = 1.5
"""By so much a screen may cost SQLite more in a bank of double the size: an index is deeper, the way to the last row of
a page longer. What reads the whole bank costs double."""
READ = re.compile(r"^\s*(SELECT|\()", re.IGNORECASE)
STEPS = 20
"""SQLite tells after so many instructions of its virtual machine that it is still at work."""


@dataclass(frozen=True)
class Cost:
    """Of a screen: queries, the rows that each of them fetched, and what SQLite did for it (0 elsewhere)."""

    queries: int
    rows: tuple[int, ...]
    work: int


@pytest.mark.django_db
def test_a_large_bank_is_whole_and_its_screens_cost_what_they_show(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    seed_large(SMALL, SMALL * EACH_FINDINGS, SMALL * EACH_ANSWERS, lambda *step: None, small=TEMPLATE)
    everything_fits_together(SMALL)
    more_waits_than_is_counted()
    told = screens()
    small = {name: cost(*asked) for name, asked in told.items()}
    grow(LARGE, LARGE * EACH_FINDINGS, LARGE * EACH_ANSWERS, lambda *step: None)
    everything_fits_together(LARGE)
    large = {name: cost(*asked) for name, asked in told.items()}
    assert {name: one.queries for name, one in large.items() if one.queries > MOST_QUERIES} == {}
    assert {name: (small[name].rows, one.rows) for name, one in large.items() if not alike(small[name], one)} == {}
    dearer = {
        name: (small[name].work, one.work) for name, one in large.items() if one.work > small[name].work * MORE_WORK
    }
    assert dearer == {}


def alike(one: Cost, other: Cost) -> bool:
    """The same questions, each with no more rows."""
    pairs = zip(one.rows, other.rows, strict=True)
    return one.queries == other.queries and all(large <= small + ABOUT for small, large in pairs)


def more_waits_than_is_counted() -> None:
    """Else a heap of Today, or a tab of the board, would only be full in the larger bank."""
    live = WorkOrder.objects.exclude(state__in=["new", "mended", "verified", "cancelled"])
    rows = list(live.filter(unit__code__startswith="P").order_by("-pk").values_list("pk", flat=True))
    WorkOrder.objects.filter(pk__in=rows[:FULL]).update(state="mended", mended_at=clock.now())
    WorkOrder.objects.filter(pk__in=rows[FULL : FULL * 2]).update(state="new", assignee=None, vendor=None)
    Finding.objects.filter(orders__in=rows[FULL : FULL * 2]).update(state="open", worker=None)
    dated = Standing.objects.filter(says="holds", due_on__gt=clock.today(), unit__code__startswith="P")
    some = dated.exclude(requirement__key__startswith="WALK").order_by("-pk").values_list("pk", flat=True)
    Standing.objects.filter(pk__in=list(some[: FULL * 2])).update(due_on=clock.today())


def screens() -> dict[str, tuple[str, str]]:
    """What people open all day, at the head office and at one outlet among many; the outlet is one of the copies."""
    code = Outlet.objects.filter(code__startswith="P").order_by("code").values_list("code", flat=True)[60]
    office = {
        "today": "/", "outlets": "/outlets/",
        "search: Chinese": "/outlets/?q=支行", "search: pinyin": "/outlets/?q=zhixing",
        "search: code": f"/outlets/?q={code}", "outlet card": f"/outlets/{code}/", "board": "/board/",
        "scores": "/scores/", "scores: best first": "/scores/?order=best", "scores: a module": "/scores/?module=1",
        "findings": "/findings/",
    }
    own = {f"own {name}": ("n001-zhuren", office[name]) for name in ("today", "outlets", "board", "findings")}
    return {name: ("zonghang", address) for name, address in office.items()} | own


def cost(login: str, address: str) -> Cost:
    """As somebody sees it the second time: the first reads the catalogue."""
    client = Client()
    client.force_login(Person.objects.get(login=login), "django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 200
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note), worked() as steps:
        client.get(address)
    return Cost(len(asked), tuple(fetched(*one) for one in asked if READ.match(one[0])), len(steps) * STEPS)


@contextmanager
def worked() -> Iterator[list[None]]:
    """A mark for each `STEPS` instructions of SQLite, the same on every machine: it reads no clock."""
    marks: list[None] = []
    if connection.vendor != "sqlite":
        yield marks
        return
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: marks.append(None), STEPS)
    try:
        yield marks
    finally:
        connection.connection.set_progress_handler(None, STEPS)


def fetched(sql: str, params: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return len(cursor.fetchall())


def everything_fits_together(outlets: int) -> None:
    connection.check_constraints()
    assert Outlet.objects.count() == outlets
    assert Finding.objects.count() == outlets * EACH_FINDINGS
    assert abs(Answer.objects.count() - outlets * EACH_ANSWERS) < outlets * 15
    assert verify_chain().whole
    every_failing_standing_has_its_finding()
    walks_hold_the_answers_they_count()
    scores_are_what_the_counting_gives()
    orders_are_in_every_state()
    assert Unit.objects.filter(kind="sub_branch").exists()


def every_failing_standing_has_its_finding() -> None:
    behind = {"subject__findings__requirement": F("requirement"), "subject__findings__closed_at": None}
    assert not Standing.objects.filter(says="fails").exclude(**behind).exists()


def walks_hold_the_answers_they_count() -> None:
    for walk in Walk.objects.filter(state="finished", outlet__code__startswith="P").order_by("pk")[:40]:
        assert walk.answered == walk.answers.count()
        assert walk.failed == walk.answers.filter(verdict="fails").count()


def scores_are_what_the_counting_gives() -> None:
    ids = list(Outlet.objects.filter(code__startswith="P").order_by("-pk").values_list("pk", flat=True)[:60])
    counted = count(ids)
    for row in ScoreDay.objects.filter(outlet__in=ids, day=clock.today()):
        assert (row.score, row.deductions) == (counted[row.outlet_id].score, counted[row.outlet_id].deductions)
    whole = UnitDay.objects.get(unit__parent=None, day=clock.today())
    rows = ScoreDay.objects.filter(day=clock.today())
    assert (whole.outlets, whole.lost) == (rows.count(), rows.aggregate(n=Sum("lost"))["n"])
    assert sum(whole.marks[""]["spread"].values()) == rows.exclude(score=None).count()


def orders_are_in_every_state() -> None:
    states = set(WorkOrder.objects.values_list("state", flat=True))
    assert {"new", "accepted", "working", "verified", "cancelled"} <= states
