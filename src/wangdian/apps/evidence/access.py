"""Who may reach which plans, walks, faults and photos."""

from uuid import UUID

from django.db.models import F, Q, QuerySet

from wangdian.apps.evidence.models import FaultReport, Photo, PhotoHold, Plan, Reading, Series, TwinQuestion, Walk
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import NotFound

RIGHT_OF_KIND: dict[str, Right] = {
    "opening": Right.WALK, "self": Right.WALK, "recheck": Right.RECHECK, "spot": Right.SPOT_CHECK,
}
"""What each kind of walk asks of who walks it."""
DRAWN_KINDS = ("recheck", "spot")
"""The kinds of walks that may be drawn, and then come unannounced."""


def plans_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Plan]:
    return Plan.objects.filter(within(who, right, "unit__")).select_related("unit")


def plan_for(who: Actor, plan_id: int, right: Right = Right.SEE) -> Plan:
    """The plan with that id; NotFound if it is absent or hidden."""
    plan = plans_visible_to(who, right).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    return plan


def unannounced(who: Actor) -> Q:
    """The condition on walks that keeps a drawn one, before it has begun, from all but those who may walk it there."""
    shown = Q(drawn_for="") | Q(started_at__isnull=False)
    for kind in DRAWN_KINDS:
        shown |= Q(kind=kind) & within(who, RIGHT_OF_KIND[kind], "outlet__unit__")
    return shown


def hides(who: Actor, walk: Walk) -> bool:
    """Whether that walk (with its outlet's unit) is one that `who` may not know of."""
    if not who.may(Right.SEE, walk.outlet.unit.path):
        return True
    drawn = walk.drawn_for and walk.started_at is None
    return bool(drawn) and not who.may(RIGHT_OF_KIND[walk.kind], walk.outlet.unit.path)


def walks_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Walk]:
    """Every question about walks for a person begins here: what was drawn stays unannounced until it has begun."""
    rows = Walk.objects.filter(within(who, right, "outlet__unit__"), unannounced(who))
    return rows.select_related("outlet__unit", "plan", "walker")


def walk_for(who: Actor, walk_id: UUID, right: Right = Right.SEE) -> Walk:
    """The walk with that id; NotFound if it is absent or hidden."""
    walk = walks_visible_to(who, right).filter(pk=walk_id).first()
    if walk is None:
        raise NotFound
    return walk


def faults_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[FaultReport]:
    rows = FaultReport.objects.filter(within(who, right, "subject__unit__"))
    return rows.select_related("subject__unit", "photo", "reporter")


def photos_visible_to(who: Actor) -> QuerySet[Photo]:
    return Photo.objects.filter(within(who, Right.SEE, "unit__")).select_related("unit", "sender", "blur")


def photo_for(who: Actor, sha256: str) -> Photo:
    """The photo with that hash in a unit that `who` may see, one whose bytes are kept first; NotFound otherwise."""
    kept_first = F("removed_at").desc(nulls_first=True)
    photo = photos_visible_to(who).filter(sha256=sha256).order_by(kept_first, "pk").first()
    if photo is None:
        raise NotFound
    return photo


def series_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Series]:
    return Series.objects.filter(within(who, right, "subject__unit__")).select_related("subject__unit")


def series_for(who: Actor, series_id: int) -> Series:
    """The series with that id; NotFound if it is absent or hidden."""
    series = series_visible_to(who).filter(pk=series_id).first()
    if series is None:
        raise NotFound
    return series


def reading_for(who: Actor, reading_id: int) -> Reading:
    """The reading with that id; NotFound if it is absent or hidden."""
    rows = Reading.objects.filter(within(who, Right.SEE, "series__subject__unit__"))
    reading = rows.filter(pk=reading_id).select_related("series__subject__unit").first()
    if reading is None:
        raise NotFound
    return reading


def twins_visible_to(who: Actor, right: Right = Right.RECHECK) -> QuerySet[TwinQuestion]:
    """Questions about photos sent from where `who` holds `right`; the earlier photo may be of anywhere."""
    rows = TwinQuestion.objects.filter(within(who, right, "photo__unit__"))
    return rows.select_related("photo__unit", "earlier__unit")


def twin_for(who: Actor, question_id: int, right: Right = Right.SEE, lock: bool = False) -> TwinQuestion:
    """The question with that id; NotFound if it is absent or its later photo is hidden. `lock` waits for others."""
    rows = twins_visible_to(who, right).filter(pk=question_id)
    question = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if question is None:
        raise NotFound
    return question


def hold_for(who: Actor, hold_id: int) -> PhotoHold:
    """The hold with that id; NotFound if it is absent or hidden."""
    rows = PhotoHold.objects.filter(within(who, Right.SEE, "unit__"), pk=hold_id).select_related("unit")
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound
    return row
