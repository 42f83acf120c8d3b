"""A checklist to take along: what is asked at an outlet, as an XLSForm workbook."""

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangdian.apps.evidence.queries_forms import form_to_read
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.xlsforms.entitled import form_of
from wangdian.entrypoints.xlsforms.workbook import MIME, workbook_of
from wangdian.foundation.errors import invalid


@require_GET
def taken_along(request: Request) -> HttpResponse:
    """Of an outlet and a kind of walk, or of a plan there."""
    outlet, plan = request.GET.get("outlet", "").strip(), request.GET.get("plan", "")
    if not outlet:
        raise invalid("outlet", _("Say of which outlet: its code."))
    if plan and not (plan.isdecimal() and len(plan) < 19):
        raise invalid("plan", _("There is no such plan."))
    asked = form_to_read(request.actor, outlet, request.GET.get("kind", "self"), int(plan) if plan else None)
    name = quote(f"checklist-{asked.place.code}-{asked.kind}.xlsx")
    return HttpResponse(workbook_of(form_of(asked)), content_type=MIME, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
    })
