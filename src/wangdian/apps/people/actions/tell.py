"""Puts news into inboxes, once for each person and key; for verbs and listeners that have guarded already."""

from collections.abc import Iterable, Mapping

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.people.absence import readers_of
from wangdian.apps.people.actions.send_out import say_in_groups
from wangdian.apps.people.facts import NewsArrived
from wangdian.apps.people.models import News, Person
from wangdian.foundation import clock


def tell(
    person_ids: Iterable[int], *, key: str, kind: str, params: Mapping[str, object] | None = None, link: str = "",
    path: str = "",
) -> int:
    """Tells those who have an open account and were not told under `key` before; returns how many are told now.

    Must run inside the caller's transaction. `kind` is a row of `news_words.NEWS`; `params` (JSON) fill its sentence
    and hold codes, labels of places and things and ISO moments, no personal value; `link` is a path on this site.
    `path` is the place in the organisation that news of work is about: with it, who stands in for somebody on leave is
    told as well, and the groups there hear it by their robots. News of an account is its owner's alone.
    """
    asked = set(person_ids)
    if path:
        asked |= set(readers_of(asked, path))
        say_in_groups(path, key=key, kind=kind, params=params or {}, link=link)
    told = News.objects.filter(person_id__in=asked, key=key).values_list("person_id", flat=True)
    wanted = Person.objects.filter(pk__in=asked - set(told), is_active=True)
    now, ids = clock.now(), list(wanted.values_list("pk", flat=True))
    News.objects.bulk_create(
        [News(person_id=pk, key=key, kind=kind, params=dict(params or {}), link=link, at=now) for pk in ids],
        ignore_conflicts=True,
    )
    for news_id in News.objects.filter(person_id__in=ids, key=key).values_list("pk", flat=True):
        announce(NewsArrived(news_id=news_id))
    return len(ids)
