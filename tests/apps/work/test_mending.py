"""From a finding to a verified repair: an order opens, is given, mended and looked at by other eyes."""

import re

from tests.apps.work.scene import Scene, turns
from tests.settle import settle
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.domain.rights import Role


def test_what_a_walk_finds_broken_gets_an_order_with_its_time(scene: Scene) -> None:
    order = scene.found()
    assert re.fullmatch(r"W20261118-0001", order.number)
    assert (order.state, order.priority, order.unit_id) == ("new", "P3", scene.outlet.unit_id)


def test_the_whole_way_closes_the_finding(scene: Scene) -> None:
    order = scene.mended(scene.found())
    assert (order.state, order.finding.state) == ("mended", "mended")
    VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=True).do()
    settle()
    order.refresh_from_db()
    order.finding.refresh_from_db()
    assert (order.state, order.finding.state, order.finding.closed_how) == ("verified", "closed", "verified")
    assert turns(order) == ["opened", "assigned", "accepted", "working", "photo", "mended", "verified"]
