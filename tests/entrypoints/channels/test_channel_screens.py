"""Channels on the screen: made, tried, changed and stopped, their addresses and secrets never shown."""

import pytest
from django.test import Client

from tests.cast import Cast
from wangdian.apps.people.actions.send_out import say_in_groups
from wangdian.apps.people.models import Channel, Sending
from wangdian.apps.people.sealing import unseal
from wangdian.domain.rights import RIGHTS, Right, Role
from wangdian.foundation import clock

KEY, SECRET = "key-7f3a-never-shown", "SEC-91bc-never-shown"
ROBOT = {
    "kind": "dingtalk", "unit_code": "B1", "title": "值班群", "topics": ["late", "pressing"], "secret": SECRET,
    "address": f"https://oapi.dingtalk.com/robot/send?access_token={KEY}",
    "quiet_from": "22:00", "quiet_until": "07:00",
}


def browser(cast: Cast, role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(cast.person(role), "django.contrib.auth.backends.ModelBackend")
    return client


def made(client: Client) -> Channel:
    assert client.post("/channels/new/robot/", ROBOT).status_code == 302
    return Channel.objects.get()


def test_a_robot_is_made_and_its_key_is_on_no_page(cast: Cast) -> None:
    client = browser(cast)
    channel = made(client)
    assert (unseal(channel.address), unseal(channel.secret)) == (ROBOT["address"], SECRET)
    client.post(f"/channels/{channel.pk}/try/")
    pages = [f"/channels/{channel.pk}/", "/channels/", f"/channels/{channel.pk}/change/", "/channels/new/robot/",
             "/api/v1/channels", f"/api/v1/channels/{channel.pk}", f"/api/v1/channels/{channel.pk}/sendings"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert KEY not in answer.content.decode()
        assert SECRET not in answer.content.decode()
    wrong = client.post("/channels/new/robot/", ROBOT | {"title": ""})
    assert wrong.status_code == 200
    assert KEY not in wrong.content.decode()
    assert SECRET not in wrong.content.decode()


def test_a_change_keeps_what_is_left_empty(cast: Cast) -> None:
    client = browser(cast)
    channel = made(client)
    answer = client.post(f"/channels/{channel.pk}/change/", {"title": "新群", "topics": ["faults"]})
    assert answer.status_code == 302
    channel.refresh_from_db()
    assert (channel.title, channel.topics, unseal(channel.secret)) == ("新群", ["faults"], SECRET)
    assert unseal(channel.address) == ROBOT["address"]


def test_a_digest_is_set_and_shown(cast: Cast) -> None:
    client = browser(cast)
    channel = made(client)
    typed = {"title": "群", "topics": ["faults"], "digest_at": "17:30"}
    assert client.post(f"/channels/{channel.pk}/change/", typed).status_code == 302
    assert "17:30" in client.get(f"/channels/{channel.pk}/").content.decode()
    assert 'value="17:30"' in client.get(f"/channels/{channel.pk}/change/").content.decode()


def test_a_try_waits_on_the_page_until_its_answer_is_there(cast: Cast) -> None:
    client = browser(cast)
    channel = made(client)
    client.post(f"/channels/{channel.pk}/try/")
    page = f"/channels/{channel.pk}/"
    assert "hx-get" in client.get(page).content.decode()
    Sending.objects.update(tries=1, answer="unsafe")
    shown = client.get(page).content.decode()
    assert "拒绝了签名" in shown
    assert 'hx-trigger="load delay' not in shown


def test_what_was_given_up_is_shown_with_its_reason_and_what_it_was_about(cast: Cast) -> None:
    client = browser(cast)
    channel = made(client)
    say_in_groups(cast.outlet.unit.path, key="k", kind="work.late", params={}, link="")
    client.post(f"/channels/{channel.pk}/try/")
    Sending.objects.filter(key="k").update(tries=1, answer="http_400", ended_at=clock.now())
    page = client.get(f"/channels/{channel.pk}/?given_up=1").content.decode()
    assert "已放弃：对方返回状态 400" in page
    assert "超时与临近超时" in page
    assert "work.late" not in page
    assert ">测试<" not in page
    Sending.objects.all().delete()
    assert "没有放弃" in client.get(f"/channels/{channel.pk}/?given_up=1").content.decode()


def test_a_paused_one_is_taken_up_again_and_a_stopped_one_is_off_the_list(cast: Cast) -> None:
    client = browser(cast)
    channel = made(client)
    Channel.objects.update(paused_at=channel.made_at, failures=9)
    assert "恢复" in client.get(f"/channels/{channel.pk}/").content.decode()
    assert client.post(f"/channels/{channel.pk}/resume/").status_code == 302
    assert client.post(f"/channels/{channel.pk}/stop/").status_code == 302
    assert "值班群" not in client.get("/channels/").content.decode()
    assert "值班群" in client.get("/channels/?stopped=1").content.decode()


def test_an_address_elsewhere_is_refused_in_words(cast: Cast) -> None:
    answer = browser(cast).post("/channels/new/webhook/", {
        "unit_code": "B1", "title": "BI", "address": "http://169.254.169.254/latest/", "secret": "x" * 20,
        "topics": ["order.changed"],
    })
    assert "https://oapi.dingtalk.com" in answer.content.decode()
    assert not Channel.objects.exists()


@pytest.mark.parametrize("role", [Role.BRANCH_MANAGER, Role.AUDITOR, Role.VENDOR])
def test_nobody_else_sees_a_channel(cast: Cast, role: Role) -> None:
    channel = made(browser(cast))
    client = browser(cast, role)
    assert client.get(f"/channels/{channel.pk}/").status_code == 404
    assert client.post(f"/channels/{channel.pk}/stop/").status_code == 404
    assert "值班群" not in client.get("/channels/").content.decode()
    channel.refresh_from_db()
    assert channel.stopped_at is None


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", ["robot", "webhook"])
def test_who_may_not_make_channels_gets_no_form_to_fill_in(cast: Cast, role: Role, kind: str) -> None:
    may, client = Right.EDIT_CHANNELS in RIGHTS[role], browser(cast, role)
    assert client.get(f"/channels/new/{kind}/").status_code == (200 if may else 403)
    assert may or client.post(f"/channels/new/{kind}/", ROBOT).status_code == 403
    assert not Channel.objects.exists()
