"""The one place where plugs meet sockets, and the one readable list of who listens to which fact."""

from collections.abc import Mapping

from django.conf import settings

from wangdian.adapters.mail_smtp import SmtpMail
from wangdian.apps.journal.actions.announce import Listener, Outside, connect
from wangdian.apps.people.facts import NewsArrived
from wangdian.apps.people.listeners import MailNews
from wangdian.domain.facts import Fact

LISTENERS: Mapping[type[Fact], Mapping[str, Listener]] = {
    NewsArrived: {"people.mail_news": Outside(MailNews(SmtpMail(), settings.PUBLIC_URL))},
}


def wire() -> None:
    """Called once when the journal app is ready."""
    connect(LISTENERS)
