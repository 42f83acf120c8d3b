"""The list of plans."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.queries_plans import PlanCard, plans_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.entrypoints.web.plans.saying import how_often
from wangdian.entrypoints.web.walk_words import WALK_KINDS
from wangdian.entrypoints.web.words import ROLES
from wangdian.foundation.paging import Page

PLANS: Listing[PlanCard] = Listing(
    name="plans",
    title=_("Plans"),
    columns=(
        Column("title", _("Plan"), lambda p: p.title, link=lambda p: reverse("plans.card", args=[p.id])),
        Column("kind", _("Kind of walk"), lambda p: p.kind, shown=lambda p: WALK_KINDS[p.kind]),
        Column("unit", _("Where"), lambda p: p.unit, shown=lambda p: chosen(p.unit_zh, p.unit_en)),
        Column("role", _("Who walks it"), lambda p: p.role, shown=lambda p: ROLES[p.role]),
        Column("rule", _("How often"), lambda p: p.rule, shown=how_often),
        Column("starts_on", _("From which day on"), lambda p: p.starts_on, kind="date", on_phone=False),
    ),
    empty=_("No plan yet. Make one: it says who walks where, how often, and what is asked."),
)


def plans_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[PlanCard]:
    """The plans under the filters of an address: q, and stopped=1 for those that rest."""
    return plans_page(
        who, search=query.get("q", ""), stopped=query.get("stopped", "") == "1", after=after, limit=limit,
    )
