"""How checks agree: by person and by outlet for those who lead, one's own for everybody, the pairs behind a rate."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.apps.people.queries import units_page
from wangdian.apps.reports.agreement_queries import (
    agreement_by_outlet,
    agreement_by_person,
    comparisons_page,
    own_agreement,
)
from wangdian.domain.rights import Right
from wangdian.entrypoints.lists.agreement import BY_OUTLET, BY_PERSON, PAIRS, rate_in_words
from wangdian.entrypoints.lists.listing import rows_of
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import invalid


@require_GET
def agreement(request: Request) -> HttpResponse:
    who, unit, by = request.actor, request.GET.get("unit", ""), request.GET.get("by", "")
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
            "units": units_page(who).items,
        }
    return render(request, "checks/agreement.html", words)


@require_GET
def pairs(request: Request) -> HttpResponse:
    person, outlet = request.GET.get("person", ""), request.GET.get("outlet", "")
    if person and not (person.isascii() and person.isdigit() and len(person) < 18):
        raise invalid("person", "There is no such person.")
    all_of_them = request.GET.get("all") == "1"
    page = comparisons_page(
        request.actor, person=int(person) if person else None, outlet=outlet, differing=not all_of_them,
        after=request.GET.get("after"),
    )
    return listed_page(request, "checks/pairs.html", PAIRS, page, {"tab": "agreement", "all": all_of_them})
