"""Template tags of the frame: moments, deadlines, states, severities, photos, rights, query strings."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wangdian.domain.rights import Actor, Right
from wangdian.entrypoints.web.frame import moments, sparks
from wangdian.entrypoints.web.frame.tones import tone
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.words import SEVERITIES

register = template.Library()
DEEP = 5
"""Points: a score that falls by as many is worth a colour."""
SAME = Decimal("0.05")
"""Points: what is less would be said as 0.0."""


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """Relative under a day, absolute beyond (on a phone the day alone), exact on hover."""
    if at is None:
        return "—"
    words = moments.in_words(at)
    if not moments.is_near(at):
        day, _space, time = words.rpartition(" ")
        words = format_html('{}<span class="desk"> {}</span>', day, time)
    return _time(at, words)


@register.filter
def deadline(at: datetime | None, word: object = "") -> SafeString | str:
    """How long is left, amber when near and red when passed; `word` is what the calendar calls that moment."""
    if at is None:
        return "—"
    said = _time(at, moments.deadline_in_words(at))
    if word:
        by = format_html(' <span class="word">{} {}</span>', moments.day_and_time(at), word)
        return format_html('<span class="left {}">{}{}</span>', moments.deadline_tone(at), said, by)
    return format_html('<span class="left {}">{}</span>', moments.deadline_tone(at), said)


@register.filter
def day_and_time(at: datetime) -> SafeString:
    """"today 17:00", "tomorrow 09:00", or the date."""
    return _time(at, moments.day_and_time(at))


@register.filter
def until(start: datetime, end: datetime | None) -> str:
    """A window from when until when; its start alone where it has no end."""
    return moments.exact(start) if end is None else moments.window(start, end)


@register.simple_tag
def state(code: object, word: object) -> SafeString:
    """A state as shape and word; the shape follows from the code. Nothing where there is no word."""
    if word == "":
        return SafeString()
    return format_html('<span class="state {}">{}</span>', tone(code), word)


@register.simple_tag
def severity(code: object) -> SafeString:
    """A severity as shape and word; nothing for what has none."""
    if not code:
        return SafeString()
    return format_html('<span class="sev {}">{}</span>', code, SEVERITIES.get(str(code), code))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite in frame/icons.html; it never stands without a word or a label."""
    return format_html('<svg class="icon" width="20" height="20" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.inclusion_tag("frame/photos.html")
def photos(strip: Sequence[Any]) -> dict[str, Any]:
    """A strip of photos that open large: each has `url`, `thumb` (or its url stands in) and `title`."""
    return {"strip": strip}


@register.inclusion_tag("frame/spark.html")
def spark(values: Sequence[Decimal | None], label: str, limit: Decimal | None = None) -> dict[str, Any]:
    """A small line with its limit; `label` is what a screen reader says instead."""
    return {"line": sparks.spark(values, limit), "label": label}


@register.simple_tag
def words(zh: str, en: str) -> str:
    """What is named in both languages, in the reader's."""
    return chosen(zh, en)


@register.filter
def percent(ratio: Decimal | float) -> str:
    """A ratio of 1 as whole percents."""
    return f"{round(ratio * 100)}%"


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: Any) -> str:
    """The address's query with some values changed (None or "" drops one); the page key never comes along."""
    values = context["request"].GET.copy()
    values.pop("after", None)
    for name, value in changes.items():
        values.pop(name, None)
        if value not in (None, ""):
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"


@register.filter
def may(actor: Actor, right: str) -> bool:
    """Whether the actor holds the right somewhere; for what a page offers, never for what a verb allows."""
    return actor.may_somewhere(Right(right))


@register.filter
def points(value: object) -> str:
    """A number to the hundredth without needless zeros; a dash where there is none."""
    if value is None or value == "":
        return "—"
    text = f"{value:.2f}" if isinstance(value, float | Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def mark(value: Decimal | None) -> str:
    """A score out of 100, always to the tenth, so that numbers stand below each other."""
    return "—" if value is None else f"{value:.1f}"


@register.filter
def change(value: Any) -> SafeString | str:
    """A change with its arrow; a deep fall is red."""
    if value is None:
        return "—"
    if abs(value) < SAME:
        return format_html('<span class="up">{}</span>', _("same"))
    way, arrow = ("up", "↑") if value > 0 else ("down deep" if -value >= DEEP else "down", "↓")
    return format_html('<span class="{}">{} {}</span>', way, arrow, f"{abs(value):.1f}")


def _time(at: datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), moments.exact(at), words)
