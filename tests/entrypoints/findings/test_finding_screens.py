"""The page of a finding says what, where, since when, with its evidence; waivers are asked for and decided on it."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.apps.findings.scene import answer, finding, load_standards, look, report, thing, walk, zone
from tests.cast import Cast
from wangdian.apps.findings.models import Finding, FindingTurn, Waiver
from wangdian.apps.outlets.models import Subject
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"
PLATE = "OUT-02"


def as_role(cast: Cast, role: Role, near: bool = True) -> Client:
    client = Client()
    client.force_login(cast.people[f"{'near' if near else 'far'}-{role}"], BACKEND)
    return client


@pytest.fixture
def found(cast: Cast) -> Finding:
    load_standards()
    door: Subject = zone(cast.outlet, "outdoor", "门口")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, door, reason="dirty"))
    return finding(PLATE, door)


def test_the_page_says_what_where_and_why(cast: Cast, found: Finding) -> None:
    words = as_role(cast, Role.HEAD_OFFICE).get(f"/findings/{found.pk}/").content.decode()
    for part in ("机构名称牌", "门口", "东门网点", "有污渍", "Test near-inspector", "/catalogue/OUT-02/"):
        assert part in words


def test_what_was_reported_stands_above_and_notes_are_shown_whole(cast: Cast, found: Finding) -> None:
    machine, words = thing(cast.outlet, "atm", "取款机 1").subject, "出钞口卡住，客户取不到钱。" + "屏幕还亮着，" * 30
    report(cast.near(Role.LOBBY_MANAGER), machine, words)
    page = as_role(cast, Role.OUTLET_MANAGER).get(f"/findings/{finding('FAULT-01', machine).pk}/").content.decode()
    assert "<h1>取款机 1：出钞口卡住，客户取不到钱</h1>" in page
    assert f'<p class="words">{words}</p>' in page
    assert page.count("出钞口卡住") == 2, "above, and where it was seen"


def test_the_page_says_who_mends_it_and_opens_an_order_where_none_does(cast: Cast, found: Finding) -> None:
    client = as_role(cast, Role.BRANCH_MANAGER)
    page, opens = f"/findings/{found.pk}/", f"/board/findings/{found.pk}/open/"
    first = WorkOrder.objects.get().number
    words = client.get(page).content.decode()
    assert f"/orders/{first}/" in words
    assert opens not in words
    CancelOrder(who=SYSTEM, number=first, reason="twice").do()
    assert opens in client.get(page).content.decode()
    assert opens not in as_role(cast, Role.INSPECTOR).get(page).content.decode()
    assert client.post(opens)["Location"] in client.get(page).content.decode()


def test_the_list_has_it_and_filters(cast: Cast, found: Finding) -> None:
    client = as_role(cast, Role.BRANCH_MANAGER)
    assert f"/findings/{found.pk}/" in client.get("/findings/").content.decode()
    assert f"/findings/{found.pk}/" not in client.get("/findings/?state=closed").content.decode()
    assert client.get("/findings/?since=yesterday").status_code == 422


@pytest.mark.parametrize(("role", "near"), [(Role.BRANCH_MANAGER, False), (Role.VENDOR, True)])
def test_hidden_and_absent_look_alike(cast: Cast, found: Finding, role: Role, near: bool) -> None:
    client = as_role(cast, role, near)
    hidden, absent = client.get(f"/findings/{found.pk}/"), client.get("/findings/999999/")
    assert hidden.status_code == absent.status_code == 404
    assert f"/findings/{found.pk}/" not in client.get("/findings/").content.decode()


def test_a_waiver_is_asked_for_and_decided_by_another(cast: Cast, found: Finding) -> None:
    last_day = (clock.today() + timedelta(days=4)).isoformat()
    given = {"reason": "等新牌子", "last_day": last_day}
    assert as_role(cast, Role.OUTLET_MANAGER).post(f"/findings/{found.pk}/waive/", given).status_code == 302
    waiver = Waiver.objects.get()
    manager = as_role(cast, Role.BRANCH_MANAGER)
    assert "等新牌子" in manager.get("/findings/waivers/").content.decode()
    refused = manager.post(f"/findings/waivers/{waiver.pk}/decide/", {"granted": "no"}, follow=True)
    assert Waiver.objects.get().state == "asked"
    assert refused.status_code == 200
    manager.post(f"/findings/waivers/{waiver.pk}/decide/", {"granted": "yes"})
    found.refresh_from_db()
    assert found.waived_until is not None
    assert manager.post(f"/findings/{found.pk}/revoke/", {"reason": "牌子到了"}).status_code == 302
    found.refresh_from_db()
    assert found.waived_until is None


def test_what_was_typed_comes_back_with_what_is_wrong(cast: Cast, found: Finding) -> None:
    given = {"reason": "等新牌子", "last_day": "2020-01-01"}
    answer_page = as_role(cast, Role.OUTLET_MANAGER).post(f"/findings/{found.pk}/waive/", given)
    words = answer_page.content.decode()
    assert answer_page.status_code == 400
    assert "等新牌子" in words
    assert "这一天已经过去" in words
    assert not Waiver.objects.exists()


def test_those_who_may_not_get_no_form_and_no_effect(cast: Cast, found: Finding) -> None:
    client = as_role(cast, Role.AUDITOR)
    words = client.get(f"/findings/{found.pk}/").content.decode()
    assert not [act for act in ("waive", "mistake", "note", "reopen") if f"/findings/{found.pk}/{act}/" in words]
    before = list(Finding.objects.values()), FindingTurn.objects.count()
    for act in ("waive", "revoke", "mistake", "note"):
        given = {"reason": "x", "words": "x", "last_day": clock.today().isoformat()}
        assert client.post(f"/findings/{found.pk}/{act}/", given).status_code == 403
    assert (list(Finding.objects.values()), FindingTurn.objects.count()) == before


def test_a_mistake_is_withdrawn_and_can_be_opened_again(cast: Cast, found: Finding) -> None:
    client = as_role(cast, Role.BRANCH_MANAGER)
    client.post(f"/findings/{found.pk}/mistake/", {"reason": "看错了门"})
    found.refresh_from_db()
    assert found.closed_how == "withdrawn"
    assert "看错了门" in client.get(f"/findings/{found.pk}/").content.decode()
    answer_page = client.post(f"/findings/{found.pk}/reopen/", {"reason": "没有看错"})
    new = Finding.objects.exclude(pk=found.pk).get(requirement=found.requirement)
    assert answer_page.headers["Location"] == f"/findings/{new.pk}/"


def test_how_everything_at_an_outlet_stands(cast: Cast, found: Finding) -> None:
    look()
    client = as_role(cast, Role.OUTLET_MANAGER)
    failing = client.get("/findings/standings/N001/?says=fails").content.decode()
    assert f"/findings/{found.pk}/" in failing
    unknown = client.get("/findings/standings/N001/?says=unknown").content.decode()
    assert "还没有人查看" in unknown
    assert as_role(cast, Role.OUTLET_MANAGER, near=False).get("/findings/standings/N001/").status_code == 404
