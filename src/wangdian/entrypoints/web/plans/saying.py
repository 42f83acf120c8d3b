"""Says in words how often a plan comes."""

from django.utils.translation import gettext as _

from wangdian.apps.evidence.queries_plans import PlanCard
from wangdian.entrypoints.forms.plans import typed_from
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
    else:
        said = _("every day")
    return f"{said} {at}".strip()
