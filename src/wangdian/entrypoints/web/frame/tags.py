"""Template tags of the frame: moments in words, rights, query strings."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock

register = template.Library()


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """Relative under a day, absolute beyond, exact on hover."""
    if at is None:
        return "—"
    local = at.astimezone(clock.BANK_ZONE)
    exact = local.strftime("%Y-%m-%d %H:%M")
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), exact, in_words(at))


def in_words(at: datetime) -> str:
    """"3 hours ago", "2 hours left" under a day; the date and time beyond."""
    local = at.astimezone(clock.BANK_ZONE)
    seconds = int((at - clock.now()).total_seconds())
    minutes = abs(seconds) // 60
    if minutes >= 24 * 60:
        return local.strftime("%m-%d %H:%M" if local.year == clock.today().year else "%Y-%m-%d")
    if minutes < 1:
        return _("now")
    if minutes < 60:
        span = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    else:
        span = ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return (_("%(span)s ago") if seconds < 0 else _("%(span)s left")) % {"span": span}


@register.filter
def may(actor: Actor, right: str) -> bool:
    """Whether the actor holds the right somewhere; for what a page offers, never for what a verb allows."""
    return actor.may_somewhere(Right(right))
