"""Puts many pieces of news into one text, in whole lines within the length that the other side takes."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wangdian.apps.people.models import News
from wangdian.apps.people.news_words import sentence


def line_of(kind: str, params: dict[str, object], link: str, address: str) -> str:
    """The sentence in one line, and where to look."""
    words = " ".join(sentence(kind, params).split())
    return f"{words}\n{address.rstrip('/')}{link}" if link else words


def line_of_news(news: News, address: str) -> str:
    return line_of(news.kind, news.params, news.link, address)


def digest(lines: Sequence[str], longest: int) -> str:
    """All lines, or the first ones that fit into `longest` bytes of UTF-8 and how many more there are."""
    if len(lines) == 1:
        return _cut(lines[0], longest)
    head = _("%(count)d pieces of news") % {"count": len(lines)}
    for shown in range(len(lines), 0, -1):
        left = len(lines) - shown
        tail = [_("and %(count)d more: see the inbox.") % {"count": left}] if left else []
        text = "\n\n".join([head, *lines[:shown], *tail])
        if len(text.encode()) <= longest:
            return text
    return _cut(head, longest)


def _cut(text: str, longest: int) -> str:
    """At most so many bytes, never half a character."""
    return text.encode()[:longest].decode(errors="ignore")
