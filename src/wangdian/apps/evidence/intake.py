"""Sorts the answers of a request into those to keep, those kept already and those refused, and writes the first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from wangdian.apps.evidence.models import Answer, AnswerPhoto, Photo, Walk
from wangdian.apps.evidence.said import VARIANT, Said, judged, misfit
from wangdian.apps.outlets.models import Subject
from wangdian.apps.standards.catalogue import rules_of
from wangdian.apps.standards.models import Requirement, RequirementEdition
from wangdian.apps.standards.tongue import said as in_tongue
from wangdian.domain.judging import Verdict
from wangdian.domain.requirement import Requirement as Rule
from wangdian.domain.rights import Actor
from wangdian.foundation import clock

LATE = timedelta(hours=24)
"""How long a finished walk still takes answers that were given after it was finished."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was not kept (`id` None: the finishing), the protocol's code for why, and a sentence."""

    id: UUID | None
    code: str
    message: str


_WHY: dict[str, Callable[[], str]] = {
    "bad_answer": lambda: _("This answer could not be read."),
    "id_taken": lambda: _("This was already sent by somebody else under the same number."),
    "unknown_requirement": lambda: _("This requirement is not known here."),
    "unknown_edition": lambda: _("This edition of the requirement is not known here."),
    "unknown_subject": lambda: _("This is not part of the outlet that was walked."),
    "not_asked": lambda: _("The requirement does not speak of this."),
    "bad_value": lambda: _("These are not the figures that the requirement asks for."),
    "bad_reason": lambda: _("The requirement does not know this reason."),
    "not_taken_there": lambda: _(
        "“%(item)s” takes a photo taken there and then, not one from the album. Take it again with the camera."
    ),
    "too_late": lambda: _("The walk was finished more than a day ago."),
    "nothing_answered": lambda: _("Nothing was answered yet, so the walk cannot be finished."),
}


def refusal(answer_id: UUID | None, code: str, item: str = "") -> Refusal:
    """`item` names what was asked, for the sentences that speak of it."""
    return Refusal(answer_id, code, _WHY[code]() % {"item": item})


@dataclass(frozen=True, slots=True)
class Fresh:
    """An answer to keep, with the rows it points at and its verdict; `at` is its moment, never after ours."""

    said: Said
    edition: RequirementEdition
    at: datetime
    verdict: Verdict


@dataclass(slots=True)
class Sorted:
    """`kept` names every id that is held once the fresh ones are written."""

    fresh: list[Fresh] = field(default_factory=list)
    kept: list[UUID] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for all answers together: at most 6 queries, however many they are. Rules go by edition id."""

    taken: Mapping[UUID, tuple[UUID, int]]
    keys: frozenset[str]
    editions: Mapping[tuple[str, int], RequirementEdition]
    rules: Mapping[int, Rule]
    subjects: Mapping[int, tuple[str, str | None]]


def sort_answers(who: Actor, walk: Walk, answers: Sequence[Said]) -> Sorted:
    known = _read(walk, answers)
    now = clock.now()
    found = Sorted()
    seen: set[UUID] = set()
    for said in answers:
        code = None
        if said.id in known.taken:
            code = None if known.taken[said.id] == (walk.pk, who.id) else "id_taken"
        elif said.id not in seen:
            code = _wrong(walk, said, known, now)
            if code is None:
                found.fresh.append(_fresh(said, known, now))
        if code is None:
            found.kept.append(said.id)
            seen.add(said.id)
        else:
            found.refused.append(refusal(said.id, code, _item(said, known)))
    return found


def _item(said: Said, known: _Known) -> str:
    """What was asked, in the reader's language; empty where that is not known."""
    edition = known.editions.get((said.requirement, said.edition))
    return in_tongue(known.rules[edition.pk].title) if edition else ""


def _read(walk: Walk, answers: Sequence[Said]) -> _Known:
    ids, keys, numbers = ({getattr(a, n) for a in answers} for n in ("id", "requirement", "edition"))
    rows = RequirementEdition.objects.filter(requirement__key__in=keys, number__in=numbers)
    editions = {(e.requirement.key, e.number): e for e in rows.select_related("requirement").defer("body")}
    subjects = Subject.objects.filter(pk__in={a.subject for a in answers}, unit=walk.outlet.unit_id)
    taken = Answer.objects.filter(pk__in=ids).values_list("pk", "walk_id", "author_id")
    return _Known(
        taken={pk: (walk_id, author) for pk, walk_id, author in taken},
        keys=frozenset(Requirement.objects.filter(key__in=keys).values_list("key", flat=True)),
        editions=editions,
        rules=rules_of({edition.pk for edition in editions.values()}),
        subjects={pk: (kind, variant) for pk, kind, variant in subjects.values_list("pk", "kind", "asset__variant")},
    )


def _wrong(walk: Walk, said: Said, known: _Known, now: datetime) -> str | None:
    """The protocol's code for why an answer cannot be kept; None if it can."""
    if said.requirement not in known.keys:
        return "unknown_requirement"
    edition = known.editions.get((said.requirement, said.edition))
    if edition is None:
        return "unknown_edition"
    if said.subject not in known.subjects:
        return "unknown_subject"
    rule = known.rules[edition.pk]
    if not rule.is_about(known.subjects[said.subject][0]):
        return "not_asked"
    if walk.finished_at and min(said.answered_at, now) > walk.finished_at and now > walk.finished_at + LATE:
        return "too_late"
    return misfit(rule, said)


def _fresh(said: Said, known: _Known, now: datetime) -> Fresh:
    """Where nobody chose a variant, the one on record of the thing counts, if the requirement knows it."""
    edition = known.editions[said.requirement, said.edition]
    rule = known.rules[edition.pk]
    variant = known.subjects[said.subject][1]
    if said.says == "val" and variant and VARIANT not in said.values:
        told = said.model_copy(update={"values": {**said.values, VARIANT: variant}})
        said = said if misfit(rule, told) else told
    at = min(said.answered_at, now)
    return Fresh(said, edition, at, judged(rule, said, at))


def write_answers(who: Actor, walk: Walk, fresh: Iterable[Fresh]) -> None:
    """Answers with their photos, those linked that are here already. 3 queries."""
    now, fresh = clock.now(), list(fresh)
    Answer.objects.bulk_create([
        Answer(
            id=f.said.id, walk=walk, requirement_id=f.edition.requirement_id, edition=f.edition,
            subject_id=f.said.subject, author_id=who.id, says=f.said.says, values=dict(f.said.values),
            reason=f.said.reason, note=f.said.note, compared_with=f.said.compared_with or "", answered_at=f.at,
            received_at=now, verdict=f.verdict.says, verdict_reason=f.verdict.reason,
        )
        for f in fresh
    ])
    hashes = {photo.sha256 for f in fresh for photo in f.said.photos}
    here = dict(Photo.objects.filter(sha256__in=hashes, unit=walk.outlet.unit_id).values_list("sha256", "pk"))
    AnswerPhoto.objects.bulk_create([
        AnswerPhoto(
            answer_id=f.said.id, slot=photo.slot, sha256=photo.sha256, photo_id=here.get(photo.sha256), came=photo.came,
        )
        for f in fresh for photo in f.said.photos
    ])
