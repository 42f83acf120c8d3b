"""Takes content off a screen."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.assets.access import item_for
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContent(Verb):
    """Takes an item down as of today; that it was shown stays on record."""

    name = "assets.remove_content"
    right = Right.EDIT_THINGS

    who: Actor
    item_id: int

    @transaction.atomic
    def do(self) -> None:
        item = item_for(self.who, self.item_id)
        path = item.screen.outlet.unit.path
        guard(self.who, self.right, path)
        item.removed_on = clock.today()
        item.save(update_fields=["removed_on"])
        announce(DatesChanged(subject_id=item.screen.subject_id))
        record(self.who, self.name, "content", item.pk, path, {"asset": item.screen_id})
