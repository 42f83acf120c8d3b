"""Today: what waits for whoever looks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangdian.entrypoints.web.request import Request


@require_GET
def today(request: Request) -> HttpResponse:
    return render(request, "today/today.html")
