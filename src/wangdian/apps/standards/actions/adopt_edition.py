"""Adopts a draft of the score sheet from a day on; what was scored before stands as it was given."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.load_packs import Loaded, take_over
from wangdian.apps.standards.editions import delivered, edition_in_force, under
from wangdian.apps.standards.models import Load, SheetEdition
from wangdian.domain.rights import SYSTEM, Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotFound, invalid

MOST_AHEAD = timedelta(days=2 * 365)
"""How far ahead an edition may begin; a day beyond is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptEdition(Verb):
    """From today on it counts at once, from a later day on with the turn of that day; never from a day that is past.

    Raises Clash for what is no draft, Invalid for a day that another edition begins on or that is too far ahead,
    PackRefused if its limits do not fit the rules any more; then nothing has changed.
    """

    name = "standards.adopt_edition"
    right = Right.EDIT_STANDARDS

    who: Actor
    edition_id: int
    from_day: date

    @transaction.atomic
    def do(self) -> Loaded:
        guard_whole_bank(self.who, self.right)
        row = draft_of(self.edition_id)
        self._check_day(clock.today())
        adopted = SheetEdition.objects.filter(state=SheetEdition.State.ADOPTED)
        if adopted.filter(from_day=self.from_day).exists():
            raise invalid("from_day", _("Another edition begins on this day."))
        under(row, delivered())
        row.state, row.from_day = SheetEdition.State.ADOPTED, self.from_day
        row.decided_by, row.decided_at = self.who.id, clock.now()
        row.save(update_fields=["state", "from_day", "decided_by", "decided_at"])
        detail = {"digest": row.digest, "from_day": self.from_day.isoformat()}
        record(self.who, self.name, "sheet_edition", row.pk, "", detail)
        return put_in_force(self.who) or Loaded()

    def _check_day(self, today: date) -> None:
        if self.from_day < today:
            raise invalid("from_day", _("What was scored stands: choose today or a later day."))
        if self.from_day > today + MOST_AHEAD:
            last = (today + MOST_AHEAD).isoformat()
            raise invalid("from_day", _("Choose a day within two years, %(last)s at the latest.") % {"last": last})


def put_in_force(who: Actor = SYSTEM) -> Loaded | None:
    """Takes the edition over whose day has come; None if nothing has to be done. Safe to run at any time."""
    load = Load.objects.order_by("-pk").first()
    due = edition_in_force(clock.today())
    if load is None or load.sheet_edition_id == (due.pk if due else None):
        return None
    return take_over(who, "standards.put_in_force", delivered())


def draft_of(edition_id: int) -> SheetEdition:
    """Locked; raises NotFound, and Clash if it was decided upon."""
    row = SheetEdition.objects.select_for_update().filter(pk=edition_id).first()
    if row is None:
        raise NotFound
    if row.state != SheetEdition.State.DRAFT:
        raise Clash("This edition is no draft any more.")
    return row
