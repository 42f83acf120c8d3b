"""Writes a letter of one or more pieces of news in the language of its reader."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

from wangdian.apps.people.digests import digest, line_of_news
from wangdian.apps.people.models import News, Person
from wangdian.apps.people.news_words import sentence
from wangdian.ports.messages import Message

LONGEST = 20_000


def letter_of(person: Person, pieces: Sequence[News], address: str) -> Message:
    """Always the same Message-ID for the same pieces, so that a letter sent twice shows."""
    with translation.override(person.language):
        first, last = pieces[0], pieces[-1]
        subject = " ".join(sentence(first.kind, first.params).split())
        if len(pieces) > 1:
            subject = _("%(count)d pieces of news") % {"count": len(pieces)}
        text = digest([line_of_news(one, address) for one in pieces], LONGEST)
        name = f"news-{first.pk}" if len(pieces) == 1 else f"digest-{first.pk}-{last.pk}"
        end = _("Sent by Wangdian. Do not answer this mail.")
        return Message(
            to=person.email, subject=subject[:120], text=f"{text}\n\n{end}\n",
            message_id=f"<{name}@{urlsplit(address).hostname or 'localhost'}>",
        )
