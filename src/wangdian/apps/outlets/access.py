"""Who may reach which outlets, zones and subjects."""

from django.db.models import QuerySet

from wangdian.apps.outlets.models import Closure, Outlet, Subject, Zone
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import NotFound


def outlets_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Outlet]:
    return Outlet.objects.filter(within(who, right, "unit__")).select_related("unit__parent", "subject")


def outlet_for(who: Actor, code: str, right: Right = Right.SEE) -> Outlet:
    """The outlet with `code`; NotFound if it is absent or hidden."""
    outlet = outlets_visible_to(who, right).filter(code=code).first()
    if outlet is None:
        raise NotFound
    return outlet


def zones_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Zone]:
    return Zone.objects.filter(within(who, right, "outlet__unit__")).select_related("outlet__unit", "subject")


def zone_for(who: Actor, zone_id: int, right: Right = Right.SEE) -> Zone:
    """The zone with that id, unless it is retired; NotFound if it is absent or hidden."""
    zone = zones_visible_to(who, right).filter(pk=zone_id, retired_on=None).first()
    if zone is None:
        raise NotFound
    return zone


def closure_for(who: Actor, closure_id: int, right: Right = Right.SEE) -> Closure:
    """The closure with that id; NotFound if it is absent or hidden."""
    rows = Closure.objects.filter(within(who, right, "outlet__unit__")).select_related("outlet__unit")
    closure = rows.filter(pk=closure_id).first()
    if closure is None:
        raise NotFound
    return closure


def subjects_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Subject]:
    return Subject.objects.filter(within(who, right, "unit__")).select_related("unit")


def subject_for(who: Actor, subject_id: int, right: Right = Right.SEE) -> Subject:
    """The subject with that id; NotFound if it is absent or hidden."""
    subject = subjects_visible_to(who, right).filter(pk=subject_id).first()
    if subject is None:
        raise NotFound
    return subject
