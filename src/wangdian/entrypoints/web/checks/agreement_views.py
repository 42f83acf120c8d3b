"""How checks agree: by person and by outlet for those who lead, one's own for everybody, the pairs behind a rate."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.apps.people.queries import units_page
from wangdian.apps.reports.agreement_queries import (
    agreement_by_outlet,
    agreement_by_person,
    own_agreement,
)
from wangdian.domain.rights import Right
from wangdian.entrypoints.lists.agreement import BY_OUTLET, BY_PERSON, PAIRS, pairs_listed, rate_in_words
from wangdian.entrypoints.lists.listing import rows_of
from wangdian.entrypoints.web.frame.exporting import can_export, exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request


@require_GET
def agreement(request: Request) -> HttpResponse:
    who, unit, by = request.actor, request.GET.get("unit", ""), request.GET.get("by", "")
    if request.GET.get("format"):
        return exported(request, BY_OUTLET if by == "outlet" else BY_PERSON, request.GET["format"])
    leads = who.may_somewhere(Right.LEAD_CHECKS)
    own = own_agreement(who)
    words = {"tab": "agreement", "own": own, "own_rate": rate_in_words(own.differs), "leads": leads, "me": who.id}
    if leads:
        listing, found = (
            (BY_OUTLET, agreement_by_outlet(who, unit)) if by == "outlet" else
            (BY_PERSON, agreement_by_person(who, unit))
        )
        words |= {
            "listing": listing, "rows": rows_of(listing, found), "by": by, "unit": unit,
            "can_export": can_export(request, listing),
            "units": units_page(who).items,
        }
    return render(request, "checks/agreement.html", words)


@require_GET
def pairs(request: Request) -> HttpResponse:
    all_of_them = request.GET.get("all") == "1"
    page = pairs_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "checks/pairs.html", PAIRS, page, {"tab": "agreement", "all": all_of_them})
