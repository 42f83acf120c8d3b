"""Who may reach which plans, walks, faults and photos."""

from uuid import UUID

from django.db.models import QuerySet

from wangdian.apps.evidence.models import FaultReport, Photo, Plan, Walk
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import NotFound

RIGHT_OF_KIND: dict[str, Right] = {
    "opening": Right.WALK, "self": Right.WALK, "recheck": Right.RECHECK, "spot": Right.SPOT_CHECK,
}
"""What each kind of walk asks of who walks it."""


def plans_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Plan]:
    return Plan.objects.filter(within(who, right, "unit__")).select_related("unit")


def plan_for(who: Actor, plan_id: int, right: Right = Right.SEE) -> Plan:
    """The plan with that id; NotFound if it is absent or hidden."""
    plan = plans_visible_to(who, right).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    return plan


def walks_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Walk]:
    return Walk.objects.filter(within(who, right, "outlet__unit__")).select_related("outlet__unit", "plan", "walker")


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
    return Photo.objects.filter(within(who, Right.SEE, "unit__")).select_related("unit", "sender")


def photo_for(who: Actor, sha256: str) -> Photo:
    """The photo with that hash in a unit that `who` may see; NotFound if it is absent or hidden."""
    photo = photos_visible_to(who).filter(sha256=sha256).order_by("pk").first()
    if photo is None:
        raise NotFound
    return photo
