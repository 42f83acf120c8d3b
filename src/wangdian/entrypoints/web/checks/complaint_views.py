"""Complaints about outlets: the list, and noting how many came in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.reports.actions.note_complaints import NoteComplaints
from wangdian.entrypoints.forms.complaints import ComplaintsForm
from wangdian.entrypoints.forms.fitting import show_problems
from wangdian.entrypoints.lists.complaints import COMPLAINTS, complaints_listed
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound, Problem


@require_GET
def listed(request: Request) -> HttpResponse:
    guard_somewhere(request.actor, NoteComplaints.right)
    page = complaints_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "checks/complaints.html", COMPLAINTS, page, {"tab": "complaints"})


@require_http_methods(["GET", "POST"])
def note(request: Request) -> HttpResponse:
    guard_somewhere(request.actor, NoteComplaints.right)
    form = ComplaintsForm(request.POST) if request.method == "POST" else ComplaintsForm(
        initial={"day": clock.today(), "number": 1, "outlet_code": request.GET.get("outlet", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            form.verb(request.actor).do()
        except NotFound:
            show_problems(form, Invalid([Problem("outlet_code", "There is no such outlet, or it is hidden.")]))
        except Invalid as error:
            show_problems(form, error, {f"0.{name}": name for name in form.fields})
        else:
            messages.success(request, _("Noted. The next draw weighs it."))
            return redirect("checks.complaints")
    return render(request, "frame/form.html", {"form": form, "title": _("Note complaints"), "submit": _("Note")})
