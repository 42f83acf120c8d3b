"""Calendar feeds, read back by another library: what is in them, under which names, and for whom."""

import base64
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client, override_settings

from tests.apps.work.scene import Scene
from tests.cast import Cast
from wangdian.apps.evidence import queries_feed
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.jobs import plan_walks
from wangdian.apps.evidence.models import Walk
from wangdian.apps.evidence.queries_feed import walks_ahead
from wangdian.apps.people.actions.make_token import MakeToken
from wangdian.apps.people.actions.revoke_token import RevokeToken
from wangdian.apps.people.models import ApiToken
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.apps.work.queries_feed import own_orders_due
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock


def token(cast: Cast, role: Role) -> str:
    return MakeToken(who=cast.near(role), title="calendar", until=date(2026, 12, 31)).do()


def read(cast: Cast, role: Role, path: str, secret: str, **how: Any) -> Any:
    login = how.pop("login", f"near-{role}")
    given = base64.b64encode(f"{login}:{secret}".encode()).decode()
    return Client().get(f"/feeds/{path}", headers={"Authorization": f"Basic {given}"}, **how)


def events(answer: Any) -> list[Any]:
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(vobject.readOne(answer.content.decode()).contents.get("vevent", []))


def plan(kind: str = "self", role: str = "outlet_manager", unit: str = "B1", title: str = "每周自查") -> int:
    return MakePlan(
        who=SYSTEM, title=title, kind=kind, unit=unit, role=role, rule="FREQ=WEEKLY;BYDAY=FR;BYHOUR=9",
        starts_on=date(2026, 11, 1), due_minutes=120, days="any", timing="at_rule",
    ).do()


def order(scene: Scene) -> WorkOrder:
    return scene.assigned(scene.found())


def test_walks_of_the_next_weeks_stand_in_the_banks_zone(cast: Cast) -> None:
    plan()
    found = events(read(cast, Role.OUTLET_MANAGER, "walks.ics", token(cast, Role.OUTLET_MANAGER)))
    assert len(found) == 13
    first = found[0]
    assert first.dtstart.value == datetime(2026, 11, 20, 9, 0, tzinfo=clock.BANK_ZONE)
    assert first.dtstart.value.utcoffset() == timedelta(hours=8)
    assert first.dtend.value - first.dtstart.value == timedelta(hours=2)
    assert "每周自查" in first.summary.value
    assert "东门网点" in first.summary.value
    assert found[-1].dtstart.value < clock.now() + timedelta(days=90)


def test_the_zone_is_described_in_the_feed(cast: Cast) -> None:
    plan()
    answer = read(cast, Role.OUTLET_MANAGER, "walks.ics", token(cast, Role.OUTLET_MANAGER))
    calendar = vobject.readOne(answer.content.decode())
    assert [zone.tzid.value for zone in calendar.contents["vtimezone"]] == ["Asia/Shanghai"]
    assert b"DTSTART;TZID=Asia/Shanghai:20261120T090000" in answer.content


def test_an_event_keeps_its_name_when_its_walk_is_made(cast: Cast) -> None:
    plan()
    secret = token(cast, Role.OUTLET_MANAGER)
    before = {event.uid.value for event in events(read(cast, Role.OUTLET_MANAGER, "walks.ics", secret))}
    plan_walks()
    assert Walk.objects.exists()
    after = [event.uid.value for event in events(read(cast, Role.OUTLET_MANAGER, "walks.ics", secret))]
    assert set(after) == before
    assert len(after) == len(before)


def test_a_reader_with_many_outlets_names_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan()
    monkeypatch.setattr(queries_feed, "MOST_OUTLETS", 1)
    secret = token(cast, Role.BRANCH_MANAGER)
    assert read(cast, Role.BRANCH_MANAGER, "walks.ics", secret).status_code == 409
    assert len(events(read(cast, Role.BRANCH_MANAGER, "walks.ics?outlet=N002", secret))) == 13
    assert read(cast, Role.BRANCH_MANAGER, "walks.ics?outlet=N101", secret).status_code == 404


def test_a_feed_ends_somewhere(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan()
    monkeypatch.setattr(queries_feed, "MOST", 4)
    assert len(events(read(cast, Role.OUTLET_MANAGER, "walks.ics", token(cast, Role.OUTLET_MANAGER)))) == 4


def test_walks_that_are_not_ones_own_to_walk_are_not_told(cast: Cast) -> None:
    plan(kind="recheck", role="inspector", title="复查")
    assert events(read(cast, Role.OUTLET_MANAGER, "walks.ics", token(cast, Role.OUTLET_MANAGER))) == []
    assert events(read(cast, Role.INSPECTOR, "walks.ics", token(cast, Role.INSPECTOR))) != []


def test_ones_orders_stand_at_their_deadline_and_a_cancelled_one_is_taken_off(scene: Scene) -> None:
    cast, made = scene.cast, order(scene)
    secret = token(cast, Role.ENGINEER)
    event = events(read(cast, Role.ENGINEER, "orders.ics", secret))[0]
    assert event.dtstart.value == made.resolve_by
    assert (event.uid.value, event.status.value) == (f"order-{made.number}@127.0.0.1", "CONFIRMED")
    assert int(event.sequence.value) == made.version
    assert event.url.value.endswith(f"/orders/{made.number}/")
    assert events(read(cast, Role.LOBBY_MANAGER, "orders.ics", token(cast, Role.LOBBY_MANAGER))) == []
    CancelOrder(who=scene.who(Role.BRANCH_MANAGER), number=made.number, reason="重复").do()
    gone = events(read(cast, Role.ENGINEER, "orders.ics", secret))[0]
    assert (gone.uid.value, gone.status.value) == (event.uid.value, "CANCELLED")
    assert int(gone.sequence.value) > int(event.sequence.value)
    with clock.standing_at(clock.now() + timedelta(days=15)):
        assert events(read(cast, Role.ENGINEER, "orders.ics", secret)) == []


def test_a_stranger_a_revoked_token_and_anothers_login_get_nothing(cast: Cast) -> None:
    secret = token(cast, Role.ENGINEER)
    asked = Client().get("/feeds/orders.ics")
    assert (asked.status_code, asked.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    assert read(cast, Role.ENGINEER, "orders.ics", "wd_wrong").status_code == 401
    assert read(cast, Role.ENGINEER, "orders.ics", secret, login="near-inspector").status_code == 401
    RevokeToken(who=cast.near(Role.ENGINEER), token_id=ApiToken.objects.get().pk).do()
    assert read(cast, Role.ENGINEER, "orders.ics", secret).status_code == 401


def test_a_session_opens_no_feed_and_a_token_travels_sealed(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person(Role.ENGINEER), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/feeds/orders.ics").status_code == 401
    secret = token(cast, Role.ENGINEER)
    assert read(cast, Role.ENGINEER, "orders.ics", secret, REMOTE_ADDR="10.0.0.9").status_code == 403
    assert read(cast, Role.ENGINEER, "orders.ics", secret, REMOTE_ADDR="10.0.0.9", secure=True).status_code == 200


@override_settings(AXES_ENABLED=True)
def test_wrong_tokens_shut_the_door(cast: Cast) -> None:
    secret = token(cast, Role.ENGINEER)
    said = [read(cast, Role.ENGINEER, "orders.ics", "wd_wrong").status_code for _try in range(6)]
    assert said[-1] == 403
    assert read(cast, Role.ENGINEER, "orders.ics", secret).status_code == 403


def test_a_feed_costs_the_same_however_much_is_in_it(
    scene: Scene, django_assert_max_num_queries: Any, django_assert_num_queries: Any,
) -> None:
    for number in range(3):
        plan(title=f"自查{number}")
    order(scene)
    lead, engineer = scene.who(Role.BRANCH_MANAGER), scene.who(Role.ENGINEER)
    with django_assert_max_num_queries(20):
        assert len(walks_ahead(lead)) > 60
    with django_assert_num_queries(1):
        assert len(own_orders_due(engineer)) == 1
