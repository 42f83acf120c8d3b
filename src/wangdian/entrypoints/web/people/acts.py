"""What a button on a person's card does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.apps.people.actions.erase_person import ErasePerson
from wangdian.apps.people.actions.reactivate_person import ReactivatePerson
from wangdian.apps.people.actions.revoke_sessions import RevokeSessions
from wangdian.apps.people.actions.set_password import SetPassword
from wangdian.apps.people.actions.withdraw_grant import WithdrawGrant
from wangdian.apps.people.queries import person_card, sees_person
from wangdian.entrypoints.web.request import Request

ONE_TIME = "one-time-password:"
"""The session's key, with the person's id behind it, of a password that waits to be shown."""


@never_cache
@require_http_methods(["GET", "POST"])
def set_password(request: Request, person_id: int) -> HttpResponse:
    """Sets a one-time password, and shows it on the page that follows, so that a reload sets no other one."""
    if request.method == "POST":
        return show_once(request, person_id, SetPassword(who=request.actor, person_id=person_id).do())
    person = person_card(request.actor, person_id)
    password = request.session.pop(f"{ONE_TIME}{person_id}", None)
    if password is None:
        messages.info(request, _("A one-time password is shown once. Set a new one if it is lost."))
        return redirect("people.card", person_id)
    return render(request, "people/password.html", {"person": person, "password": password})


def show_once(request: Request, person_id: int, password: str) -> HttpResponse:
    """Leads to the page that shows a password: until then it lies in this session, never in an address or a log."""
    request.session[f"{ONE_TIME}{person_id}"] = password
    return redirect("people.set_password", person_id)


@require_POST
def close(request: Request, person_id: int) -> HttpResponse:
    DeactivatePerson(who=request.actor, person_id=person_id).do()
    messages.success(request, _("The account is closed."))
    return redirect("people.card", person_id)


@require_POST
def reopen(request: Request, person_id: int) -> HttpResponse:
    ReactivatePerson(who=request.actor, person_id=person_id).do()
    messages.success(request, _("The account is open again."))
    return redirect("people.card", person_id)


@require_POST
def end_sessions(request: Request, person_id: int) -> HttpResponse:
    RevokeSessions(who=request.actor, person_id=person_id).do()
    messages.success(request, _("Every login and token of this person has ended."))
    return redirect("people.card", person_id)


@require_POST
def erase(request: Request, person_id: int) -> HttpResponse:
    ErasePerson(who=request.actor, person_id=person_id).do()
    messages.success(request, _("Name, phone and mail are erased."))
    return redirect("people.list")


@require_POST
def withdraw(request: Request, grant_id: int) -> HttpResponse:
    person_id = WithdrawGrant(who=request.actor, grant_id=grant_id).do()
    messages.success(request, _("The role is withdrawn."))
    if sees_person(request.actor, person_id):
        return redirect("people.card", person_id)
    return redirect("people.list")
