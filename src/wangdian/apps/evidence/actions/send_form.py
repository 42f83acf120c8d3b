"""Takes in a filled-in form with the photos that came along: any part of them, any number of times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wangdian.apps.evidence.actions.send_answers import SendAnswers, Sent
from wangdian.apps.evidence.intake import Refusal
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import AnswerPhoto, NamedMedia, Photo
from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.apps.evidence.said import Said
from wangdian.apps.evidence.walking import walkable_outlet
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.models import Outlet
from wangdian.domain.photo_ways import Came
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock

Spot = tuple[UUID | None, int]
"""An answer and the slot of its photo; without an answer the walk's signature."""


@dataclass(frozen=True, slots=True)
class FileNamed:
    """A photo as a form names it: whose it is, and what its file is called."""

    answer: UUID | None
    slot: int
    file_name: str


@dataclass(frozen=True, slots=True)
class FormSent:
    """What is held now; `awaited` are names of files still to come, `bad` those that are no photos, with why."""

    walk: UUID
    state: str
    kept: int
    refused: tuple[Refusal, ...]
    awaited: tuple[str, ...]
    bad: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendForm(Verb):
    """Keeps answers by their ids and photos by the names of their files; `files` are those of this post.

    What is here already is not kept twice. A photo that is named and has not come leaves its answer waiting for it.
    Raises what SendAnswers raises; then nothing of the answers is kept.
    """

    name = "evidence.send_form"
    right = Right.WALK

    who: Actor
    walk_id: UUID
    outlet: str
    kind: str
    started_at: datetime
    finished_at: datetime | None = None
    answers: Sequence[Said] = ()
    named: Sequence[FileNamed] = ()
    files: Mapping[str, bytes]
    note: str = ""

    def do(self) -> FormSent:
        """Looking at photos takes a while, so they are kept before the transaction, as the phone's are."""
        outlet = walkable_outlet(self.who, self.outlet, self.kind)
        photos, bad = self._keep(outlet)
        sent, awaited = self._write(outlet, photos)
        return FormSent(
            walk=sent.walk, state=sent.state, kept=len(sent.kept), refused=sent.refused, awaited=awaited, bad=bad,
        )

    def _keep(self, outlet: Outlet) -> tuple[dict[str, Photo], dict[str, str]]:
        photos: dict[str, Photo] = {}
        bad: dict[str, str] = {}
        for name in sorted({one.file_name for one in self.named} & self.files.keys()):
            try:
                photos[name] = keep_photo(self.who, outlet.unit, self.files[name])
            except BadPhoto as error:
                bad[name] = error.problems[0].why
        return photos, bad

    @transaction.atomic
    def _write(self, outlet: Outlet, photos: Mapping[str, Photo]) -> tuple[Sent, tuple[str, ...]]:
        sent = SendAnswers(
            who=self.who, walk_id=self.walk_id, outlet=self.outlet, kind=self.kind, started_at=self.started_at,
            finished_at=self.finished_at, answers=self.answers, signature=self._signature(photos), note=self.note,
        ).do()
        kept = {None, *sent.kept}
        rows = self._remembered([one for one in self.named if one.answer in kept])
        arrived = [row for row in rows if row.photo_id is None and row.file_name in photos]
        for row in arrived:
            row.photo = photos[row.file_name]
        NamedMedia.objects.bulk_update(arrived, ["photo"])
        AnswerPhoto.objects.bulk_create([
            AnswerPhoto(
                answer_id=row.answer_id, slot=row.slot, sha256=row.photo.sha256, photo=row.photo, came=Came.PROGRAM,
            )
            for row in arrived if row.answer_id and row.photo
        ], ignore_conflicts=True)
        if arrived:
            record(self.who, self.name, "walk", sent.walk, outlet.unit.path, {"photos": len(arrived)})
        return sent, tuple(sorted({row.file_name for row in rows if row.photo_id is None}))

    def _signature(self, photos: Mapping[str, Photo]) -> str:
        """The hash of the signature that came now, or came before by the same name."""
        name = next((one.file_name for one in self.named if one.answer is None), "")
        if not name:
            return ""
        before = NamedMedia.objects.filter(
            walk=self.walk_id, sender_id=self.who.id, answer=None, file_name=name, photo__isnull=False,
        ).values_list("photo__sha256", flat=True).first()
        return photos[name].sha256 if name in photos else before or ""

    def _remembered(self, named: Sequence[FileNamed]) -> list[NamedMedia]:
        """The rows of these files, made where there are none yet. 2 queries."""
        here = {
            (row.answer_id, row.slot, row.file_name): row
            for row in NamedMedia.objects.filter(walk=self.walk_id, sender_id=self.who.id)
        }
        now = clock.now()
        fresh = [
            NamedMedia(
                walk_id=self.walk_id, answer_id=one.answer, sender_id=self.who.id, slot=one.slot,
                file_name=one.file_name, named_at=now,
            )
            for one in named if (one.answer, one.slot, one.file_name) not in here
        ]
        NamedMedia.objects.bulk_create(fresh)
        wanted = {(one.answer, one.slot, one.file_name) for one in named}
        return [row for key, row in here.items() if key in wanted] + fresh
