"""Marks everything in the own inbox as read."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import News
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAllNews(Verb):
    """Marks all of the own unread news as read; returns how many there were."""

    name = "people.read_all_news"
    right = Right.USE_OWN

    who: Actor

    @transaction.atomic
    def do(self) -> int:
        guard_somewhere(self.who, self.right)
        return News.objects.filter(person_id=self.who.id, read_at=None).update(read_at=clock.now())
