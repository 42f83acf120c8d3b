"""Several people act on the same orders at one moment, on a real database file; `main` prints what came of it.

Run in a process of its own, since a test's database lies in memory and belongs to one thread.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.management import call_command
from django.db import connections

from tests.apps.work.scene import Scene, fresh, set_the_scene, turns
from tests.cast import gather
from wangdian.apps.findings.models import Finding
from wangdian.apps.journal.chain import verify_chain
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.follow_finding import finding_opened
from wangdian.apps.work.actions.open_order import OpenOrder
from wangdian.apps.work.actions.set_cost import SetCost
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.models import NumberedDay, WorkOrder
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation.errors import Clash

KEYS = ("OUT-02", "OUT-07", "OUT-18", "OUT-13")


def main() -> None:
    call_command("migrate", verbosity=0)
    scene = set_the_scene(gather())
    orders = [scene.found(key, reason="not_uniform" if key == "OUT-13" else "dirty") for key in KEYS]
    print(json.dumps({
        "one_copy": _overwriting(scene, orders[0]),
        "verified": _verifying(scene, scene.mended(orders[1])),
        "opened": _opening(scene, orders[2:]),
        "chain": verify_chain().whole,
    }))


def _overwriting(scene: Scene, order: WorkOrder) -> dict[str, object]:
    """Four people read the same copy and each changes it."""
    version, person = order.version, scene.cast.person(Role.ENGINEER).pk
    leader = scene.who(Role.BRANCH_MANAGER)
    said = together([
        AssignOrder(who=leader, numbers=(order.number,), person_id=person, version=version).do,
        CancelOrder(who=leader, number=order.number, reason="twice", version=version).do,
        SetCost(who=leader, number=order.number, cost=order.cost + 5, version=version).do,
        SetCost(who=leader, number=order.number, cost=order.cost + 7, version=version).do,
    ])
    return {"done": said.count("done"), "clashes": said.count("clash"), "changes": fresh(order).version - version}


def _verifying(scene: Scene, order: WorkOrder) -> dict[str, object]:
    """Two pass it and two send it back."""
    roles = [Role.OUTLET_MANAGER, Role.INSPECTOR, Role.BRANCH_MANAGER, Role.HEAD_OFFICE]
    said = together([
        VerifyOrder(who=scene.who(role), number=order.number, passed=n < 2, reason="still dirty").do
        for n, role in enumerate(roles)
    ])
    ends = [turn for turn in turns(order) if turn in {"verified", "returned"}]
    return {"done": said.count("done"), "clashes": said.count("clash"), "turns": len(ends)}


def _opening(scene: Scene, orders: Sequence[WorkOrder]) -> dict[str, object]:
    """The order of each of two findings is opened by people and by the listener, several times at once."""
    leader, findings = scene.who(Role.BRANCH_MANAGER), [order.finding_id for order in orders]
    for order in orders:
        CancelOrder(who=SYSTEM, number=order.number, reason="twice").do()
    said = together([
        *(OpenOrder(who=leader, finding_id=finding).do for finding in findings for _ in range(2)),
        *(lambda pk=finding: finding_opened(pk) for finding in findings),
    ])
    live = WorkOrder.objects.filter(finding__in=findings).exclude(state="cancelled")
    numbers = list(WorkOrder.objects.values_list("number", flat=True))
    return {
        "live": live.count(), "did": len(said), "numbers": len(set(numbers)) == len(numbers),
        "counted": NumberedDay.objects.get().last == len(numbers),
        "open": Finding.objects.filter(pk__in=findings).exclude(state="closed").count(),
    }


def together(acts: Sequence[Callable[[], object]]) -> list[str]:
    """What came of each: done, or a clash."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Clash:
            return "clash"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
