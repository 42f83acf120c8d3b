"""Who may reach which calibration sets, and in which order a person is shown their photos."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db.models import Q, QuerySet

from wangdian.apps.evidence.models import CalibrationItem, CalibrationSet
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right, upwards
from wangdian.foundation.errors import Clash, NotFound

JUDGEMENTS = ("holds", "fails", "unknown")
SHOWN_STATES = (CalibrationSet.State.OPEN, CalibrationSet.State.CLOSED)


def sets_led_by(who: Actor) -> QuerySet[CalibrationSet]:
    """Sets of those who may make such sets there."""
    return CalibrationSet.objects.filter(within(who, Right.LEAD_CHECKS, "unit__")).select_related("unit", "made_by")


def sets_for(who: Actor) -> QuerySet[CalibrationSet]:
    """Sets that `who` is asked to judge: of the units above, at and below those where they check others' work."""
    above = {path for root in who.roots(Right.RECHECK) for path in upwards(root)}
    asked = within(who, Right.RECHECK, "unit__") | Q(unit__path__in=above)
    rows = CalibrationSet.objects.filter(asked, state__in=SHOWN_STATES)
    return rows.exclude(made_by=who.id).select_related("unit", "made_by")


def set_led(who: Actor, set_id: int) -> CalibrationSet:
    """The set with that id; NotFound if it is absent or hidden."""
    return _one(sets_led_by(who), set_id)


def set_asked(who: Actor, set_id: int) -> CalibrationSet:
    """The set that `who` is asked to judge; NotFound if it is absent or hidden."""
    return _one(sets_for(who), set_id)


def item_reachable(who: Actor, item_id: int) -> CalibrationItem:
    """An item of a set that `who` leads or is asked to judge; NotFound if it is absent or hidden."""
    rows = CalibrationItem.objects.filter(Q(set__in=sets_led_by(who)) | Q(set__in=sets_for(who)))
    item = rows.select_related("photo__blur", "edition", "set").filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def draft_led(who: Actor, set_id: int) -> CalibrationSet:
    """The set, while it can still be changed; Clash once it was opened."""
    found = _one(sets_led_by(who).select_for_update(of=("self",)), set_id)
    if found.state != CalibrationSet.State.DRAFT:
        raise Clash("This set was opened already: it stays as those see it who judge it.")
    return found


def in_own_order(person: int, items: Iterable[CalibrationItem]) -> Sequence[CalibrationItem]:
    """Another order for each person, and always the same one: neighbours do not judge the same photo at once."""
    return sorted(items, key=lambda item: sha256(f"{person}:{item.pk}".encode()).digest())


def _one(rows: QuerySet[CalibrationSet], set_id: int) -> CalibrationSet:
    found = rows.filter(pk=set_id).first()
    if found is None:
        raise NotFound
    return found
