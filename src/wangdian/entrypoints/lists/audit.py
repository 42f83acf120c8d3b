"""The list of the audit log."""

import json

from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.queries import AuditCard
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.act_words import ACTS, NOUNS


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
