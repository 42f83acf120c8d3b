"""What the tests of work do through verbs: a plate found dirty, its order, and people who mend it."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from PIL import Image

from tests.apps.findings.scene import answer, load_standards, walk, zone
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.models import OrderTurn, WorkOrder
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock

PLATE = "OUT-02"
"""Medium, always with a photo."""
GRAVE = "OUT-16"
"""High: the ground before the door; a photo on failure."""
HOURS = {"personal.working": "09:00-17:00"}


def picture(shade: int = 90) -> bytes:
    """A small JPEG; each shade is another photo."""
    out = BytesIO()
    Image.new("RGB", (64, 48), (shade % 256, 120, 200)).save(out, "JPEG", comment=f"shade {shade}")
    return out.getvalue()


@dataclass
class Scene:
    """The first outlet with opening hours and an outdoor zone; `key` is what is broken there."""

    cast: Cast
    door: Subject

    @property
    def outlet(self) -> Outlet:
        return self.cast.outlet

    def who(self, role: Role) -> Actor:
        return self.cast.near(role)

    def found(self, key: str = PLATE, subject: Subject | None = None, reason: str = "dirty") -> WorkOrder:
        """Somebody sees on a walk that it does not hold; the order that follows."""
        where = subject or self.door
        walk(self.who(Role.LOBBY_MANAGER), self.outlet, answer(key, where, reason=reason))
        finding = Finding.objects.exclude(state="closed").get(requirement__key=key, subject=where)
        return order_of(finding)

    def seen(self, says: str = "ok", by: Role = Role.INSPECTOR, key: str = PLATE, later: int = 0) -> None:
        """Somebody looks at it again on a walk, some minutes later."""
        with clock.standing_at(clock.now() + timedelta(minutes=later)):
            reason = "dirty" if says == "fail" else ""
            walk(self.who(by), self.outlet, answer(key, self.door, says, reason=reason), kind="recheck")

    def assigned(self, order: WorkOrder, to: Role = Role.ENGINEER) -> WorkOrder:
        AssignOrder(who=SYSTEM, numbers=(order.number,), person_id=self.cast.person(to).pk).do()
        settle()
        return fresh(order)

    def working(self, order: WorkOrder, by: Role = Role.ENGINEER) -> WorkOrder:
        if order.state == "new":
            self.assigned(order, by)
        AcceptOrder(who=self.who(by), number=order.number).do()
        StartOrder(who=self.who(by), number=order.number).do()
        settle()
        return fresh(order)

    def mended(self, order: WorkOrder, by: Role = Role.ENGINEER, shade: int = 90) -> WorkOrder:
        if fresh(order).state in {"new", "assigned"}:
            self.working(order, by)
        AddOrderPhoto(who=self.who(by), number=order.number, data=picture(shade)).do()
        MendOrder(who=self.who(by), number=order.number).do()
        settle()
        return fresh(order)


def set_the_scene(cast: Cast) -> Scene:
    SetHours(who=SYSTEM, outlet_code=cast.outlet.code, effective_from=cast.outlet.opened_on, hours=HOURS).do()
    load_standards()
    return Scene(cast, zone(cast.outlet, "outdoor"))


def order_of(finding: Finding) -> WorkOrder:
    """The live order of a finding."""
    return WorkOrder.objects.exclude(state__in=["verified", "cancelled"]).get(finding=finding)


def fresh(order: WorkOrder) -> WorkOrder:
    return WorkOrder.objects.select_related("finding", "unit").get(pk=order.pk)


def turns(order: WorkOrder) -> list[str]:
    return list(OrderTurn.objects.filter(order=order).order_by("pk").values_list("became", flat=True))
