"""Adds a photo to an order: of what is wrong, or of the repair."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Photo
from wangdian.apps.work.doing import case_of_holder
from wangdian.apps.work.picturing import add_photo, room_for
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOrderPhoto(Verb):
    """Keeps the photo of these bytes and adds it, once; returns its hash. For whoever has the order.

    Looking at the bytes takes a while and is done between two looks at who may, outside any transaction.
    """

    name = "work.add_photo"
    right = Right.DO_WORK

    who: Actor
    number: str
    data: bytes
    moment: str = "after"
    taken_at: datetime | None = None

    def do(self) -> str:
        if self.moment not in {"before", "after"}:
            raise invalid("moment", _("A photo shows what was before or after the repair."))
        with transaction.atomic():
            case = case_of_holder(self.who, self.number, None)
            room_for(case, 1)
        photo = keep_photo(self.who, case.order.unit, self.data, self.taken_at)
        self._add(photo)
        return photo.sha256

    @transaction.atomic
    def _add(self, photo: Photo) -> None:
        case = case_of_holder(self.who, self.number, None)
        room_for(case, 1)
        if add_photo(case, photo, self.moment, self.who.id):
            case.close(self.who, self.name, {"photo": photo.pk, "moment": self.moment})
