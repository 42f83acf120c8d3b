"""News about work reaches whom it concerns, once, in sentences."""

from datetime import timedelta

from django.utils import translation

from tests.apps.findings.scene import report, thing
from tests.apps.work.scene import GRAVE, Scene, fresh
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.people.models import News
from wangdian.apps.people.news_words import NEWS, sentence
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.listeners import TOLD, order_changed
from wangdian.domain.rights import Role


def told(kind: str) -> set[str]:
    return set(News.objects.filter(kind=kind).values_list("person__login", flat=True))


def test_whoever_is_given_an_order_is_told_where_and_by_when(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    news = News.objects.get(kind="work.assigned")
    assert (news.person.login, news.link) == ("near-engineer", f"/orders/{order.number}/")
    with translation.override("en"):
        words = sentence(news.kind, news.params)
    assert order.number in words
    assert "East" not in words
    assert scene.door.label in words


def test_all_of_a_vendors_people_there_are_told_of_its_order(scene: Scene) -> None:
    order = scene.found()
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    settle()
    assert told("work.assigned") == {"near-vendor"}


def test_a_repair_is_told_to_the_outlet_manager_and_a_grave_one_to_inspectors_too(scene: Scene) -> None:
    scene.mended(scene.found())
    assert told("work.mended") == {"near-outlet_manager"}
    scene.mended(scene.found(GRAVE, reason="hole"))
    assert told("work.mended") == {"near-outlet_manager", "near-inspector"}


def test_whoever_mended_it_is_never_asked_to_verify_it(scene: Scene) -> None:
    scene.mended(scene.found(), by=Role.OUTLET_MANAGER)
    assert told("work.mended") == {"near-branch_manager"}


def test_what_is_sent_back_is_told_to_whoever_has_it(scene: Scene) -> None:
    order = scene.mended(scene.found())
    VerifyOrder(who=scene.who(Role.OUTLET_MANAGER), number=order.number, passed=False, reason="still dirty").do()
    settle()
    assert told("work.returned") == {"near-engineer"}


def test_only_what_is_pressing_is_told_when_it_opens(scene: Scene) -> None:
    scene.found("OUT-18")
    assert not told("work.pressing")
    order = scene.found(GRAVE, reason="hole")
    assert (order.priority in {"P1", "P2"}, told("work.pressing")) == (True, {"near-outlet_manager"})


def test_a_waiver_is_told_to_who_may_grant_it_and_then_to_who_asked(scene: Scene) -> None:
    order = scene.found()
    waiver = AskWaiver(
        who=scene.who(Role.OUTLET_MANAGER), finding_id=order.finding_id, reason="scaffold",
        last_day=NOON.date() + timedelta(days=4),
    ).do()
    settle()
    assert told("work.waiver_asked") == {"near-branch_manager"}
    DecideWaiver(who=scene.who(Role.BRANCH_MANAGER), waiver_id=waiver, granted=False, reason="mend it").do()
    settle()
    assert told("work.waiver_refused") == {"near-outlet_manager"}


def test_a_reported_fault_is_told_to_who_leads_the_outlet(scene: Scene) -> None:
    machine = thing(scene.outlet, "atm").subject
    report(scene.who(Role.LOBBY_MANAGER), machine)
    assert told("work.fault_reported") == {"near-outlet_manager"}


def test_a_turn_told_twice_arrives_once(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    body = {"order_id": order.pk, "became": "assigned", "version": fresh(order).version}
    order_changed(body, 1)
    order_changed(body, 1)
    assert News.objects.filter(kind="work.assigned").count() == 1


def test_every_kind_of_news_has_its_sentence(scene: Scene) -> None:
    kinds = {kind for _people, kind in TOLD.values()} | {
        "work.soon_late", "work.late", "work.waiver_asked", "work.waiver_granted", "work.waiver_refused",
        "work.fault_reported",
    }
    assert kinds <= NEWS.keys()
