"""A large bank is made in bulk, is whole, and costs its screens no more than a small one."""

import re
from collections.abc import Callable
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
from wangdian.apps.work.models import WorkOrder
from wangdian.foundation import clock

SMALL, LARGE = 120, 600
TEMPLATE = 8
MOST_QUERIES = 15
PER_PAGE = 160
"""By so many rows a page may differ: a fuller page, units to choose from, branches; the bank grows by 480 outlets."""
READ = re.compile(r"^\s*SELECT", re.IGNORECASE)


@pytest.mark.django_db
def test_a_large_bank_is_whole_and_its_screens_cost_what_they_show(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    seed_large(SMALL, SMALL * 20, SMALL * 50, lambda *step: None, small=TEMPLATE)
    everything_fits_together(SMALL)
    small = {address: cost(address) for address in screens()}
    grow(LARGE, LARGE * 20, LARGE * 50, lambda *step: None)
    everything_fits_together(LARGE)
    large = {address: cost(address) for address in screens()}
    assert {address: cost for address, cost in large.items() if cost[0] > min(MOST_QUERIES, small[address][0])} == {}
    dearer = {a: (small[a][1], rows) for a, (_queries, rows) in large.items() if rows > small[a][1] + PER_PAGE}
    assert dearer == {}


def screens() -> list[str]:
    code = Outlet.objects.order_by("code").values_list("code", flat=True)[60]
    return ["/", "/outlets/", "/outlets/?q=云", "/outlets/?q=yun", f"/outlets/?q={code}", f"/outlets/{code}/",
            "/board/", "/scores/", "/scores/?order=best", "/scores/?module=1", "/findings/"]


def cost(address: str) -> tuple[int, int]:
    """How many queries a screen asks as head office sees it, and how many rows they fetch."""
    client = Client()
    client.force_login(Person.objects.get(login="zonghang"), "django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 200
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(address)
    reads = [one for one in asked if READ.match(one[0])]
    return len(asked), sum(fetched(*one) for one in reads)


def fetched(sql: str, params: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return len(cursor.fetchall())


def everything_fits_together(outlets: int) -> None:
    connection.check_constraints()
    assert Outlet.objects.count() == outlets
    assert Finding.objects.count() == outlets * 20
    assert abs(Answer.objects.count() - outlets * 50) < outlets * 15
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
