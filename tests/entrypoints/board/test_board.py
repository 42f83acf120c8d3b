"""The board shows what is out of order to whom it concerns, and gives many orders to somebody at once."""

import pytest
from django.test import Client

from tests.apps.work.scene import Scene, fresh
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import SYSTEM, Role

HTMX = {"HX-Request": "true"}


def browser(scene: Scene, role: Role) -> Client:
    client = Client()
    client.force_login(scene.cast.person(role), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def orders(scene: Scene) -> list[WorkOrder]:
    return [scene.found(key) for key in ("OUT-02", "OUT-07", "OUT-18")]


def test_the_board_lists_each_finding_with_its_order(scene: Scene, orders: list[WorkOrder]) -> None:
    scene.working(orders[1])
    page = browser(scene, Role.BRANCH_MANAGER).get("/board/").content.decode()
    for order in orders:
        assert f'href="/orders/{order.number}/"' in page
    assert page.count('name="numbers"') == 2
    assert scene.cast.person(Role.ENGINEER).name in page


def test_tabs_and_filters_stand_in_the_address(scene: Scene, orders: list[WorkOrder]) -> None:
    client = browser(scene, Role.BRANCH_MANAGER)
    for query, shown in (("tab=late", 0), ("tab=unassigned", 3), ("severity=low", 1), ("search=OUT-07", 1),
                         ("outlet=N001", 3), ("unit=N002", 0)):
        page = client.get(f"/board/?{query}").content.decode()
        assert page.count('name="numbers"') == shown, query
    assert client.get("/board/?tab=nothing").status_code == 422


def test_more_rows_come_as_a_part_of_the_page(scene: Scene, orders: list[WorkOrder]) -> None:
    part = browser(scene, Role.BRANCH_MANAGER).get("/board/?tab=all", headers=HTMX).content.decode()
    assert "<h1>" not in part
    assert part.count("<tr") == 3


def test_a_finding_without_an_order_opens_its_own_page_and_gets_one(scene: Scene, orders: list[WorkOrder]) -> None:
    CancelOrder(who=SYSTEM, number=orders[0].number, reason="twice").do()
    client = browser(scene, Role.BRANCH_MANAGER)
    finding = orders[0].finding_id
    assert f'href="/findings/{finding}/"' in client.get("/board/").content.decode()
    answer = client.post(f"/board/findings/{finding}/open/")
    assert answer.headers["Location"] == "/orders/W20261118-0004/"


def test_whoever_does_not_assign_chooses_nothing(scene: Scene, orders: list[WorkOrder]) -> None:
    for role in (Role.ENGINEER, Role.AUDITOR, Role.INSPECTOR):
        client = browser(scene, role)
        assert 'name="numbers"' not in client.get("/board/").content.decode()
        data = {"numbers": [orders[0].number], "taker": f"p:{scene.cast.person(Role.ENGINEER).pk}"}
        assert client.post("/board/assign/", data).status_code == 403
    assert fresh(orders[0]).state == "new"


def test_chosen_orders_are_offered_to_those_who_mend_there(scene: Scene, orders: list[WorkOrder]) -> None:
    client = browser(scene, Role.BRANCH_MANAGER)
    part = client.get("/board/takers/", {"numbers": [o.number for o in orders]}).content.decode()
    assert f'value="p:{scene.cast.person(Role.ENGINEER).pk}"' in part
    assert f'value="v:{scene.cast.vendor.pk}"' in part
    assert "far-engineer" not in part
    assert browser(scene, Role.AUDITOR).get("/board/takers/", {"numbers": [orders[0].number]}).status_code == 403


def test_many_are_assigned_at_once_or_none(scene: Scene, orders: list[WorkOrder]) -> None:
    client = browser(scene, Role.BRANCH_MANAGER)
    engineer = scene.cast.person(Role.ENGINEER).pk
    data = {"numbers": [o.number for o in orders], "taker": f"p:{engineer}", "next": "/board/?tab=all"}
    answer = client.post("/board/assign/", data, follow=True)
    assert answer.redirect_chain == [("/board/?tab=all", 302)]
    assert {fresh(o).state for o in orders} == {"assigned"}
    CancelOrder(who=SYSTEM, number=orders[2].number, reason="twice").do()
    data["taker"] = f"v:{scene.cast.vendor.pk}"
    page = client.post("/board/assign/", data, follow=True).content.decode()
    assert orders[2].number in page
    assert {fresh(o).vendor_id for o in orders[:2]} == {None}


def test_an_address_elsewhere_is_not_followed(scene: Scene, orders: list[WorkOrder]) -> None:
    client = browser(scene, Role.BRANCH_MANAGER)
    data = {"numbers": [orders[0].number], "taker": "", "next": "https://elsewhere.test/"}
    assert client.post("/board/assign/", data).headers["Location"] == "/board/"
    assert fresh(orders[0]).state == "new"


def test_the_other_branch_sees_an_empty_board(scene: Scene, orders: list[WorkOrder]) -> None:
    client = Client()
    client.force_login(scene.cast.people["far-branch_manager"], "django.contrib.auth.backends.ModelBackend")
    page = client.get("/board/").content.decode()
    assert orders[0].number not in page
    assert 'class="empty"' in page
