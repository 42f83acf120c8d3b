"""Keeps an edition of the score sheet as a draft, to be compared and tried before it counts."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.load_packs import digest_of
from wangdian.apps.standards.editions import delivered
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.rights import Actor, Right
from wangdian.domain.sheet_edition import EditionText, counted_by
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdition(Verb):
    """Returns the draft's id; raises Invalid for a name that is taken, PackRefused for what does not fit the rules."""

    name = "standards.draft_edition"
    right = Right.EDIT_STANDARDS

    who: Actor
    title: str
    text: EditionText
    note: str = ""
    bar: Decimal | None = None

    @transaction.atomic
    def do(self) -> int:
        guard_whole_bank(self.who, self.right)
        title = self.title.strip()
        if not title or len(title) > 60:
            raise invalid("title", _("Give a name of at most 60 characters."))
        if SheetEdition.objects.filter(name=title).exists():
            raise invalid("title", _("There is an edition with this name already."))
        if self.bar is not None and not (self.bar.is_finite() and 0 <= self.bar <= HUNDRED):
            raise invalid("bar", _("Give a number from 0 to %(most)s.") % {"most": HUNDRED})
        counted_by(delivered(), self.text)
        body = self.text.model_dump(mode="json", by_alias=True)
        row = SheetEdition.objects.create(
            name=title, note=self.note[:300], bar=self.bar, body=body, digest=digest_of(body), made_by=self.who.id,
            made_at=clock.now(),
        )
        detail = {"digest": row.digest, "requirements": len(self.text.counts)}
        record(self.who, self.name, "sheet_edition", row.pk, "", detail)
        return row.pk
