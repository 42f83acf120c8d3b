"""News: once for each person and key, in the reader's language, by mail at least once under one Message-ID."""

import pytest
from django.core import mail
from django.utils import translation

from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.people.actions.read_all_news import ReadAllNews
from wangdian.apps.people.actions.read_news import ReadNews
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.inbox_queries import inbox_page, unread_count
from wangdian.apps.people.models import News, Person
from wangdian.domain.rights import Role
from wangdian.foundation.errors import NotFound


def told(cast: Cast, *roles: Role, key: str = "k1", kind: str = "people.grants_changed") -> int:
    return tell([cast.person(role).pk for role in roles], key=key, kind=kind, link="/account/")


def test_news_arrives_once_for_each_person_and_key(cast: Cast) -> None:
    assert told(cast, Role.ENGINEER, Role.INSPECTOR) == 2
    assert told(cast, Role.ENGINEER, Role.AUDITOR) == 1
    assert News.objects.count() == 3
    settle()
    assert len(mail.outbox) == 3


def test_a_closed_account_is_told_nothing(cast: Cast) -> None:
    Person.objects.filter(pk=cast.person(Role.ENGINEER).pk).update(is_active=False)
    assert told(cast, Role.ENGINEER) == 0
    assert (News.objects.count(), OutboxRow.objects.filter(topic="people.NewsArrived").count()) == (0, 0)


def test_mail_speaks_the_readers_language_and_keeps_its_message_id(cast: Cast) -> None:
    Person.objects.filter(pk=cast.person(Role.ENGINEER).pk).update(language="en")
    told(cast, Role.ENGINEER)
    settle()
    sent = mail.outbox[0]
    news = News.objects.get()
    assert sent.subject == "Your roles have changed."
    assert sent.to == [cast.person(Role.ENGINEER).email]
    assert sent.extra_headers["Message-ID"] == f"<news-{news.pk}@127.0.0.1>"
    assert "http://127.0.0.1:8000/account/" in sent.body
    assert news.mailed_at is not None


def test_mail_is_sent_once_though_the_courier_tells_twice(cast: Cast) -> None:
    told(cast, Role.ENGINEER)
    settle()
    OutboxRow.objects.update(done_at=None)
    settle()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_no_mail_goes_to_whom_it_cannot_reach(cast: Cast, change: dict[str, object]) -> None:
    told(cast, Role.ENGINEER)
    Person.objects.filter(pk=cast.person(Role.ENGINEER).pk).update(**change)
    settle()
    assert mail.outbox == []


def test_news_read_in_time_is_not_mailed(cast: Cast) -> None:
    told(cast, Role.ENGINEER)
    ReadAllNews(who=cast.near(Role.ENGINEER)).do()
    settle()
    assert mail.outbox == []


def test_the_inbox_shows_unread_first_in_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for number in range(4):
        told(cast, Role.ENGINEER, key=f"k{number}")
    who = cast.near(Role.ENGINEER)
    newest = inbox_page(who).items[0]
    assert ReadNews(who=who, news_id=newest.id).do() == "/account/"
    with django_assert_num_queries(1):
        first = inbox_page(who, limit=3)
    second = inbox_page(who, limit=3, after=first.after)
    assert [c.read for c in (*first.items, *second.items)] == [False, False, False, True]
    assert second.items[0].id == newest.id
    with django_assert_num_queries(1):
        assert unread_count(who) == 3


def test_the_sentence_is_in_the_language_of_the_page(cast: Cast) -> None:
    told(cast, Role.ENGINEER)
    with translation.override("en"):
        assert inbox_page(cast.near(Role.ENGINEER)).items[0].text == "Your roles have changed."


def test_nobody_reads_the_news_of_another(cast: Cast) -> None:
    told(cast, Role.ENGINEER)
    with pytest.raises(NotFound):
        ReadNews(who=cast.near(Role.ADMINISTRATOR), news_id=News.objects.get().pk).do()
    assert News.objects.get().read_at is None
    assert ReadAllNews(who=cast.near(Role.ADMINISTRATOR)).do() == 0
    assert News.objects.get().read_at is None
