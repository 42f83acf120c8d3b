"""Takes in the picture of a day sheet: its QR code names the walk, to which it is kept as evidence."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.access import RIGHT_OF_KIND, walk_for
from wangdian.apps.evidence.keeping import Seen, book_photo, seen, shelve
from wangdian.apps.evidence.models import PaperSheet, Walk
from wangdian.apps.evidence.sheets import walk_on
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard, guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class BringSheet(Verb):
    """Keeps the picture and returns the id of its walk; the same picture again does nothing.

    The picture is looked at before anything is stored, which takes some seconds, outside any transaction. `right` is
    that of the opening check and the self-check; re-check and spot check ask for their own beyond it. Raises BadPhoto,
    NoSheet, NotFound for a walk that is not there or not to be seen.
    """

    name = "evidence.bring_sheet"
    right = Right.WALK

    who: Actor
    data: bytes

    def do(self) -> UUID:
        guard_somewhere(self.who, self.right)
        photo = seen(self.data)
        walk = walk_for(self.who, walk_on(self.data))
        guard(self.who, RIGHT_OF_KIND[walk.kind], walk.outlet.unit.path)
        shelve(photo)
        self._keep(walk, photo)
        return walk.pk

    @transaction.atomic
    def _keep(self, walk: Walk, seen_photo: Seen) -> None:
        photo = book_photo(self.who, walk.outlet.unit, seen_photo)
        _sheet, is_new = PaperSheet.objects.get_or_create(
            walk=walk, photo=photo, defaults={"sender_id": self.who.id, "received_at": clock.now()},
        )
        if is_new:
            record(self.who, self.name, "walk", walk.pk, walk.outlet.unit.path, {"sha256": photo.sha256})
