"""What goes outside: each channel by itself, many pieces in one message, tried again with patience, paused at last."""

import hashlib
import hmac
from datetime import time, timedelta

import pytest

from tests.apps.people.town import Town, channel_to, later, send
from tests.cast import Cast
from tests.conftest import NOON
from tests.contracts.chats import KEY, SECRET
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.actions.change_channel import ChangeChannel
from wangdian.apps.people.actions.make_channel import MakeChannel
from wangdian.apps.people.actions.resume_channel import ResumeChannel
from wangdian.apps.people.actions.send_out import call_webhooks
from wangdian.apps.people.actions.stop_channel import StopChannel
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.actions.try_channel import TryChannel
from wangdian.apps.people.answers import forget_sendings
from wangdian.apps.people.models import Channel, News, Sending
from wangdian.apps.people.sending import Sender, claimed, due_channels
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid

PARAMS = {"what": {"zh": "灯箱不亮", "en": "Sign dark"}, "where": "灯箱", "outlet": {"zh": "东门", "en": "East"},
          "due_at": "2026-11-18T15:00:00+08:00", "number": "W1"}


def news(cast: Cast, key: str, kind: str = "work.pressing") -> None:
    tell([cast.person(Role.ENGINEER).pk], key=key, kind=kind, params=PARAMS, link="/orders/W1/",
         path=cast.outlet.unit.path)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_a_group_hears_what_happens_below_its_unit_in_one_message(cast: Cast, town: Town, kind: str) -> None:
    chat, other = town.open(kind), town.open(kind)
    channel_to(chat)
    channel_to(other, unit="B2")
    news(cast, "a")
    news(cast, "a")
    news(cast, "b")
    news(cast, "c", kind="work.mended")
    assert (send(), send()) == (1, 0)
    assert len(chat.heard) == 1
    assert chat.said[0].startswith("2 条消息")
    assert "灯箱不亮" in chat.said[0]
    assert "https://bank.example/orders/W1/" in chat.said[0]
    assert other.heard == []
    assert set(Sending.objects.values_list("answer", "tries")) == {("ok", 1)}


def test_one_that_hangs_delays_nobody(cast: Cast, town: Town) -> None:
    stuck, well = town.open("wecom", "hangs"), town.open("dingtalk")
    first, second = channel_to(stuck), channel_to(well)
    news(cast, "a")
    sender = Sender()
    assert sender.start_due() == 2
    assert stuck.arrived.wait(20)
    while not sender.gather():
        assert Channel.objects.get(pk=first.pk).answer == ""
    assert Channel.objects.get(pk=second.pk).answer == "ok"
    assert Channel.objects.get(pk=first.pk).answer == ""
    with clock.standing_at(later(minutes=1)):
        news(cast, "b")
        assert sender.start_due() == 1
        stuck.released.set()
        sender.gather(wait=True)
    assert len(well.heard) == 2
    sender.close()


def test_a_throttled_group_is_left_alone_as_long_as_it_asks_and_then_told_all_at_once(cast: Cast, town: Town) -> None:
    chat = town.open("dingtalk", "throttled")
    channel = channel_to(chat)
    news(cast, "a")
    assert send() == 1
    channel.refresh_from_db()
    assert (channel.answer, channel.next_at) == ("throttled", NOON + timedelta(minutes=10))
    chat.mode = "rules"
    with clock.standing_at(later(minutes=9, seconds=59)):
        news(cast, "b")
        assert send() == 0
    with clock.standing_at(later(minutes=10)):
        assert send() == 1
    assert len(chat.heard) == 2
    assert chat.said[1].startswith("2 条消息")
    channel.refresh_from_db()
    assert (channel.answer, channel.failures) == ("ok", 0)


def test_a_refused_one_waits_longer_each_time(cast: Cast, town: Town) -> None:
    chat = town.open("wecom", "broken")
    channel = channel_to(chat)
    news(cast, "a")
    waits, now = [], NOON
    for _try in range(4):
        with clock.standing_at(now):
            assert send() == 1
        channel.refresh_from_db()
        waits.append((channel.next_at - now).total_seconds())
        now = channel.next_at
    assert waits == [15, 30, 60, 120]
    assert Sending.objects.get().tries == 4


def test_a_channel_that_fails_for_days_is_paused_and_its_administrator_told(cast: Cast, town: Town) -> None:
    chat = town.open("feishu", "broken")
    channel = channel_to(chat)
    news(cast, "a")
    send()
    with clock.standing_at(later(days=3)):
        send()
        channel.refresh_from_db()
        assert channel.paused_at is not None
        told = set(News.objects.filter(kind="people.channel_paused").values_list("person_id", flat=True))
        assert told == {cast.person(Role.ADMINISTRATOR).pk}
        assert AuditEntry.objects.filter(verb="people.pause_channel", noun_id=str(channel.pk)).count() == 1
        with clock.standing_at(later(hours=7)):
            assert send() == 0
            with pytest.raises(Clash, match="paused"):
                TryChannel(who=SYSTEM, channel_id=channel.pk).do()
            ResumeChannel(who=SYSTEM, channel_id=channel.pk).do()
            chat.mode = "rules"
            assert send() == 1
    assert "灯箱不亮" in chat.said[-1]


def test_what_waited_too_long_is_given_up_and_forgotten_a_month_later(cast: Cast, town: Town) -> None:
    channel_to(town.open("wecom"))
    news(cast, "a")
    with clock.standing_at(later(days=3, seconds=1)):
        assert forget_sendings() == 1
        assert send() == 0
    assert Sending.objects.get().answer == "given_up"
    with clock.standing_at(later(days=34)):
        forget_sendings()
    assert not Sending.objects.exists()


def test_quiet_hours_hold_a_group_until_the_morning_but_not_what_presses(cast: Cast, town: Town) -> None:
    chat = town.open("wecom")
    channel_to(chat, quiet_from=time(11), quiet_until=time(14))
    news(cast, "a", kind="work.fault_reported")
    news(cast, "b", kind="work.fault_reported")
    assert send() == 0
    with clock.standing_at(later(hours=2)):
        assert send() == 1
    assert chat.said[0].startswith("2 条消息")
    news(cast, "c")
    with clock.standing_at(later(hours=2, minutes=1)):
        assert send() == 1


def test_a_groups_digest_comes_once_a_day_and_what_presses_at_once(cast: Cast, town: Town) -> None:
    chat = town.open("wecom")
    channel = channel_to(chat, digest_at=time(17))
    news(cast, "a", kind="work.fault_reported")
    news(cast, "b", kind="work.fault_reported")
    assert send() == 0
    news(cast, "c")
    assert send() == 1
    with clock.standing_at(later(hours=5)):
        assert send() == 1
    assert [text.startswith("2 条消息") for text in chat.said] == [False, True]
    news(cast, "d", kind="work.fault_reported")
    ChangeChannel(who=SYSTEM, channel_id=channel.pk, title="值班群", topics=("faults",)).do()
    assert send() == 1


def test_a_webhook_is_sent_ids_alone_under_a_signature_that_holds(cast: Cast, town: Town) -> None:
    chat = town.open("webhook")
    channel_to(chat)
    call_webhooks(cast.outlet.unit.path, unit="N001", key="k", kind="order.changed", ids={"order": "W1"})
    call_webhooks(cast.outlet.unit.path, unit="N001", key="k", kind="order.changed", ids={"order": "W1"})
    call_webhooks(cast.outlet.unit.path, unit="N001", key="l", kind="walk.ended", ids={"walk": 1})
    assert (send(), send()) == (1, 0)
    heard = chat.heard[0]
    row = Sending.objects.get()
    assert heard.json == {
        "event": str(row.event), "kind": "order.changed", "at": NOON.isoformat(), "unit": "N001", "order": "W1",
    }
    signed = heard.headers["wangdian-timestamp"].encode() + b"." + heard.body
    assert heard.headers["wangdian-signature"] == "v1=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert int(heard.headers["wangdian-timestamp"]) == int(NOON.timestamp())


def test_a_webhook_keeps_its_event_and_body_over_tries_and_signs_each_anew(cast: Cast, town: Town) -> None:
    chat = town.open("webhook", "broken")
    channel_to(chat)
    call_webhooks(cast.outlet.unit.path, unit="N001", key="k", kind="order.changed", ids={"order": "W1"})
    send()
    chat.mode = "rules"
    with clock.standing_at(later(seconds=15)):
        send()
    first, second = chat.heard
    assert (first.body, first.headers["wangdian-event"]) == (second.body, second.headers["wangdian-event"])
    assert first.headers["wangdian-signature"] != second.headers["wangdian-signature"]
    assert Sending.objects.get().answer == "ok"


def test_a_try_says_what_came_of_it(cast: Cast, town: Town) -> None:
    chat = town.open("dingtalk")
    channel = channel_to(chat)
    TryChannel(who=SYSTEM, channel_id=channel.pk).do()
    with pytest.raises(Clash, match="on its way"):
        TryChannel(who=SYSTEM, channel_id=channel.pk).do()
    send()
    assert chat.said == ["这是网点管家发来的测试消息：今后的消息会发到本群。"]
    assert Sending.objects.get().answer == "ok"


def test_addresses_and_secrets_are_sealed_in_the_records_and_forgotten_when_it_stops(cast: Cast, town: Town) -> None:
    channel = channel_to(town.open("wecom"))
    assert KEY not in channel.address
    assert SECRET not in channel.secret
    assert KEY not in str(list(AuditEntry.objects.values()))
    StopChannel(who=SYSTEM, channel_id=channel.pk).do()
    channel.refresh_from_db()
    assert (channel.address, channel.secret) == ("", "")
    news(cast, "a")
    assert send() == 0


def test_what_is_stopped_between_the_look_and_the_claim_is_not_spoken_to(cast: Cast, town: Town) -> None:
    channel = channel_to(town.open("wecom"))
    news(cast, "a")
    (seen,) = due_channels(8)
    StopChannel(who=SYSTEM, channel_id=channel.pk).do()
    assert claimed(seen) is None
    channel.refresh_from_db()
    assert (channel.claimed_until, Sending.objects.get().answer) == (None, "given_up")


def test_an_address_that_was_changed_meanwhile_is_the_one_spoken_to(cast: Cast, town: Town) -> None:
    old, new = town.open("wecom"), town.open("wecom")
    channel = channel_to(old)
    news(cast, "a")
    (seen,) = due_channels(8)
    ChangeChannel(
        who=SYSTEM, channel_id=channel.pk, title="值班群", address=new.address, topics=("pressing",),
    ).do()
    call = claimed(seen)
    assert call is not None
    call.speak()
    assert (len(old.heard), len(new.heard)) == (0, 1)


def test_a_second_courier_neither_says_it_again_nor_sooner_than_the_pace(cast: Cast, town: Town) -> None:
    chat = town.open("wecom")
    channel_to(chat)
    news(cast, "a")
    (seen,) = due_channels(8)
    first = Sender()
    assert first.start_due() == 1
    assert claimed(seen) is None
    first.gather(wait=True)
    news(cast, "b")
    assert claimed(seen) is None
    with clock.standing_at(later(seconds=5)):
        assert send(first) == 1
    assert len(chat.heard) == 2
    first.close()


def test_what_was_stopped_while_it_was_spoken_to_stays_as_it_was_stopped(cast: Cast, town: Town) -> None:
    chat = town.open("wecom", "hangs")
    channel = channel_to(chat)
    news(cast, "a")
    sender = Sender()
    assert sender.start_due() == 1
    assert chat.arrived.wait(20)
    StopChannel(who=SYSTEM, channel_id=channel.pk).do()
    chat.mode = "broken"
    chat.released.set()
    sender.gather(wait=True)
    channel.refresh_from_db()
    assert (channel.failures, channel.answer, Sending.objects.get().answer) == (0, "", "given_up")
    sender.close()


def test_a_seal_of_another_key_is_told_and_stops_nobody_else(cast: Cast, town: Town) -> None:
    lost, well = channel_to(town.open("wecom")), town.open("wecom")
    channel_to(well)
    Channel.objects.filter(pk=lost.pk).update(address="not ours")
    news(cast, "a")
    assert send() == 2
    lost.refresh_from_db()
    assert lost.answer == "InvalidToken"
    assert len(well.heard) == 1


@pytest.mark.parametrize("wrong", [
    {"address": "http://169.254.169.254/latest/"}, {"address": "http://127.0.0.1:1/"}, {"kind": "fax"}, {"title": " "},
    {"topics": ()}, {"topics": ("order.changed",)}, {"quiet_from": time(22)}, {"kind": "webhook", "secret": "short"},
])
def test_a_channel_that_is_not_right_is_not_made(cast: Cast, town: Town, wrong: dict[str, object]) -> None:
    chat = town.open("wecom")
    given = {"kind": "wecom", "title": "群", "address": chat.address, "secret": SECRET, "topics": ("late",)} | wrong
    with pytest.raises(Invalid):
        MakeChannel(who=SYSTEM, unit_code="B1", **given).do()
    assert not Channel.objects.exists()
