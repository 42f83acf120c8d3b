"""Plans on the screen: made in words, shown as words, looked at before they stand, changed and stopped."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from wangdian.apps.evidence.models import Plan
from wangdian.apps.evidence.queries_plans import PlanCard, plan_card
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.queries import packs
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.forms import places
from wangdian.entrypoints.forms.inputs import SpanWidget
from wangdian.entrypoints.forms.plans import PlanForm, typed_from
from wangdian.entrypoints.web.plans.saying import how_often
from wangdian.foundation import clock

TYPED: dict[str, Any] = {
    "title": "周一周四自查", "kind": "self", "unit": "B1", "role": "outlet_manager", "often": "weekly",
    "weekdays": ["MO", "TH"], "at": "08:30", "due_minutes": "2", "due_minutes_unit": "60", "timing": "at_rule",
    "days": "working", "starts_on": "2026-11-01",
}
EARLY = TYPED | {"timing": "before_opening", "due_minutes": "30", "due_minutes_unit": "1"}


def browser(cast: Cast, role: Role, side: str = "near") -> Client:
    client = Client()
    client.force_login(cast.people[f"{side}-{role}"], "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_plan_made_in_words_becomes_a_rule_and_is_said_in_words_again(cast: Cast) -> None:
    client = browser(cast, Role.BRANCH_MANAGER)
    answer = client.post("/plans/new/", TYPED)
    plan = Plan.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/plans/{plan.pk}/")
    assert plan.rule == "FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=8;BYMINUTE=30"
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    assert "2026-11-19" in page
    assert "周一周四自查" in client.get("/plans/").content.decode()


def test_a_place_is_chosen_from_a_list_or_typed_where_the_list_would_leave_some_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = browser(cast, Role.BRANCH_MANAGER)
    assert '<select name="unit"' in client.get("/plans/new/").content.decode()
    monkeypatch.setattr(places, "MOST_UNITS", 2)
    page = client.get("/plans/new/").content.decode()
    assert '<input type="text" name="unit"' in page
    assert "填机构编号" in page
    client.post("/plans/new/", TYPED | {"unit": "N002"})
    assert Plan.objects.get().unit.code == "N002"


@pytest.mark.parametrize(("changed", "rule"), [
    ({"often": "daily", "at": "", "timing": "before_opening"}, "FREQ=DAILY"),
    ({"often": "monthly", "month_day": "5"}, "FREQ=MONTHLY;BYMONTHDAY=5;BYHOUR=8;BYMINUTE=30"),
    ({"often": "quarterly", "month_day": "5"}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5;BYHOUR=8;BYMINUTE=30"),
    ({"often": "own", "rule": "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9"}, "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9"),
])
def test_each_way_of_saying_how_often_gives_its_rule_and_comes_back(
    cast: Cast, changed: dict[str, str], rule: str,
) -> None:
    browser(cast, Role.BRANCH_MANAGER).post("/plans/new/", TYPED | changed)
    plan = Plan.objects.get()
    assert plan.rule == rule
    from_card = _card(cast, plan)
    shown = typed_from(from_card)
    spent = dict(zip(("due_minutes", "due_minutes_unit"), SpanWidget().decompress(shown["due_minutes"]), strict=True))
    again = PlanForm({k: v for k, v in (shown | spent).items() if v is not None})
    again.offer_packs({})
    assert again.is_valid(), again.errors
    assert again.cleaned_data["rule"] == rule
    assert how_often(from_card)


def _card(cast: Cast, plan: Plan) -> PlanCard:
    return plan_card(cast.near(Role.BRANCH_MANAGER), plan.pk)


@pytest.mark.parametrize(("changed", "field"), [
    ({"weekdays": []}, "weekdays"), ({"often": "monthly"}, "month_day"), ({"often": "own", "rule": ""}, "rule"),
    ({"often": "own", "rule": "EVERY DAY"}, "rule"), ({"due_minutes": "0"}, "due_minutes"),
    ({"kind": "spot", "role": "lobby_manager"}, "role"), ({"at": ""}, "at"),
])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    cast: Cast, changed: dict[str, Any], field: str,
) -> None:
    answer = browser(cast, Role.BRANCH_MANAGER).post("/plans/new/", TYPED | changed)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Plan.objects.exists()


def test_what_a_plan_would_bring_is_shown_before_it_stands(cast: Cast) -> None:
    client = browser(cast, Role.BRANCH_MANAGER)
    page = client.post("/plans/preview/", TYPED | {"title": ""}).content.decode()
    assert page.count("<li>") == 5
    assert "2026-11-19" in page
    assert not Plan.objects.exists()
    never = client.post("/plans/preview/", EARLY).content.decode()
    assert "<li>" not in never
    assert "N001" in never
    hours = {"personal.working": "09:00-17:00"}
    SetHours(who=SYSTEM, outlet_code="N001", effective_from=clock.today(), hours=hours).do()
    again = client.post("/plans/preview/", EARLY).content.decode()
    assert "08:30" in again
    assert "<li>" not in client.post("/plans/preview/", {"title": "x"}).content.decode()
    assert "<li>" not in client.post("/plans/preview/", TYPED | {"unit": "B2"}).content.decode()


def test_what_is_asked_is_said_by_the_titles_of_the_packs(cast: Cast) -> None:
    LoadPacks(who=SYSTEM).do()
    client = browser(cast, Role.BRANCH_MANAGER)
    title = next(pack.title for pack in packs(SYSTEM) if pack.name == "convenience")
    assert title in client.get("/plans/new/").content.decode()
    client.post("/plans/new/", TYPED | {"packs": ["convenience"]})
    assert f"<dd>{title}</dd>" in client.get(f"/plans/{Plan.objects.get().pk}/").content.decode()


def test_a_plan_is_changed_and_stopped(cast: Cast) -> None:
    client = browser(cast, Role.BRANCH_MANAGER)
    client.post("/plans/new/", TYPED)
    plan = Plan.objects.get()
    assert "08:30" in client.get(f"/plans/{plan.pk}/change/").content.decode()
    changed = {"title": "改过", "kind": "spot", "unit": "B2", "due_minutes": "90", "due_minutes_unit": "1"}
    client.post(f"/plans/{plan.pk}/change/", TYPED | changed)
    plan.refresh_from_db()
    assert (plan.name, plan.kind, plan.unit.code, plan.due_minutes) == ("改过", "self", "B1", 90)
    client.post(f"/plans/{plan.pk}/stop/")
    plan.refresh_from_db()
    assert not plan.active
    assert "改过" in client.get("/plans/?stopped=1").content.decode()
    assert "改过" not in client.get("/plans/").content.decode()


@pytest.mark.parametrize(("role", "side", "status"), [
    (Role.AUDITOR, "near", 403), (Role.BRANCH_MANAGER, "far", 404), (Role.LOBBY_MANAGER, "near", 404),
])
def test_others_change_nothing(cast: Cast, role: Role, side: str, status: int) -> None:
    browser(cast, Role.BRANCH_MANAGER).post("/plans/new/", TYPED)
    plan = Plan.objects.get()
    before = list(Plan.objects.values())
    other = browser(cast, role, side)
    assert other.post(f"/plans/{plan.pk}/stop/").status_code == status
    assert other.post(f"/plans/{plan.pk}/change/", TYPED | {"title": "x"}).status_code == status
    assert other.post("/plans/new/", TYPED | {"title": "another"}).status_code == status
    assert list(Plan.objects.values()) == before
