"""What questions and sweeps cost does not grow with what is there, only with what is asked."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.findings.scene import answer, day, finding, load_standards, look, thing, walk, zone
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.choosing import FindingFilter
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.findings.queries import finding_brief, finding_page, findings_page
from wangdian.apps.findings.queries_standings import standing_counts, standings_page
from wangdian.apps.findings.queries_waivers import waivers_page
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock


def kits(cast: Cast, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        kit = thing(cast.outlet, "medical_kit", f"药箱{number}")
        StockArticle(who=SYSTEM, asset_id=kit.pk, article="碘酒", par=1, quantity=1, expires_on=day("2026-11-20")).do()
    settle()
    look()


def swept(days: int) -> int:
    with clock.standing_at(clock.now() + timedelta(days=days)), CaptureQueriesContext(connection) as caught:
        sweep()
    return len(caught)


def test_a_sweep_costs_the_same_for_one_and_for_many_that_fell_due(cast: Cast) -> None:
    load_standards()
    kits(cast, 1)
    one = swept(4)
    kits(cast, 12, first=1)
    many = swept(5)
    assert Finding.objects.filter(requirement__key="CONV-07").count() == 13
    assert many <= one + 3


def test_a_sweep_where_nothing_is_due_costs_next_to_nothing(
    cast: Cast, django_assert_max_num_queries: object,
) -> None:
    load_standards()
    look()
    assert Standing.objects.exists()
    with django_assert_max_num_queries(8):
        assert sweep() == 0


def test_a_page_of_findings(cast: Cast, django_assert_num_queries: object) -> None:
    load_standards()
    door = zone(cast.outlet, "outdoor")
    who = cast.near(Role.INSPECTOR)
    for key in ("OUT-02", "OUT-13", "OUT-07"):
        walk(who, cast.outlet, answer(key, door, says="fail"))
    with django_assert_num_queries(2):
        page = findings_page(who, FindingFilter(), limit=2)
    assert [card.requirement for card in page.items] == ["OUT-07", "OUT-13"]
    assert [card.outlet for card in page.items] == [cast.outlet.name_zh] * 2
    with django_assert_num_queries(3):
        rest = findings_page(who, FindingFilter(unit="B1", module="1"), after=page.after)
    assert [card.requirement for card in rest.items] == ["OUT-02"]


def test_filters_leave_what_they_name_and_hidden_ones_are_not_there(cast: Cast) -> None:
    load_standards()
    door = zone(cast.outlet, "outdoor")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("OUT-02", door, reason="dirty"))

    def listed(role: Role = Role.INSPECTOR, near: bool = True, **wanted: object) -> int:
        who = cast.near(role) if near else cast.far(role)
        return len(findings_page(who, FindingFilter(**wanted)).items)

    assert listed() == listed(severity="medium", pack="outdoor", requirement="OUT-02", waived=False) == 1
    assert listed(state="closed") == listed(severity="high") == listed(waived=True) == listed(module="F") == 0
    assert listed(since=day("2026-11-18")) == 1
    assert listed(since=day("2026-11-19")) == 0
    assert listed(near=False) == listed(Role.VENDOR) == 0


def test_one_finding_with_its_evidence(cast: Cast, django_assert_max_num_queries: object) -> None:
    load_standards()
    door = zone(cast.outlet, "outdoor")
    who = cast.near(Role.OUTLET_MANAGER)
    for reason in ("dirty", "damaged"):
        with clock.standing_at(clock.now() + timedelta(minutes=len(reason))):
            walk(who, cast.outlet, answer("OUT-02", door, reason=reason))
    pk = finding("OUT-02", door).pk
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        AskWaiver(who=who, finding_id=pk, reason="等", last_day=day("2026-11-25")).do()
    with django_assert_max_num_queries(13):
        page = finding_page(who, pk)
    assert [s.source for s in page.sightings] == ["walk", "walk"]
    assert [t.became for t in page.turns] == ["waiver_asked", "opened"]
    assert (page.card.said, page.waivers[0].state, page.stands.says) == ("有破损", "asked", "fails")
    with django_assert_max_num_queries(4):
        assert finding_brief(who, pk) == page.card


def test_names_are_kept_from_those_who_may_not_see_people(cast: Cast) -> None:
    load_standards()
    door = zone(cast.outlet, "outdoor")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("OUT-02", door, reason="dirty"))
    pk = finding("OUT-02", door).pk
    assert finding_page(cast.near(Role.OUTLET_MANAGER), pk).sightings[0].name == ""
    assert finding_page(cast.near(Role.HEAD_OFFICE), pk).sightings[0].name == "Test near-inspector"
    assert finding_page(cast.near(Role.AUDITOR), pk).sightings[0].name == ""


def test_waivers_and_standings(cast: Cast, django_assert_max_num_queries: object) -> None:
    load_standards()
    door = zone(cast.outlet, "outdoor")
    who = cast.near(Role.OUTLET_MANAGER)
    walk(who, cast.outlet, answer("OUT-02", door, reason="dirty"), answer("OUT-13", door, "ok"))
    AskWaiver(who=who, finding_id=finding("OUT-02", door).pk, reason="等", last_day=day("2026-11-25")).do()
    manager = cast.near(Role.BRANCH_MANAGER)
    with django_assert_max_num_queries(4):
        page = waivers_page(manager, to_decide=True)
    assert [w.reason for w in page.items] == ["等"]
    assert not waivers_page(who, to_decide=True).items
    assert len(waivers_page(who, state="asked").items) == 1
    with django_assert_max_num_queries(6):
        failing = standings_page(who, "N001", says="fails")
    assert [(s.requirement, s.finding_id) for s in failing.items] == [("OUT-02", finding("OUT-02", door).pk)]
    assert standings_page(who, "N001", says="unknown", module="1").items[0].module == "1"
    with django_assert_max_num_queries(4):
        counts = standing_counts(who, "N001")
    assert (counts["1"]["fails"], counts["1"]["holds"]) == (1, 1)
