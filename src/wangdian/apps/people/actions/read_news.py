"""Marks news of the own inbox as read."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import News
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNews(Verb):
    """Marks one piece of the own news as read; returns its link. Reading again keeps the first moment."""

    name = "people.read_news"
    right = Right.USE_OWN

    who: Actor
    news_id: int

    @transaction.atomic
    def do(self) -> str:
        guard_somewhere(self.who, self.right)
        news = News.objects.filter(pk=self.news_id, person_id=self.who.id).first()
        if news is None:
            raise NotFound
        News.objects.filter(pk=news.pk, read_at=None).update(read_at=clock.now())
        return news.link
