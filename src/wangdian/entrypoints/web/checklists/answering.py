"""The one way in which a checklist is answered as a workbook, on pages and in the API alike."""

from urllib.parse import quote

from django.http import HttpResponse

from wangdian.apps.evidence.queries_forms import FormAsked
from wangdian.entrypoints.xlsforms.entitled import form_of
from wangdian.entrypoints.xlsforms.workbook import MIME, workbook_of


def checklist_answer(asked: FormAsked) -> HttpResponse:
    name = quote(f"checklist-{asked.place.code}-{asked.kind}.xlsx")
    return HttpResponse(workbook_of(form_of(asked)), content_type=MIME, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
    })
