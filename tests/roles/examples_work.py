"""Examples of the verbs of work: an order of a reported fault, given to the engineer who is at home there."""

import tempfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_findings import fault_at
from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.apps.evidence.models import Photo
from wangdian.apps.evidence.shelf import Shelf, furnish
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.models import Person, RoleGrant
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.actions.hand_over import HandOver
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.open_order import OpenOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.resume_order import ResumeOrder
from wangdian.apps.work.actions.set_cost import SetCost
from wangdian.apps.work.actions.set_interruption import SetInterruption
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.models import OrderPhoto, WorkOrder
from wangdian.domain.rights import SYSTEM, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock

STEPS = ("new", "assigned", "accepted", "working", "paused", "mended")


def holder(cast: Cast, where: Where) -> Person:
    return cast.people[f"{where.side}-engineer"]


def order_at(cast: Cast, where: Where, state: str = "new") -> str:
    """The number of an order that has come as far as `state`."""
    number = OpenOrder(who=SYSTEM, finding_id=fault_at(cast, where).pk).do()
    for step in STEPS[1 : STEPS.index(state) + 1]:
        _move(cast, where, number, step)
        if step == state:
            break
    return number


def _move(cast: Cast, where: Where, number: str, state: str) -> None:
    person = holder(cast, where)
    who = actor_for(person.pk)
    if state == "assigned":
        AssignOrder(who=SYSTEM, numbers=(number,), person_id=person.pk).do()
    elif state == "accepted":
        AcceptOrder(who=who, number=number).do()
    elif state == "working":
        StartOrder(who=who, number=number).do()
    elif state == "paused":
        PauseOrder(who=who, number=number, reason="waiting_part").do()
    else:
        ResumeOrder(who=who, number=number).do()
        show_repair(number, person)
        MendOrder(who=who, number=number).do()


def show_repair(number: str, person: Person) -> None:
    """A photo of the repair, of which only the rows are needed."""
    order = WorkOrder.objects.get(number=number)
    photo = Photo.objects.create(
        sha256="a" * 64, size=1, width=1, height=1, mime="image/jpeg", received_at=clock.now(), seal="s",
        sender=person, unit=order.unit,
    )
    OrderPhoto.objects.create(order=order, photo=photo, moment="after", at=clock.now(), by=person)


def of_holder(state: str, verb: type[Verb], **more: object) -> Builder:
    """For whoever has the order, and nobody else who mends there."""
    def build(cast: Cast, where: Where) -> Example:
        number, own = order_at(cast, where, state), holder(cast, where)
        if verb is MendOrder:
            show_repair(number, own)
        make: Callable[..., Verb] = verb
        return Example(
            at=where.unit.path, verb=lambda who: make(who=who, number=number, **more),
            only=lambda who: who.id == own.pk,
        )
    return build


def of_all(state: str, verb: type[Verb], **more: object) -> Builder:
    """For everybody who holds the verb's right there."""
    def build(cast: Cast, where: Where) -> Example:
        number = order_at(cast, where, state)
        make: Callable[..., Verb] = verb
        return Example(at=where.unit.path, verb=lambda who: make(who=who, number=number, **more))
    return build


def open_order(cast: Cast, where: Where) -> Example:
    finding = fault_at(cast, where)
    return Example(at=where.unit.path, verb=lambda who: OpenOrder(who=who, finding_id=finding.pk))


def assign_order(cast: Cast, where: Where) -> Example:
    number, person = order_at(cast, where), holder(cast, where).pk
    return Example(
        at=where.unit.path, verb=lambda who: AssignOrder(who=who, numbers=(number,), person_id=person),
    )


def held_by_another(cast: Cast, where: Where) -> str:
    """The number of an order of an engineer outside the cast."""
    number = order_at(cast, where)
    own = Person.objects.create(login="another-engineer", name="Test Another", made_at=clock.now())
    RoleGrant.objects.create(person=own, role=Role.ENGINEER, unit=where.branch)
    AssignOrder(who=SYSTEM, numbers=(number,), person_id=own.pk).do()
    return number


def hand_over(cast: Cast, where: Where) -> Example:
    """To the vendor, by those who assign work there."""
    number, vendor = held_by_another(cast, where), cast.people[f"{where.side}-vendor"].vendor_id
    return Example(
        at=where.unit.path,
        verb=lambda who: HandOver(who=who, number=number, reason="等配件", vendor_id=vendor),
    )


def repair_photo() -> bytes:
    """A small JPEG, and an own shelf to keep it on."""
    shelf = Path(tempfile.mkdtemp())
    furnish(Shelf(photos=DiskBlobs(shelf / "photos"), half_sent=DiskHalfSent(shelf / "uploads")))
    out = BytesIO()
    Image.new("RGB", (40, 30), "olive").save(out, "JPEG")
    return out.getvalue()


def add_photo(cast: Cast, where: Where) -> Example:
    return of_holder("working", AddOrderPhoto, data=repair_photo())(cast, where)


def verify_order(cast: Cast, where: Where) -> Example:
    return of_all("mended", VerifyOrder, passed=True)(cast, where)


EXAMPLES: dict[str, Builder] = {
    "work.open_order": open_order,
    "work.assign_order": assign_order,
    "work.accept_order": of_holder("assigned", AcceptOrder),
    "work.start_order": of_holder("accepted", StartOrder),
    "work.pause_order": of_holder("working", PauseOrder, reason="waiting_part"),
    "work.resume_order": of_holder("paused", ResumeOrder),
    "work.hand_over": hand_over,
    "work.mend_order": of_holder("working", MendOrder),
    "work.add_photo": add_photo,
    "work.verify_order": verify_order,
    "work.verify_order#returned": of_all("mended", VerifyOrder, passed=False, reason="还是脏"),
    "work.cancel_order": of_all("working", CancelOrder, reason="开重了"),
    "work.change_priority": of_all("new", ChangePriority, priority="P1", reason="有检查"),
    "work.set_cost": of_all("new", SetCost, cost=Decimal("12.50")),
    "work.set_interruption": of_all("new", SetInterruption, minutes=5),
}
