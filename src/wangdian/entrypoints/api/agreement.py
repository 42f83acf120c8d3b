"""The API of agreement: how checks of the same things agree, and the pairs behind every rate."""

from django.http import HttpRequest
from ninja import Router

from wangdian.apps.reports.agreement_queries import (
    Agreement,
    ComparisonCard,
    agreement_by_outlet,
    agreement_by_person,
    comparisons_page,
    own_agreement,
)
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["agreement"])


@router.get("/agreement/people", response=list[Agreement])
def read_agreement_of_people(request: HttpRequest, unit: str = "") -> list[Agreement]:
    """Of the last 90 days; with fewer than 20 cases a rate says little."""
    return list(agreement_by_person(who(request), unit))


@router.get("/agreement/outlets", response=list[Agreement])
def read_agreement_of_outlets(request: HttpRequest, unit: str = "") -> list[Agreement]:
    return list(agreement_by_outlet(who(request), unit))


@router.get("/agreement/own", response=Agreement)
def read_own_agreement(request: HttpRequest) -> Agreement:
    return own_agreement(who(request))


@router.get("/comparisons", response=Listed[ComparisonCard])
def list_comparisons(
    request: HttpRequest, person: int | None = None, outlet: str = "", differing: bool = False,
    after: str | None = None, limit: int = 50,
) -> Listed[ComparisonCard]:
    """The pairs behind the rates, the latest first: of those whom one leads, and one's own."""
    return listed(comparisons_page(
        who(request), person=person, outlet=outlet, differing=differing, after=after, limit=limit,
    ))
