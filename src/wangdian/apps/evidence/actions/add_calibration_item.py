"""Takes a photo of an answer into a calibration set, with the verdict held to be right."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.access import photos_visible_to
from wangdian.apps.evidence.calibrating import draft_led
from wangdian.apps.evidence.models import AnswerPhoto, CalibrationItem
from wangdian.apps.journal.actions.record import record
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Clash, NotFound, invalid

LONGEST_WHY = 300
MOST_ITEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCalibrationItem(Verb):
    """Takes in the photo in a slot of an answer; `reference` is holds or fails. Returns the id of the item."""

    name = "evidence.add_calibration_item"
    right = Right.LEAD_CHECKS

    who: Actor
    set_id: int
    answer: UUID
    slot: int = 1
    reference: str
    why: str = ""

    @transaction.atomic
    def do(self) -> int:
        found = draft_led(self.who, self.set_id)
        if self.reference not in {"holds", "fails"}:
            raise invalid("reference", "Say whether it holds or fails: what nobody could tell calibrates nobody.")
        if len(self.why) > LONGEST_WHY:
            raise invalid("why", "Say it in at most 300 signs.")
        rows = AnswerPhoto.objects.filter(answer=self.answer, slot=self.slot, photo__in=photos_visible_to(self.who))
        shown = rows.select_related("answer").first()
        if shown is None or shown.photo_id is None:
            raise NotFound
        same = CalibrationItem.objects.filter(set=found)
        if same.filter(edition=shown.answer.edition_id, photo=shown.photo_id).exists():
            raise Clash("This photo is in the set already.")
        if same.count() >= MOST_ITEMS:
            raise Clash("A set holds at most 100 photos: nobody judges more with care.")
        item = CalibrationItem.objects.create(
            set=found, edition_id=shown.answer.edition_id, photo_id=shown.photo_id, reference=self.reference,
            why=self.why.strip(),
        )
        record(self.who, self.name, "calibration_set", found.pk, found.unit.path, {"item": item.pk})
        return item.pk
