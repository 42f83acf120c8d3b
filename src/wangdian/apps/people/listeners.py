"""What people do about facts: news goes out by mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wangdian.apps.people.letters import letter_of
from wangdian.apps.people.models import News
from wangdian.apps.people.topics import rings_at_once
from wangdian.domain.quiet_hours import goes_out_at, quiet_hours
from wangdian.foundation import clock
from wangdian.ports.messages import Messenger


@dataclass(frozen=True, slots=True)
class MailNews:
    """Sends a piece of news by mail, at least once, always under the same Message-ID.

    `address` is where the bank's people reach this site. Whoever has no mail address, has read the news already, or
    has left gets none; so does everybody while no mail server is named. In somebody's quiet hours, or before the
    hour of a digest, what is not critical is held, and goes out then in one letter with the rest (`jobs.mail_held`).
    """

    messenger: Messenger
    address: str

    def __call__(self, body: Mapping[str, Any], row_id: int) -> None:
        news = News.objects.select_related("person").filter(pk=body["news_id"]).first()
        if news is None or news.mailed_at or news.read_at or not self.messenger.ready:
            return
        if not news.person.is_active or not news.person.email:
            return
        now, quiet = clock.now(), quiet_hours(news.person.quiet_from, news.person.quiet_until)
        until = goes_out_at(now, quiet, rings_at_once(news.kind, news.params))
        if until > now:
            News.objects.filter(pk=news.pk).update(held_until=until)
            return
        self.messenger.send(letter_of(news.person, [news], self.address))
        News.objects.filter(pk=news.pk).update(mailed_at=clock.now())
