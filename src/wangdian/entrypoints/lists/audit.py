"""The list of the audit log."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.queries import AuditCard, audit_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.act_words import ACTS, NOUNS
from wangdian.foundation import clock
from wangdian.foundation.paging import Page

FILTERS = ("verb", "actor", "noun", "noun_id", "since", "until")


def detail_in_words(card: AuditCard) -> str:
    """Codes and numbers as they are kept: an auditor compares them with the export."""
    return ", ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in card.detail.items()
    )


def noun_in_words(card: AuditCard) -> str:
    return f"{NOUNS.get(card.noun, card.noun)} {card.noun_id}"


AUDIT: Listing[AuditCard] = Listing(
    name="audit",
    title=_("Audit log"),
    columns=(
        Column("verb", _("Act"), lambda c: c.verb, shown=lambda c: ACTS.get(c.verb, c.verb)),
        Column("at", _("When"), lambda c: c.at, kind="moment"),
        Column("actor_id", _("Who (number)"), lambda c: c.actor_id, kind="number"),
        Column("noun", _("On what"), lambda c: f"{c.noun} {c.noun_id}", shown=noun_in_words),
        Column("detail", _("With"), detail_in_words),
        Column("path", _("Place"), lambda c: c.path, kind="code", on_phone=False),
        Column("seq", _("Number"), lambda c: c.seq, kind="number", on_phone=False),
        Column("hash", _("Hash"), lambda c: c.hash, shown=lambda c: c.hash[:12], kind="code", on_phone=False),
    ),
    empty=_("Nothing was done that fits. Clear the filters."),
)


def audit_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[AuditCard]:
    """The acts under FILTERS; `since` and `until` are days where the bank is, both counted in.

    What cannot be read as a day or a number is left out.
    """
    asked = {name: query.get(name, "").strip() for name in FILTERS}
    last = _day(asked["until"])
    return audit_page(
        who, verb=asked["verb"], actor=int(asked["actor"]) if asked["actor"].isdecimal() else None,
        noun=asked["noun"], noun_id=asked["noun_id"], since=_start(_day(asked["since"])),
        until=_start(last + timedelta(days=1) if last else None), after=after, limit=limit,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=clock.BANK_ZONE) if day else None
