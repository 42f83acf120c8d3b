"""From a finding to a verified repair: an order opens, is mended, and looked at by other eyes."""

from decimal import Decimal

import pytest

from tests.apps.findings.scene import finding, report, thing
from tests.apps.work.refusing import refused
from tests.apps.work.scene import GRAVE, Scene, fresh, order_of, picture, turns
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.evidence import keeping
from wangdian.apps.evidence.models import Photo
from wangdian.apps.evidence.sandbox import Looked, look_at
from wangdian.apps.evidence.shelf import shelf
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.work import picturing
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.open_order import OpenOrder
from wangdian.apps.work.actions.set_cost import SetCost
from wangdian.apps.work.actions.set_interruption import SetInterruption
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.models import OrderPhoto, WorkOrder
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed


def test_what_a_walk_finds_broken_gets_an_order_with_its_time(scene: Scene) -> None:
    order = scene.found()
    assert (order.number, order.state, order.priority) == ("W20261118-0001", "new", "P3")
    assert (order.unit_id, order.subject_id) == (scene.outlet.unit_id, scene.door.pk)
    assert order.opened_at == NOON < order.respond_by < order.resolve_by
    assert order.next_escalation_at is not None
    assert AuditEntry.objects.filter(verb="work.open_order", noun_id=str(order.pk)).count() == 1


def test_numbers_count_the_orders_of_a_day(scene: Scene) -> None:
    numbers = [scene.found(key).number for key in ("OUT-02", "OUT-07", "OUT-18")]
    assert numbers == ["W20261118-0001", "W20261118-0002", "W20261118-0003"]


def test_a_reported_fault_gets_its_order(scene: Scene) -> None:
    machine = thing(scene.outlet, "atm").subject
    report(scene.who(Role.LOBBY_MANAGER), machine, "dark screen")
    assert order_of(finding("FAULT-01", machine)).state == "new"


def test_the_whole_way_closes_the_finding(scene: Scene) -> None:
    order = scene.mended(scene.found())
    assert (order.state, order.finding.state, order.next_escalation_at) == ("mended", "mended", None)
    VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=True).do()
    settle()
    order = fresh(order)
    assert (order.state, order.finding.state, order.finding.closed_how) == ("verified", "closed", "verified")
    assert order.verified_by_id == order.finding.verified_by_id == scene.cast.person(Role.OUTLET_MANAGER).pk
    assert turns(order) == ["opened", "assigned", "accepted", "working", "photo", "mended", "verified"]


def test_a_repair_without_its_photo_is_not_taken(scene: Scene) -> None:
    order = scene.working(scene.found())
    refusal = refused(MendOrder(who=scene.who(Role.ENGINEER), number=order.number), Invalid)
    assert [p.field for p in refusal.problems] == ["photo"]


def test_every_round_needs_a_photo_of_its_own(scene: Scene) -> None:
    order, engineer = scene.mended(scene.found()), scene.who(Role.ENGINEER)
    with clock.standing_at(NOON.replace(hour=13)):
        manager = scene.who(Role.OUTLET_MANAGER)
        VerifyOrder(who=manager, number=order.number, passed=False, reason="still dirty").do()
        StartOrder(who=engineer, number=order.number).do()
    with clock.standing_at(NOON.replace(hour=14)):
        refused(MendOrder(who=engineer, number=order.number), Invalid)
        AddOrderPhoto(who=engineer, number=order.number, data=picture(7)).do()
        MendOrder(who=engineer, number=order.number).do()
    assert fresh(order).state == "mended"


def test_what_is_sent_back_is_mended_again_and_the_rounds_add_up(scene: Scene) -> None:
    order, engineer = scene.working(scene.found()), scene.who(Role.ENGINEER)
    AddOrderPhoto(who=engineer, number=order.number, data=picture()).do()
    MendOrder(who=engineer, number=order.number, cost=Decimal("120.50"), interruption=30).do()
    VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=False, reason="still dirty").do()
    settle()
    assert (fresh(order).state, fresh(order).finding.state, fresh(order).returns) == ("returned", "mending", 1)
    StartOrder(who=engineer, number=order.number).do()
    AddOrderPhoto(who=engineer, number=order.number, data=picture(8)).do()
    MendOrder(who=engineer, number=order.number, cost=Decimal(10), interruption=5).do()
    assert (fresh(order).cost, fresh(order).interruption_minutes) == (Decimal("130.50"), 35)
    assert turns(order)[-4:] == ["returned", "working", "photo", "mended"]


def test_sending_back_needs_a_reason(scene: Scene) -> None:
    order = scene.mended(scene.found())
    refused(VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=False, reason=" "), Invalid)


def test_whoever_mended_what_is_grave_does_not_verify_it(scene: Scene) -> None:
    order = scene.mended(scene.found(GRAVE, reason="hole"), by=Role.OUTLET_MANAGER)
    assert order.finding.severity == "high"
    manager = scene.who(Role.OUTLET_MANAGER)
    refusal = refused(VerifyOrder(who=manager, number=order.number, passed=True), Clash)
    assert refusal.why == "Whoever mended it cannot verify it."
    refused(VerifyOrder(who=manager, number=order.number, passed=False, reason="no"), Clash)
    VerifyOrder(who=scene.who(Role.INSPECTOR), number=order.number, passed=True).do()
    assert fresh(order).state == "verified"


def test_whoever_mended_what_is_light_may_verify_it(scene: Scene) -> None:
    order = scene.mended(scene.found(), by=Role.OUTLET_MANAGER)
    VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=True).do()
    assert fresh(order).state == "verified"


def test_nothing_is_verified_before_it_is_mended(scene: Scene) -> None:
    order = scene.working(scene.found())
    refused(VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=True), Clash)


@pytest.mark.parametrize("cost", ["-1", "NaN", "Infinity", "1.234", "99999999999"])
def test_a_cost_that_is_no_sum_of_money_is_not_taken(scene: Scene, cost: str) -> None:
    order = scene.working(scene.found())
    AddOrderPhoto(who=scene.who(Role.ENGINEER), number=order.number, data=picture()).do()
    refused(MendOrder(who=scene.who(Role.ENGINEER), number=order.number, cost=Decimal(cost)), Invalid)
    refused(SetCost(who=SYSTEM, number=order.number, cost=Decimal(cost)), Invalid)


@pytest.mark.parametrize("minutes", [-1, 10_000_000])
def test_minutes_beyond_reason_are_not_taken(scene: Scene, minutes: int) -> None:
    order = scene.found()
    refused(SetInterruption(who=SYSTEM, number=order.number, minutes=minutes), Invalid)


def test_cost_and_minutes_are_put_right_after_the_end(scene: Scene) -> None:
    order, leader = scene.mended(scene.found()), scene.who(Role.OUTLET_MANAGER)
    VerifyOrder(who=leader, number=order.number, passed=True).do()
    SetCost(who=leader, number=order.number, cost=Decimal("88.80")).do()
    SetInterruption(who=leader, number=order.number, minutes=12).do()
    assert (fresh(order).cost, fresh(order).interruption_minutes) == (Decimal("88.80"), 12)
    assert turns(order)[-2:] == ["cost", "interruption"]


def test_cancelling_ends_the_order_and_not_the_finding(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.OUTLET_MANAGER)
    refused(CancelOrder(who=leader, number=order.number, reason=""), Invalid)
    CancelOrder(who=leader, number=order.number, reason="opened twice").do()
    settle()
    assert (fresh(order).state, fresh(order).finding.state) == ("cancelled", "open")
    again = OpenOrder(who=leader, finding_id=order.finding_id).do()
    assert again == "W20261118-0002"


def test_a_finding_has_one_live_order_and_a_closed_one_none(scene: Scene) -> None:
    order, leader = scene.found(), scene.who(Role.OUTLET_MANAGER)
    refused(OpenOrder(who=leader, finding_id=order.finding_id), Clash)
    VerifyOrder(who=leader, number=scene.mended(order).number, passed=True).do()
    settle()
    refused(OpenOrder(who=leader, finding_id=order.finding_id), Clash)
    assert WorkOrder.objects.count() == 1


def test_what_only_walking_cures_gets_no_order(scene: Scene) -> None:
    order = scene.found()
    held = order.finding.requirement
    held.current.body["check"] = {
        "kind": "dated", "rule": "interval", "fact": "walk.self", "clock": "opening_hours",
    }
    edition = held.editions.create(
        number=99, body=held.current.body | {"samples": []}, digest="walked", loaded_at=clock.now(),
    )
    WorkOrder.objects.filter(pk=order.pk).update(state="cancelled", ended_at=clock.now())
    order.finding.edition = edition
    order.finding.save()
    refused(OpenOrder(who=scene.who(Role.OUTLET_MANAGER), finding_id=order.finding_id), Clash)


def test_the_same_photo_counts_once(scene: Scene) -> None:
    order = scene.working(scene.found())
    for _ in range(2):
        AddOrderPhoto(who=scene.who(Role.ENGINEER), number=order.number, data=picture()).do()
    assert OrderPhoto.objects.filter(order=order).count() == 1
    assert turns(order).count("photo") == 1


def test_what_is_no_photo_is_not_kept(scene: Scene) -> None:
    order = scene.working(scene.found())
    refused(AddOrderPhoto(who=scene.who(Role.ENGINEER), number=order.number, data=b"not a photo"), Invalid)
    refused(AddOrderPhoto(who=scene.who(Role.LOBBY_MANAGER), number=order.number, data=picture()), NotAllowed)


def on_shelf() -> int:
    """How many files lie on the shelf of photos."""
    root = shelf().photos.root
    return sum(1 for file in root.rglob("*") if file.is_file())


def test_a_repair_brings_its_photos_with_it(scene: Scene) -> None:
    order = scene.working(scene.found())
    MendOrder(
        who=scene.who(Role.ENGINEER), number=order.number, photos=(picture(1), picture(2)), version=order.version,
    ).do()
    assert (fresh(order).state, fresh(order).version) == ("mended", order.version + 1)
    assert turns(order)[-3:] == ["photo", "photo", "mended"]
    assert OrderPhoto.objects.filter(order=order, moment="after").count() == 2
    assert on_shelf() == 4


def test_a_stale_repair_keeps_no_photo(scene: Scene) -> None:
    order = scene.working(scene.found())
    engineer = scene.who(Role.ENGINEER)
    for version in (0, order.version - 1, order.version + 1):
        refused(MendOrder(who=engineer, number=order.number, photos=(picture(),), version=version), Clash)
    refused(MendOrder(who=engineer, number=order.number, photos=(picture(),), cost=Decimal("-1")), Invalid)
    refused(MendOrder(who=engineer, number=order.number, photos=(picture(), b"no photo")), Invalid)
    refused(MendOrder(who=scene.who(Role.LOBBY_MANAGER), number=order.number, photos=(picture(),)), NotAllowed)
    assert on_shelf() == 0


def test_what_changes_while_the_photos_are_looked_at_refuses_the_repair(
    scene: Scene, monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = scene.working(scene.found())

    def looked_at(data: bytes) -> Looked:
        ChangePriority(who=SYSTEM, number=order.number, priority="P1", reason="visitors").do()
        return look_at(data)

    monkeypatch.setattr(keeping, "look_at", looked_at)
    with pytest.raises(Clash):
        MendOrder(
            who=scene.who(Role.ENGINEER), number=order.number, photos=(picture(),), version=order.version,
        ).do()
    assert (fresh(order).state, OrderPhoto.objects.count(), Photo.objects.count(), on_shelf()) == ("working", 0, 0, 0)


def test_an_order_takes_so_many_photos_and_no_more(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picturing, "MOST_PHOTOS", 1)
    order = scene.working(scene.found())
    refused(MendOrder(who=scene.who(Role.ENGINEER), number=order.number, photos=(picture(1), picture(2))), Clash)
    AddOrderPhoto(who=scene.who(Role.ENGINEER), number=order.number, data=picture()).do()
    refused(AddOrderPhoto(who=scene.who(Role.ENGINEER), number=order.number, data=picture(2)), Clash)
