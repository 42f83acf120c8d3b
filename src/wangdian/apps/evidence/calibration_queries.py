"""Questions about calibration: which sets there are, what is to be judged next, how far judgements agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from wangdian.apps.evidence.access import photos_visible_to
from wangdian.apps.evidence.calibrating import in_own_order, item_reachable, set_asked, set_led, sets_for, sets_led_by
from wangdian.apps.evidence.models import AnswerPhoto, CalibrationAnswer, CalibrationItem, CalibrationSet
from wangdian.apps.evidence.names import name_for
from wangdian.apps.evidence.showing import shown
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.models import Person
from wangdian.apps.standards.catalogue import rule_of
from wangdian.domain.agreement import Kappa, Rate, cohen, fleiss, split, wilson
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class SetCard:
    """A set; `judged` are the photos on which `who` has spoken, `leads` whether they see what all said."""

    id: int
    title: str
    unit: str
    unit_zh: str
    unit_en: str
    state: str
    made_at: datetime
    photos: int
    judged: int
    leads: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A photo to judge, blind: no place, no time, nobody's name, no verdict. `at` of `photos` counts from 1."""

    set_id: int
    title: str
    item: int
    at: int
    photos: int
    requirement: str
    title_zh: str
    title_en: str
    instruction_zh: str
    instruction_en: str


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """A photo with the verdict held to be right and what was said; `said` is one's own word, or empty for a leader.

    `split` is the share of pairs of voices that differ.
    """

    item: int
    title_zh: str
    title_en: str
    reference: str
    why: str
    said: str
    holds: int
    fails: int
    unknown: int
    split: float


@dataclass(frozen=True, slots=True)
class Judge:
    """How far one person agrees with the reference."""

    person: int
    name: str
    agrees: Rate
    kappa: Kappa | None


@dataclass(frozen=True, slots=True)
class SetRead:
    """What a leader sees: the most disputed photos first once somebody has spoken; `among` is Fleiss' kappa."""

    card: SetCard
    items: tuple[JudgedItem, ...]
    judges: tuple[Judge, ...]
    among: Kappa | None


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One's own words beside the reference, shown once every photo was judged."""

    card: SetCard
    agrees: Rate
    kappa: Kappa | None
    items: tuple[JudgedItem, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo of an answer that could be taken in, with what was said of it then."""

    answer: UUID
    slot: int
    sha256: str
    requirement: str
    title_zh: str
    title_en: str
    verdict: str
    outlet: str


def calibration_sets(who: Actor, *, after: str | None = None, limit: int = 50) -> Page[SetCard]:
    """Sets that `who` leads or is asked to judge, the latest first. 3 queries."""
    led, asked = sets_led_by(who).values("pk"), sets_for(who).values("pk")
    rows = CalibrationSet.objects.filter(Q(pk__in=led) | Q(pk__in=asked)).select_related("unit", "made_by")
    rows = rows.annotate(
        photos=Count("items", distinct=True),
        judged=Count("items__answers", distinct=True, filter=Q(items__answers__person=who.id)),
    )
    mine, others = set(led.values_list("pk", flat=True)), set(asked.values_list("pk", flat=True))
    return page_of(rows, ("-made_at", "-id"), lambda row: _card(row, row.pk in mine, row.pk in others), after, limit)


def set_read(who: Actor, set_id: int) -> SetRead:
    """One set with what everybody said, for who leads it. Raises NotFound. 5 queries."""
    found = set_led(who, set_id)
    items = list(CalibrationItem.objects.filter(set=found).select_related("edition").order_by("pk"))
    said = list(CalibrationAnswer.objects.filter(item__set=found).values_list("item_id", "person_id", "says"))
    voices: dict[int, Counter[str]] = defaultdict(Counter)
    for item_id, _person, says in said:
        voices[item_id][says] += 1
    told = [_judged(item, voices[item.pk], "") for item in items]
    asked = sets_for(who).filter(pk=found.pk).exists()
    return SetRead(
        card=_counted(found, len(items), sum(person == who.id for _i, person, _s in said), leads=True, asked=asked),
        items=tuple(sorted(told, key=lambda one: (-one.split, one.item))), judges=_judges(who, found, items, said),
        among=fleiss([voices[item.pk] for item in items]),
    )


def next_to_judge(who: Actor, set_id: int) -> ToJudge | None:
    """The next photo for this person, None when all are judged or the set is closed. Raises NotFound. 3 queries."""
    found = set_asked(who, set_id)
    items = in_own_order(who.id, CalibrationItem.objects.filter(set=found).select_related("edition"))
    done = set(CalibrationAnswer.objects.filter(item__set=found, person=who.id).values_list("item_id", flat=True))
    ahead = [item for item in items if item.pk not in done]
    if not ahead or found.state != CalibrationSet.State.OPEN:
        return None
    rule = rule_of(ahead[0].edition)
    return ToJudge(
        set_id=found.pk, title=found.title, item=ahead[0].pk, at=len(done) + 1, photos=len(items),
        requirement=rule.id, title_zh=rule.title.zh, title_en=rule.title.en, instruction_zh=rule.instruction.zh,
        instruction_en=rule.instruction.en,
    )


def own_result(who: Actor, set_id: int) -> OwnResult:
    """What one said beside the reference; NotFound before all is judged, unless the set is closed. 3 queries."""
    found = set_asked(who, set_id)
    items = list(CalibrationItem.objects.filter(set=found).select_related("edition").order_by("pk"))
    said = dict(CalibrationAnswer.objects.filter(item__set=found, person=who.id).values_list("item_id", "says"))
    if len(said) < len(items) and found.state != CalibrationSet.State.CLOSED:
        raise NotFound
    judged = [item for item in items if item.pk in said]
    pairs = [(item.reference, said[item.pk]) for item in judged]
    return OwnResult(
        card=_counted(found, len(items), len(said), leads=False, asked=True), agrees=_agrees(pairs),
        kappa=cohen(pairs), items=tuple(_judged(item, Counter(), said[item.pk]) for item in judged),
    )


def calibration_photo(who: Actor, item_id: int) -> bytes:
    """A small upright JPEG of an item without anything that the camera wrote; NotFound if it is hidden. 1 query."""
    return shown(item_reachable(who, item_id).photo, small=True)[1]


def photos_to_take_in(
    who: Actor, set_id: int, *, requirement: str = "", after: str | None = None, limit: int = 24,
) -> Page[Candidate]:
    """Photos of answers that `who` may see, the latest first. Raises NotFound for the set. 2 queries."""
    found = set_led(who, set_id)
    rows = AnswerPhoto.objects.filter(photo__in=photos_visible_to(who)).exclude(
        photo__in_calibrations__set=found,
    ).select_related("answer__edition", "answer__requirement", "answer__walk__outlet")
    if requirement:
        rows = rows.filter(answer__requirement__key=requirement)
    return page_of(rows, ("-id",), _candidate, after, limit)


def _candidate(row: AnswerPhoto) -> Candidate:
    title = rule_of(row.answer.edition).title
    return Candidate(
        answer=row.answer_id, slot=row.slot, sha256=row.sha256, requirement=row.answer.requirement.key,
        title_zh=title.zh, title_en=title.en, verdict=row.answer.verdict, outlet=row.answer.walk.outlet.name_zh,
    )


def _judged(item: CalibrationItem, voices: Mapping[str, int], said: str) -> JudgedItem:
    title = rule_of(item.edition).title
    return JudgedItem(
        item=item.pk, title_zh=title.zh, title_en=title.en, reference=item.reference, why=item.why, said=said,
        holds=voices.get("holds", 0), fails=voices.get("fails", 0), unknown=voices.get("unknown", 0),
        split=split(voices),
    )


def _judges(
    who: Actor, found: CalibrationSet, items: Iterable[CalibrationItem], said: Iterable[tuple[int, int, str]],
) -> tuple[Judge, ...]:
    reference = {item.pk: item.reference for item in items}
    pairs: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for item_id, person, says in said:
        pairs[person].append((reference[item_id], says))
    people = Person.objects.in_bulk(pairs)
    return tuple(
        Judge(person, name_for(who, people.get(person), found.unit.path), _agrees(words), cohen(words))
        for person, words in sorted(pairs.items())
    )


def _agrees(pairs: Iterable[tuple[str, str]]) -> Rate:
    listed = list(pairs)
    return wilson(sum(one == other for one, other in listed), len(listed))


def _card(row: CalibrationSet, leads: bool, asked: bool) -> SetCard:
    return _counted(row, getattr(row, "photos", 0), getattr(row, "judged", 0), leads=leads, asked=asked)


def _counted(row: CalibrationSet, photos: int, judged: int, *, leads: bool, asked: bool) -> SetCard:
    return SetCard(
        id=row.pk, title=row.title, unit=row.unit.code, unit_zh=row.unit.name_zh, unit_en=row.unit.name_en,
        state=row.state, made_at=row.made_at, photos=photos, judged=judged, leads=leads, asked=asked,
    )
