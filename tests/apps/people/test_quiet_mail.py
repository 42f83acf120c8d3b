"""Mail in quiet hours waits for their end and comes as one letter; what is critical does not wait."""

from datetime import time, timedelta

import pytest
from django.core import mail

from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.people.actions.read_all_news import ReadAllNews
from wangdian.apps.people.actions.set_quiet_hours import SetQuietHours
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.jobs import mail_held
from wangdian.apps.people.models import News, Person
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid


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


def test_one_end_alone_or_the_whole_day_is_no_quiet_time(quiet: Cast) -> None:
    for wrong in ({"quiet_from": time(1)}, {"quiet_from": time(1), "quiet_until": time(1)}):
        with pytest.raises(Invalid):
            SetQuietHours(who=quiet.near(Role.ENGINEER), **wrong).do()
    SetQuietHours(who=quiet.near(Role.ENGINEER)).do()
    tell_engineer(quiet, "a")
    assert len(mail.outbox) == 1
