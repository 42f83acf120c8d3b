"""What people do about facts: news goes out by mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

from wangdian.apps.people.models import News
from wangdian.apps.people.news_words import sentence
from wangdian.foundation import clock
from wangdian.ports.messages import Message, Messenger


@dataclass(frozen=True, slots=True)
class MailNews:
    """Sends a piece of news by mail, at least once, always under the same Message-ID.

    `address` is where the bank's people reach this site. Whoever has no mail address, has read the news already, or
    has left gets none; so does everybody while no mail server is named.
    """

    messenger: Messenger
    address: str

    def __call__(self, body: Mapping[str, Any], row_id: int) -> None:
        news = News.objects.select_related("person").filter(pk=body["news_id"]).first()
        if news is None or news.mailed_at or news.read_at or not self.messenger.ready:
            return
        if not news.person.is_active or not news.person.email:
            return
        self.messenger.send(self._message(news))
        News.objects.filter(pk=news.pk).update(mailed_at=clock.now())

    def _message(self, news: News) -> Message:
        with translation.override(news.person.language):
            words = " ".join(sentence(news.kind, news.params).split())
            lines = [words]
            if news.link:
                lines.append(self.address.rstrip("/") + news.link)
            lines.append(_("Sent by Wangdian. Do not answer this mail."))
            return Message(
                to=news.person.email, subject=words[:120], text="\n\n".join(lines) + "\n",
                message_id=f"<news-{news.pk}@{urlsplit(self.address).hostname or 'localhost'}>",
            )
