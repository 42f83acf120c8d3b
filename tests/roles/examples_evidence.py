"""Examples of the verbs of evidence."""

import hashlib
import io
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from PIL import Image

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.apps.evidence.actions.append_upload import AppendUpload
from wangdian.apps.evidence.actions.begin_upload import BeginUpload
from wangdian.apps.evidence.actions.begin_walk import BeginWalk
from wangdian.apps.evidence.actions.change_plan import ChangePlan
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.actions.send_answers import SendAnswers
from wangdian.apps.evidence.actions.send_form import FileNamed, SendForm
from wangdian.apps.evidence.actions.set_reference_photo import SetReferencePhoto
from wangdian.apps.evidence.actions.stop_plan import StopPlan
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Upload
from wangdian.apps.evidence.shelf import Shelf, furnish
from wangdian.apps.people.models import Person
from wangdian.domain.rights import SYSTEM, Actor, Right
from wangdian.foundation import clock

NEW, OTHER = UUID(int=0xFA), UUID(int=0xFB)
PLAN = {
    "rule": "FREQ=DAILY;BYHOUR=8", "starts_on": date(2026, 11, 1), "due_minutes": 60, "role": "lobby_manager",
}


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def plan(where: Where) -> int:
    return MakePlan(who=SYSTEM, title="班前检查", kind="opening", unit=where.branch.code, **PLAN).do()


def make_plan(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path,
        verb=lambda who: MakePlan(who=who, title="新计划", kind="self", unit=where.branch.code, **PLAN),
    )


def change_plan(cast: Cast, where: Where) -> Example:
    made = plan(where)
    return Example(at=where.branch.path, verb=lambda who: ChangePlan(who=who, plan_id=made, title="改过", **PLAN))


def stop_plan(cast: Cast, where: Where) -> Example:
    made = plan(where)
    return Example(at=where.branch.path, verb=lambda who: StopPlan(who=who, plan_id=made))


def walk_of(kind: str, right: Right, verb: type[BeginWalk] | type[SendAnswers]) -> Builder:
    def build(cast: Cast, where: Where) -> Example:
        return Example(
            at=where.unit.path,
            verb=lambda who: verb(
                who=who, walk_id=NEW, outlet=where.outlet.code, kind=kind, started_at=clock.now(),
            ),
            only=lambda who: who.may(right, where.unit.path),
        )

    return build


def send_form(kind: str, right: Right) -> Builder:
    def build(cast: Cast, where: Where) -> Example:
        own_shelf()
        return Example(
            at=where.unit.path,
            verb=lambda who: SendForm(
                who=who, walk_id=NEW, outlet=where.outlet.code, kind=kind, started_at=clock.now(),
                named=[FileNamed(None, 1, "signature.png")], files={"signature.png": photo()},
            ),
            only=lambda who: who.may(right, where.unit.path),
        )

    return build


def report_fault(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: ReportFault(
            who=who, fault_id=OTHER, reported_at=clock.now(), subject_id=where.outlet.subject_id,
        ),
    )


def begin_upload(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: BeginUpload(who=who, outlet=where.outlet.code, sha256="a" * 64, size=9),
    )


def append_upload(cast: Cast, where: Where) -> Example:
    """Everybody has begun an upload there; a right lost in between ends it."""
    own_shelf()
    data = photo()
    for person in Person.objects.all():
        Upload.objects.create(
            id=_upload_of(person.pk), sender=person, unit=where.unit, sha256=hashlib.sha256(data).hexdigest(),
            size=len(data), begun_at=clock.now(),
        )
    return Example(
        at=where.unit.path,
        verb=lambda who: AppendUpload(who=who, upload_id=_upload_of(who.id), offset=0, data=data),
    )


def someone_elses_upload(cast: Cast, where: Where) -> Example:
    owner = next(person for login, person in cast.people.items() if login == f"{where.side}-lobby_manager")
    Upload.objects.create(
        id=NEW, sender=owner, unit=where.unit, sha256="b" * 64, size=9, begun_at=clock.now(),
    )
    own_shelf()
    return Example(
        at=where.unit.path, only=_is(owner.pk),
        verb=lambda who: AppendUpload(who=who, upload_id=NEW, offset=0, data=b"abc"),
    )


def set_reference_photo(cast: Cast, where: Where) -> Example:
    own_shelf()
    kept = keep_photo(Actor(id=Person.objects.earliest("pk").pk), where.unit, photo())
    return Example(
        at=where.unit.path,
        verb=lambda who: SetReferencePhoto(who=who, subject_id=where.outlet.subject_id, sha256=kept.sha256),
    )


def _is(person: int) -> Callable[[Actor], bool]:
    return lambda who: who.id == person


def _upload_of(person: int) -> UUID:
    return UUID(int=max(person, 0) + 1000)


def own_shelf() -> None:
    folder = Path(tempfile.mkdtemp(prefix="wangdian-roles-"))
    furnish(Shelf(photos=DiskBlobs(folder / "photos"), half_sent=DiskHalfSent(folder / "uploads")))


EXAMPLES: dict[str, Builder] = {
    "evidence.make_plan": make_plan,
    "evidence.change_plan": change_plan,
    "evidence.stop_plan": stop_plan,
    "evidence.begin_walk": walk_of("opening", Right.WALK, BeginWalk),
    "evidence.begin_walk#recheck": walk_of("recheck", Right.RECHECK, BeginWalk),
    "evidence.send_answers": walk_of("self", Right.WALK, SendAnswers),
    "evidence.send_answers#recheck": walk_of("recheck", Right.RECHECK, SendAnswers),
    "evidence.send_answers#spot": walk_of("spot", Right.SPOT_CHECK, SendAnswers),
    "evidence.send_form": send_form("self", Right.WALK),
    "evidence.send_form#recheck": send_form("recheck", Right.RECHECK),
    "evidence.report_fault": report_fault,
    "evidence.begin_upload": begin_upload,
    "evidence.append_upload": append_upload,
    "evidence.append_upload#of_another": someone_elses_upload,
    "evidence.set_reference_photo": set_reference_photo,
}
