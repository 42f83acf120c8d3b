"""News of work reaches somebody: deputies, who is on duty, the next step above, and programs that listen."""

from datetime import timedelta

import pytest

from tests.apps.findings.scene import answer, walk
from tests.apps.work.scene import PLATE, Scene, fresh
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.actions.grant_role import GrantRole
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.actions.put_on_duty import PutOnDuty
from wangdian.apps.people.actions.take_leave import TakeLeave
from wangdian.apps.people.models import Deputy, Duty, News, Person, RoleGrant, Sending, Unit
from wangdian.apps.people.news_words import sentence
from wangdian.apps.work.jobs import escalate
from wangdian.apps.work.models import OrderTurn, WorkOrder
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid


def told(kind: str) -> set[str]:
    return set(News.objects.filter(kind=kind).values_list("person__login", flat=True))


def colleague(login: str, role: Role, unit: Unit) -> Person:
    person = Person.objects.create(login=login, name=f"Test {login}", made_at=clock.now())
    RoleGrant.objects.create(person=person, role=role, unit=unit)
    return person


def leave(scene: Scene, role: Role, deputy: str = "") -> None:
    last = clock.today() + timedelta(days=9)
    TakeLeave(who=scene.who(role), first_day=clock.today(), last_day=last, deputy=deputy).do()


def late(order: WorkOrder) -> None:
    """All that is due of its chain by the end of its time."""
    escalate(fresh(order).resolve_by + timedelta(minutes=1))


def last_turn(order: WorkOrder) -> str:
    return OrderTurn.objects.filter(order=order, became="escalated").order_by("pk").values_list("why", flat=True)[0]


def test_a_deputy_reads_news_of_work_beside_the_one_on_leave(scene: Scene) -> None:
    colleague("second-engineer", Role.ENGINEER, scene.cast.east)
    leave(scene, Role.ENGINEER, "second-engineer")
    scene.assigned(scene.found())
    assert told("work.assigned") == {"near-engineer", "second-engineer"}


def test_news_of_an_account_stays_its_owners(scene: Scene) -> None:
    colleague("second-engineer", Role.ENGINEER, scene.cast.east)
    leave(scene, Role.ENGINEER, "second-engineer")
    person = scene.cast.person(Role.ENGINEER)
    GrantRole(who=SYSTEM, person_id=person.pk, role="inspector", unit_code="B1").do()
    assert told("people.grants_changed") == {"near-engineer"}


def test_an_escalation_passes_over_a_holder_whom_nobody_stands_in_for(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    leave(scene, Role.ENGINEER)
    with clock.standing_at(clock.now()):
        late(order)
    assert told("work.soon_late") == {"near-outlet_manager", "near-branch_manager"}
    assert last_turn(order) == "1→2"
    act = AuditEntry.objects.filter(verb="work.escalate").order_by("seq").first()
    assert (act.detail["rung"], act.detail["heard"]) == (1, 2)


def test_an_escalation_that_nobody_hears_says_so(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    Person.objects.exclude(login="near-administrator").update(is_active=False)
    late(order)
    assert last_turn(order) == "1→—"
    assert told("work.soon_late") == set()


def test_what_nobody_hears_is_told_to_whoever_can_give_somebody_the_role(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    Person.objects.exclude(login="near-administrator").update(is_active=False)
    late(order)
    assert told("work.unheard") == {"near-administrator"}
    for news in News.objects.filter(kind="work.unheard"):
        assert order.number in sentence(news.kind, news.params)
        assert news.link == "/people/"


def test_of_those_with_the_role_the_one_on_duty_is_told(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    on_call = colleague("night-manager", Role.BRANCH_MANAGER, scene.cast.east)
    ends = fresh(order).resolve_by + timedelta(hours=1)
    PutOnDuty(
        who=SYSTEM, unit_code="B1", login="night-manager", starts_at=clock.now(),
        ends_at=min(ends, clock.now() + timedelta(days=31)),
    ).do()
    late(order)
    assert told("work.late") == {on_call.login}


def test_who_is_on_duty_and_on_leave_leaves_it_to_the_others_with_the_role(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    PutOnDuty(
        who=SYSTEM, unit_code="B1", login="near-branch_manager", starts_at=clock.now(),
        ends_at=clock.now() + timedelta(days=31),
    ).do()
    leave(scene, Role.BRANCH_MANAGER)
    late(order)
    assert told("work.late") == {"near-outlet_manager"}


def test_a_deputy_who_has_no_role_there_any_more_is_not_told_and_reaches_nobody(scene: Scene) -> None:
    deputy = colleague("second-engineer", Role.ENGINEER, scene.cast.east)
    order = scene.assigned(scene.found())
    leave(scene, Role.ENGINEER, "second-engineer")
    RoleGrant.objects.filter(person=deputy).delete()
    late(order)
    assert told("work.soon_late") == {"near-outlet_manager", "near-branch_manager"}
    assert last_turn(order) == "1→2"


@pytest.mark.parametrize("login", ["nobody", "far-engineer", "near-engineer", "near-vendor"])
def test_a_stranger_oneself_or_a_vendors_person_cannot_stand_in(scene: Scene, login: str) -> None:
    with pytest.raises(Invalid):
        leave(scene, Role.ENGINEER, login)
    assert not Deputy.objects.exists()


def test_two_leaves_do_not_overlap(scene: Scene) -> None:
    leave(scene, Role.ENGINEER)
    with pytest.raises(Clash):
        leave(scene, Role.ENGINEER)
    assert Deputy.objects.count() == 1


def test_nobody_is_put_on_duty_where_they_have_no_role(scene: Scene) -> None:
    now = clock.now()
    for login in ("far-engineer", "nobody"):
        verb = PutOnDuty(who=SYSTEM, unit_code="B1", login=login, starts_at=now, ends_at=now + timedelta(hours=8))
        with pytest.raises(Invalid):
            verb.do()
    assert not Duty.objects.exists()


def test_programs_that_listen_hear_of_findings_orders_and_walks_once_and_without_words(scene: Scene) -> None:
    MakeChannel(
        who=SYSTEM, unit_code="B1", kind="webhook", title="BI", address="https://open.feishu.cn/hook", secret="x" * 16,
        topics=("finding.opened", "finding.closed", "order.changed", "walk.ended"),
    ).do()
    order = scene.mended(scene.found())
    with clock.standing_at(clock.now() + timedelta(minutes=30)):
        seen = answer(PLATE, scene.door, "ok")
        walk(scene.who(Role.INSPECTOR), scene.outlet, seen, kind="recheck", ended=True)
    kinds = list(Sending.objects.order_by("pk").values_list("body__kind", flat=True))
    assert {"finding.opened", "finding.closed", "order.changed", "walk.ended"} == set(kinds)
    assert kinds.count("finding.opened") == 1
    words = str(list(Sending.objects.values_list("body", flat=True)))
    assert order.number in words
    for secret in ("Test near-engineer", "near-engineer", scene.door.label, "东门"):
        assert secret not in words
