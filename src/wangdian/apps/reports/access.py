"""Who may reach which scores."""

from django.db.models import QuerySet

from wangdian.apps.people.access import within
from wangdian.apps.reports.models import ScoreDay
from wangdian.domain.rights import Actor, Right


def scores_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[ScoreDay]:
    return ScoreDay.objects.filter(within(who, right, "unit__"))
