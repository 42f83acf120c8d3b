"""Mail in quiet hours waits for their end and comes as one letter; what is critical does not wait."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail

from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.people.actions.read_all_news import ReadAllNews
from wangdian.apps.people.actions.set_quiet_hours import SetQuietHours
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.jobs import mail_held
from wangdian.apps.people.models import News, Person
from wangdian.apps.people.switchboard import furnish, switchboard
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid
from wangdian.ports.messages import Message


@dataclass
class Letters:
    """Takes every letter but those to addresses that are refused."""

    refused: set[str] = field(default_factory=set)
    sent: list[str] = field(default_factory=list)
    tried: int = 0
    ready: bool = True

    def send(self, message: Message) -> None:
        self.tried += 1
        if message.to in self.refused:
            raise OSError("refused")
        self.sent.append(message.to)


@pytest.fixture
def quiet(cast: Cast) -> Cast:
    """Noon lies in the engineer's quiet hours."""
    SetQuietHours(who=cast.near(Role.ENGINEER), quiet_from=time(11), quiet_until=time(14)).do()
    return cast


def tell_engineer(cast: Cast, key: str, kind: str = "people.grants_changed") -> None:
    tell([cast.person(Role.ENGINEER).pk], key=key, kind=kind, link="/account/")
    settle()


def test_what_came_in_quiet_hours_is_one_letter_afterwards(quiet: Cast) -> None:
    for key in ("a", "b", "c"):
        tell_engineer(quiet, key)
    assert (mail.outbox, mail_held()) == ([], 0)
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        assert (mail_held(), mail_held()) == (1, 0)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "3 条消息"
    assert mail.outbox[0].body.count("/account/") == 3
    first, last = News.objects.order_by("pk").first().pk, News.objects.order_by("pk").last().pk
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<digest-{first}-{last}@127.0.0.1>"


def test_what_is_critical_rings_at_once(quiet: Cast) -> None:
    tell_engineer(quiet, "a", kind="people.password_set")
    assert len(mail.outbox) == 1


def test_what_was_read_meanwhile_is_not_mailed(quiet: Cast) -> None:
    tell_engineer(quiet, "a")
    ReadAllNews(who=quiet.near(Role.ENGINEER)).do()
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        assert mail_held() == 0
    assert not News.objects.exclude(held_until=None).exists()


def test_who_left_meanwhile_is_not_mailed(quiet: Cast) -> None:
    tell_engineer(quiet, "a")
    Person.objects.filter(pk=quiet.person(Role.ENGINEER).pk).update(is_active=False)
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        assert mail_held() == 0
    assert mail.outbox == []


@pytest.fixture
def mails() -> Iterator[Letters]:
    """A mail server that refuses some."""
    letters, before = Letters(), switchboard()
    furnish(replace(before, mail=letters))
    yield letters
    furnish(before)


def held_for(cast: Cast, *roles: Role) -> None:
    """A piece of news each, held by quiet hours that end at two."""
    for role in roles:
        person = cast.person(role)
        Person.objects.filter(pk=person.pk).update(
            quiet_from=time(11), quiet_until=time(14), email=f"{role}@bank.example",
        )
        tell([person.pk], key="a", kind="people.grants_changed", link="/account/")
    settle()


def test_an_address_that_is_refused_holds_up_nobody_else_and_is_tried_again_later(cast: Cast, mails: Letters) -> None:
    held_for(cast, Role.ENGINEER, Role.INSPECTOR, Role.LOBBY_MANAGER)
    first = Person.objects.filter(news__held_until__isnull=False).order_by("pk").first()
    mails.refused = {first.email}
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        with pytest.raises(OSError, match="refused"):
            mail_held()
        assert len(mails.sent) == 2
        assert mail_held() == 0
    mails.refused = set()
    with clock.standing_at(clock.now() + timedelta(hours=2, minutes=15)):
        assert mail_held() == 1
    assert len(mails.sent) == 3
    assert len(set(mails.sent)) == 3


def test_a_server_that_takes_nothing_is_left_after_a_few(cast: Cast, mails: Letters) -> None:
    roles = (Role.ENGINEER, Role.INSPECTOR, Role.LOBBY_MANAGER, Role.OUTLET_MANAGER, Role.BRANCH_MANAGER)
    held_for(cast, *roles)
    mails.refused = set(Person.objects.values_list("email", flat=True))
    with clock.standing_at(clock.now() + timedelta(hours=2)), pytest.raises(OSError, match="refused"):
        mail_held()
    assert mails.tried == 3
    assert News.objects.exclude(held_until=None).count() == len(roles)


def test_a_digest_comes_once_a_day_even_after_the_courier_was_down(cast: Cast) -> None:
    SetQuietHours(who=cast.near(Role.ENGINEER), digest_at=time(17)).do()
    tell_engineer(cast, "a")
    with clock.standing_at(clock.now() + timedelta(hours=4)):
        tell_engineer(cast, "b")
        assert (mail_held(), mail.outbox) == (0, [])
    with clock.standing_at(clock.now() + timedelta(hours=9)):
        assert (mail_held(), mail_held()) == (1, 0)
        tell_engineer(cast, "c")
        assert mail_held() == 0
    assert [letter.subject for letter in mail.outbox] == ["2 条消息"]
    with clock.standing_at(clock.now() + timedelta(hours=29)):
        assert mail_held() == 1


@pytest.mark.parametrize("news", [
    {"kind": "work.late"}, {"kind": "work.soon_late"}, {"kind": "work.unheard"},
    {"kind": "work.assigned", "params": {"presses": True}},
])
def test_a_digest_does_not_hold_back_escalations_and_what_is_critical(cast: Cast, news: dict[str, Any]) -> None:
    SetQuietHours(who=cast.near(Role.ENGINEER), digest_at=time(17)).do()
    words = {"what": "x", "where": "x", "outlet": "x", "due_at": "2026-11-18T15:00:00+08:00", "number": "x"}
    params = words | news.get("params", {})
    tell([cast.person(Role.ENGINEER).pk], key="a", kind=news["kind"], params=params)
    settle()
    assert len(mail.outbox) == 1


def test_what_is_held_goes_by_the_new_hours(quiet: Cast) -> None:
    tell_engineer(quiet, "a")
    SetQuietHours(who=quiet.near(Role.ENGINEER)).do()
    assert mail_held() == 1


def test_quiet_hours_and_a_digest_exclude_each_other(quiet: Cast) -> None:
    with pytest.raises(Invalid):
        SetQuietHours(who=quiet.near(Role.ENGINEER), quiet_from=time(1), quiet_until=time(2), digest_at=time(3)).do()


def test_one_end_alone_or_the_whole_day_is_no_quiet_time(quiet: Cast) -> None:
    for wrong in ({"quiet_from": time(1)}, {"quiet_from": time(1), "quiet_until": time(1)}):
        with pytest.raises(Invalid):
            SetQuietHours(who=quiet.near(Role.ENGINEER), **wrong).do()
    SetQuietHours(who=quiet.near(Role.ENGINEER)).do()
    tell_engineer(quiet, "a")
    assert len(mail.outbox) == 1
