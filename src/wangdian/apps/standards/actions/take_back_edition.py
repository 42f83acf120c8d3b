"""Takes an adopted edition of the score sheet back before its day: then it is a draft again."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackEdition(Verb):
    """Raises Clash for what is not adopted, or counts already or did: what was scored by it stands."""

    name = "standards.take_back_edition"
    right = Right.EDIT_STANDARDS

    who: Actor
    edition_id: int

    @transaction.atomic
    def do(self) -> None:
        guard_whole_bank(self.who, self.right)
        row = SheetEdition.objects.select_for_update().filter(pk=self.edition_id).first()
        if row is None:
            raise NotFound
        if row.state != SheetEdition.State.ADOPTED or row.from_day is None:
            raise Clash("This edition is not adopted.")
        if row.from_day <= clock.today():
            raise Clash("This edition counts already: adopt another one instead.")
        detail = {"digest": row.digest, "from_day": row.from_day.isoformat()}
        row.state, row.from_day, row.decided_by, row.decided_at = SheetEdition.State.DRAFT, None, None, None
        row.save(update_fields=["state", "from_day", "decided_by", "decided_at"])
        record(self.who, self.name, "sheet_edition", row.pk, "", detail)
