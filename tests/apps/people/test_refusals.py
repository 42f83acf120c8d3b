"""A webhook's message that is refused for good is given up, and holds up no other."""

import pytest

from tests.apps.people.town import Town, channel_to, later, send
from tests.cast import Cast
from tests.contracts.chats import Chat
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.actions.send_out import call_webhooks
from wangdian.apps.people.answers import forget_sendings
from wangdian.apps.people.models import News, Sending
from wangdian.domain.rights import Role
from wangdian.foundation import clock


def call(cast: Cast, *keys: str) -> None:
    for key in keys:
        call_webhooks(cast.outlet.unit.path, unit="N001", key=key, kind="order.changed", ids={"order": key})


def orders_heard(chat: Chat) -> list[str]:
    return [one.json["order"] for one in chat.heard]


@pytest.mark.parametrize("status", ["400", "401", "404", "413", "422"])
def test_a_message_that_is_refused_for_good_is_given_up_and_the_next_one_goes(
    cast: Cast, town: Town, status: str,
) -> None:
    chat = town.open("webhook", status)
    channel = channel_to(chat)
    call(cast, "W1", "W2")
    assert send() == 1
    chat.mode = "rules"
    assert send() == 1
    assert orders_heard(chat) == ["W1", "W2"]
    assert list(Sending.objects.order_by("pk").values_list("answer", "tries")) == [(f"http_{status}", 1), ("ok", 1)]
    assert not Sending.objects.filter(ended_at=None).exists()
    channel.refresh_from_db()
    assert (channel.answer, channel.failures, channel.failing_since) == ("ok", 0, None)


@pytest.mark.parametrize("status", ["302", "408", "425", "429", "500", "503"])
def test_a_message_that_was_refused_for_the_moment_is_tried_again_before_the_next(
    cast: Cast, town: Town, status: str,
) -> None:
    chat = town.open("webhook", status)
    channel_to(chat)
    call(cast, "W1", "W2")
    assert (send(), send()) == (1, 0)
    chat.mode = "rules"
    with clock.standing_at(later(seconds=15)):
        assert (send(), send()) == (1, 1)
    assert orders_heard(chat) == ["W1", "W1", "W2"]


def test_a_side_that_refuses_everything_for_days_is_paused_and_its_administrator_told(cast: Cast, town: Town) -> None:
    channel = channel_to(town.open("webhook", "403"))
    for day in range(4):
        with clock.standing_at(later(days=day)):
            call(cast, f"W{day}")
            assert send() == 1
    channel.refresh_from_db()
    assert channel.paused_at is not None
    assert set(News.objects.values_list("kind", flat=True)) == {"people.channel_paused"}


def test_a_side_that_is_gone_stops_its_channel_and_its_administrator_is_told(cast: Cast, town: Town) -> None:
    chat = town.open("webhook", "410")
    channel = channel_to(chat)
    call(cast, "W1", "W2")
    assert (send(), send()) == (1, 0)
    channel.refresh_from_db()
    assert channel.stopped_at is not None
    assert (channel.address, channel.secret, channel.answer) == ("", "", "http_410")
    assert list(Sending.objects.order_by("pk").values_list("answer", flat=True)) == ["http_410", "given_up"]
    told = News.objects.get(kind="people.channel_gone")
    assert told.person == cast.person(Role.ADMINISTRATOR)
    assert AuditEntry.objects.filter(verb="people.stop_channel", noun_id=str(channel.pk)).count() == 1


def test_what_was_tried_and_then_given_up_keeps_the_reason(cast: Cast, town: Town) -> None:
    channel_to(town.open("webhook", "500"))
    call(cast, "W1")
    send()
    with clock.standing_at(later(days=3, seconds=1)):
        assert forget_sendings() == 1
    assert Sending.objects.get().answer == "http_500"
