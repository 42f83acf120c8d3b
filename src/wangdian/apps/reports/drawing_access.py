"""Who may reach which draws."""

from django.db.models import Q, QuerySet

from wangdian.apps.evidence.access import DRAWN_KINDS, RIGHT_OF_KIND
from wangdian.apps.people.access import within
from wangdian.apps.reports.models import Draw
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound


def draws_visible_to(who: Actor) -> QuerySet[Draw]:
    """Draws of those who may make such draws there; an auditor sees them once their time is over."""
    seen = within(who, Right.SEE_AUDIT, "unit__") & Q(due_until__lte=clock.now())
    for kind in DRAWN_KINDS:
        lead = within(who, Right.LEAD_CHECKS, "unit__") & within(who, RIGHT_OF_KIND[kind], "unit__")
        seen |= Q(kind=kind) & lead
    return Draw.objects.filter(seen).select_related("unit", "made_by")


def draw_for(who: Actor, draw_id: int) -> Draw:
    """The draw with that id; NotFound if it is absent or hidden."""
    draw = draws_visible_to(who).filter(pk=draw_id).first()
    if draw is None:
        raise NotFound
    return draw
