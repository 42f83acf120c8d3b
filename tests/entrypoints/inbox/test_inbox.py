"""The inbox: unread first, opened by a link that marks it read, everything marked at once, counted in the frame."""

from django.test import Client

from tests.cast import Cast
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.models import News
from wangdian.domain.rights import Role


def test_news_is_listed_opened_and_marked(cast: Cast) -> None:
    person = cast.person(Role.ENGINEER)
    for number in range(3):
        tell([person.pk], key=f"k{number}", kind="people.grants_changed", link="/account/")
    client = Client()
    client.force_login(person)
    page = client.get("/inbox/")
    assert page.context["unread"] == 3
    news = News.objects.filter(key="k0").get()
    assert client.get(f"/inbox/{news.pk}/").url == "/account/"
    assert client.get("/inbox/").context["unread"] == 2
    assert client.get("/inbox/?unread=1").content.decode().count("/inbox/") >= 2
    assert client.post("/inbox/read/").url == "/inbox/"
    assert client.get("/inbox/").context["unread"] == 0
    assert News.objects.filter(read_at=None).count() == 0


def test_news_of_another_is_not_there(cast: Cast) -> None:
    tell([cast.person(Role.ENGINEER).pk], key="k", kind="people.welcome")
    client = Client()
    client.force_login(cast.person(Role.INSPECTOR))
    assert client.get(f"/inbox/{News.objects.get().pk}/").status_code == 404
    assert News.objects.get().read_at is None


def test_a_link_never_leads_to_another_site(cast: Cast) -> None:
    person = cast.person(Role.ENGINEER)
    client = Client()
    client.force_login(person)
    for key, link in {"a": "//evil.example/", "b": "https://evil.example/", "c": ""}.items():
        tell([person.pk], key=key, kind="people.welcome", link=link)
        assert client.get(f"/inbox/{News.objects.get(key=key).pk}/").url == "/inbox/"
