"""What an inspector of the demo bank says on a walk: all in order, but for what the story breaks."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from wangdian.apps.evidence.actions.send_answers import SendAnswers, Sent
from wangdian.apps.evidence.asking import ItemAsked, PlaceAsked
from wangdian.apps.evidence.said import PhotoNamed, Said
from wangdian.domain.requirement import Measured, Observed, Requirement
from wangdian.domain.rights import Actor

Broken = Mapping[str, str]
"""Requirement to the code of the reason, or "" for the first one: what this walk finds out of order."""


def walked(
    who: Actor, place: PlaceAsked, kind: str, at: datetime, broken: Broken, *,
    photo: PhotoNamed | None = None, walk: uuid.UUID | None = None, packs: Sequence[str] = (),
    skip: Collection[str] = (),
) -> Sent:
    """Sends a whole walk of `place`, begun at `at`, a third of a minute an item; `photo` goes with each failure.

    `skip` names requirements that nobody looks at.
    """
    luck = Random(f"{place.code}{at}{kind}")
    items = [item for zone in place.zones for item in zone.items if not packs or item.held.pack in packs]
    items = [item for item in items if item.held.key not in skip]
    first = {item.held.key: item for item in reversed(items)}
    said = [
        _said(item, at + timedelta(seconds=20 * n), broken if first[item.held.key] is item else {}, photo, luck)
        for n, item in enumerate(items)
    ]
    return SendAnswers(
        who=who, walk_id=walk or _id(luck), outlet=place.code, kind=kind, started_at=at, answers=said,
        finished_at=at + timedelta(seconds=20 * len(items) + 30),
    ).do()


def _said(item: ItemAsked, at: datetime, broken: Broken, photo: PhotoNamed | None, luck: Random) -> Said:
    rule = item.held.rule
    fails = rule.id in broken
    answer = Said(
        id=_id(luck), requirement=rule.id, edition=item.held.edition, subject=item.subject, says="ok", answered_at=at,
        compared_with=item.expected.zh if item.expected else None,
    )
    if fails:
        reason = broken[rule.id] or _first_reason(rule)
        return answer.model_copy(update={"says": "fail", "reason": reason, "photos": (photo,) if photo else ()})
    if isinstance(rule.check, Measured):
        return answer.model_copy(update=_measured(rule))
    return answer


def _measured(rule: Requirement) -> dict[str, object]:
    """The values of the rule's own sample that holds."""
    for sample in rule.samples:
        if sample.says == "holds" and sample.given and sample.given.values:
            values = {name: str(value) for name, value in sample.given.values.items()}
            variant = {"variant": sample.given.variant} if sample.given.variant else {}
            return {"says": "val", "values": values | variant}
    return {"says": "na"}


def _first_reason(rule: Requirement) -> str:
    check = rule.check
    return check.reasons[0].code if isinstance(check, Observed | Measured) and check.reasons else ""


def _id(luck: Random) -> uuid.UUID:
    return uuid.UUID(int=luck.getrandbits(128), version=4)
