"""A checklist to take along: what is asked at an outlet, as an XLSForm workbook."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangdian.apps.evidence.queries_forms import form_to_read
from wangdian.entrypoints.web.checklists.answering import checklist_answer
from wangdian.entrypoints.web.request import Request
from wangdian.foundation.errors import invalid


@require_GET
def taken_along(request: Request) -> HttpResponse:
    """Of an outlet and a kind of walk, or of a plan there."""
    outlet, plan = request.GET.get("outlet", "").strip(), request.GET.get("plan", "")
    if not outlet:
        raise invalid("outlet", _("Say of which outlet: its code."))
    if plan and not (plan.isdecimal() and len(plan) < 19):
        raise invalid("plan", _("There is no such plan."))
    kind = request.GET.get("kind", "self")
    return checklist_answer(form_to_read(request.actor, outlet, kind, int(plan) if plan else None))
