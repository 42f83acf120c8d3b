"""How a walk gets on: it is opened by whoever comes first, counts its answers, and ends."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from wangdian.apps.evidence.access import RIGHT_OF_KIND, hides
from wangdian.apps.evidence.asking import questions_at
from wangdian.apps.evidence.facts import WalkEnded
from wangdian.apps.evidence.models import Answer, AnswerPhoto, Photo, Walk
from wangdian.apps.evidence.refusals import OtherWalk
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.outlets.access import outlet_for
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import guard
from wangdian.domain.judging import Says
from wangdian.domain.rights import Actor
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound, invalid


def walkable_outlet(who: Actor, code: str, kind: str) -> Outlet:
    """The outlet, if `who` may do such a walk there. Raises NotFound, NotAllowed, Invalid."""
    if kind not in RIGHT_OF_KIND:
        raise invalid("kind", "There is no such kind of walk.")
    outlet = outlet_for(who, code)
    guard(who, RIGHT_OF_KIND[kind], outlet.unit.path)
    return outlet


def open_walk(who: Actor, walk_id: UUID, outlet: Outlet, kind: str, started_at: datetime) -> tuple[Walk, bool]:
    """The walk with that id, locked, and whether this opened it; who comes first is its walker. Raises OtherWalk."""
    now = clock.now()
    started = min(started_at, now)
    first = {"walker_id": who.id, "started_at": started, "received_at": now}
    is_new = not Walk.objects.filter(pk=walk_id).exists()
    if is_new:
        made = Walk(id=walk_id, kind=kind, outlet=outlet, state=Walk.State.STARTED, begins_at=started, **first)
        Walk.objects.bulk_create([made], ignore_conflicts=True)
    walk = Walk.objects.select_for_update(of=("self",)).select_related("outlet__unit").get(pk=walk_id)
    if walk.outlet_id != outlet.pk or walk.kind != kind:
        raise NotFound if hides(who, walk) else OtherWalk
    if walk.started_at is not None:
        return walk, is_new
    if walk.state == Walk.State.PLANNED:
        walk.state = Walk.State.STARTED
    for name, value in first.items():
        setattr(walk, name, value)
    walk.save(update_fields=["walker", "started_at", "received_at", "state"])
    return walk, True


def count_answers(walk: Walk) -> None:
    """Notes on the walk how many last answers there are, and how many say that it does not hold."""
    last = last_answers(Answer.objects.filter(walk=walk).only(
        "pk", "requirement_id", "subject_id", "answered_at", "received_at", "verdict",
    ))
    walk.answered, walk.failed = len(last), sum(a.verdict == Says.FAILS for a in last)
    walk.save(update_fields=["answered", "failed"])


def last_answers(answers: Iterable[Answer]) -> list[Answer]:
    """The one that counts of each requirement and subject: the latest by the phone's clock, then by ours."""
    last: dict[tuple[int, int], Answer] = {}
    for answer in sorted(answers, key=lambda a: (a.answered_at, a.received_at, a.pk)):
        last[answer.requirement_id, answer.subject_id] = answer
    return list(last.values())


def finish(walk: Walk, finished_at: datetime) -> None:
    """Ends a walk once, with how many questions it held; a missed one that was walked after all is finished too."""
    walk.state = Walk.State.FINISHED
    walk.finished_at = max(min(finished_at, clock.now()), walk.started_at or finished_at)
    walk.asked = questions_at(walk.outlet, walk.plan.packs if walk.plan else ())
    walk.save(update_fields=["state", "finished_at", "asked"])
    announce(WalkEnded(walk_id=str(walk.pk), state=walk.state))


def sign(walk: Walk, sha256: str, note: str) -> bool:
    """Notes the signature's hash (and the picture itself if it is here) and the last word; says whether that is new."""
    if walk.signature_sha256 == sha256 and walk.note == note:
        return False
    walk.note = note
    walk.signature_sha256 = sha256
    walk.signature = Photo.objects.filter(sha256=sha256, unit=walk.outlet.unit_id).first()
    walk.save(update_fields=["signature", "signature_sha256", "note"])
    return True


def awaited(walk: Walk) -> list[str]:
    """Hashes that the walk names and that have not arrived."""
    named = AnswerPhoto.objects.filter(answer__walk=walk, photo=None).order_by("sha256")
    missing = list(named.values_list("sha256", flat=True).distinct())
    if walk.signature_sha256 and walk.signature_id is None:
        missing.append(walk.signature_sha256)
    return missing
