"""A dry run of an edition: begun, watched while it goes on, stopped, and whom it found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangdian.apps.reports.actions.stop_dry_run import StopDryRun
from wangdian.apps.reports.dry_run_queries import dry_run_card, tried_outlets
from wangdian.entrypoints.lists.editions import TRIED
from wangdian.entrypoints.web.edition_words import RUN_STAGES, outcome
from wangdian.entrypoints.web.editions.tried import SHOWN
from wangdian.entrypoints.web.frame.exporting import exported
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.workers.dry_runs import begin_dry_run


@require_POST
def begin(request: Request, edition_id: int) -> HttpResponse:
    return redirect("editions.run", begin_dry_run(request.actor, edition_id))


@require_GET
def page(request: Request, run_id: int) -> HttpResponse:
    """The outlets by what they lose; while it runs, a bar that htmx asks for again and again."""
    card = dry_run_card(request.actor, run_id)
    if request.GET.get("format"):
        return exported(request, TRIED, request.GET["format"], {"run": str(run_id)})
    words = {
        "run": card, "stage": RUN_STAGES[card.state], "outcome": outcome(card), "show": request.GET.get("show", ""),
    }
    if request.GET.get("bar"):
        answer = render(request, "editions/bar.html", words)
        if card.over:
            answer["HX-Refresh"] = "true"
        return answer
    found = tried_outlets(
        request.actor, run_id, only_failing=request.GET.get("show") == "failing", after=request.GET.get("after"),
    )
    return listed_page(request, "editions/run.html", SHOWN, found, words)


@require_POST
def stop(request: Request, run_id: int) -> HttpResponse:
    StopDryRun(who=request.actor, run_id=run_id).do()
    messages.success(request, _("It stops behind the outlets that it is at."))
    return redirect("editions.run", run_id)
