"""What a button on a person's card does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.apps.people.actions.erase_person import ErasePerson
from wangdian.apps.people.actions.reactivate_person import ReactivatePerson
from wangdian.apps.people.actions.revoke_sessions import RevokeSessions
from wangdian.apps.people.actions.set_password import SetPassword
from wangdian.apps.people.actions.withdraw_grant import WithdrawGrant
from wangdian.apps.people.queries import sees_person
from wangdian.entrypoints.web.people.views import once
from wangdian.entrypoints.web.request import Request


@require_POST
def set_password(request: Request, person_id: int) -> HttpResponse:
    return once(request, person_id, SetPassword(who=request.actor, person_id=person_id).do())


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
