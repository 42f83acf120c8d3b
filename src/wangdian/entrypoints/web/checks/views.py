"""The way in: to the draws for those who draw, to one's own comparisons for an inspector."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from wangdian.domain.rights import Right
from wangdian.entrypoints.web.request import Request


@require_GET
def home(request: Request) -> HttpResponse:
    leads = request.actor.may_somewhere(Right.LEAD_CHECKS) or request.actor.may_somewhere(Right.SEE_AUDIT)
    return redirect("checks.list" if leads else "checks.agreement")
