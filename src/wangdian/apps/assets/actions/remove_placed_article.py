"""Takes an article off the list of marked places."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.assets.access import placed_for
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.subjects import change_subject
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePlacedArticle(Verb):
    """The article need not stand at its mark any more."""

    name = "assets.remove_placed_article"
    right = Right.EDIT_THINGS

    who: Actor
    placed_id: int

    @transaction.atomic
    def do(self) -> None:
        placed = placed_for(self.who, self.placed_id)
        path = placed.zone.outlet.unit.path
        guard(self.who, self.right, path)
        placed.removed_on = clock.today()
        placed.save(update_fields=["removed_on"])
        change_subject(placed.subject, retired=True)
        record(self.who, self.name, "placed_article", placed.pk, path)
