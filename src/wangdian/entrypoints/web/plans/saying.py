"""Says in words how often a plan comes and how long its walks may take."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangdian.apps.evidence.queries_plans import PlanCard
from wangdian.entrypoints.forms.plans import typed_from
from wangdian.entrypoints.web.frame.moments import DAY, span
from wangdian.entrypoints.web.walk_words import WEEKDAYS


def how_often(plan: PlanCard) -> str:
    """"Mondays, Thursdays 08:00", or the rule itself where words would be long."""
    typed = typed_from(plan)
    if typed["often"] == "own":
        return plan.rule
    at = typed.get("at", "") if plan.timing == "at_rule" else _("before opening")
    if typed["often"] == "weekly":
        days = "、".join(str(WEEKDAYS[name]) for name in typed["weekdays"])
        said = _("every %(days)s") % {"days": days}
    elif typed["often"] == "monthly":
        said = _("on day %(day)s of the month") % {"day": typed["month_day"]}
    elif typed["often"] == "quarterly":
        said = _("on day %(day)s of every third month") % {"day": typed["month_day"]}
    else:
        said = _("every day")
    return f"{said} {at}".strip()


def within(plan: PlanCard) -> str:
    """How long a walk may take, in the largest unit that keeps it whole."""
    minutes = plan.due_minutes
    if minutes % DAY == 0:
        return span(minutes)
    if minutes % 60 == 0:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
