"""Official days: which years are loaded, what a notice would change, loading it."""


from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangdian.apps.outlets.calendar_cards import missing_years
from wangdian.apps.outlets.notices import Notice, delivered_notices, differences, loaded_notices, read_notice
from wangdian.entrypoints.forms.calendars import NoticeForm, loading
from wangdian.entrypoints.forms.filled import filled
from wangdian.entrypoints.imports.notices import notice_in
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.thing_words import OFFICIAL_KINDS
from wangdian.foundation.errors import Invalid, NotFound

MOST_BYTES = 1024 * 1024


@require_GET
def listed(request: Request) -> HttpResponse:
    loaded = {notice.year: notice for notice in loaded_notices()}
    delivered = [(n, loaded.get(n.year) is None, len(differences(n))) for n in reversed(delivered_notices())]
    words = {
        "loaded": loaded.values(), "delivered": delivered, "missing": missing_years(), "kinds": OFFICIAL_KINDS,
        "form": NoticeForm(),
    }
    return render(request, "calendars/official.html", words)


@require_http_methods(["GET", "POST"])
def load_delivered(request: Request, year: int) -> HttpResponse:
    """Shows what would change (GET), loads it (POST)."""
    notice = next((n for n in delivered_notices() if n.year == year), None)
    if notice is None:
        raise NotFound
    return _loaded(request, notice) if request.method == "POST" else _preview(request, notice, "")


@require_http_methods(["POST"])
def upload(request: Request) -> HttpResponse:
    """Reads an uploaded notice: first shows what would change; `text` carries it back to be loaded."""
    kept = request.POST.get("text", "")
    if kept:
        return _loaded(request, read_notice(kept[:MOST_BYTES]))
    form = filled(NoticeForm, request)
    try:
        if form.is_valid():
            notice, text = _read(form.cleaned_data["file"])
            return _preview(request, notice, text)
    except Invalid as error:
        for problem in error.problems:
            form.add_error("file", f"{problem.field}: {_(problem.why)}" if problem.field else _(problem.why))
    words = {"form": form, "title": _("Load a notice"), "submit": _("Show what changes")}
    return render(request, "frame/form.html", words)


def _read(file: Any) -> tuple[Notice, str]:
    data = file.read(MOST_BYTES + 1)
    return notice_in(data, file.name or "")


def _preview(request: Request, notice: Notice, text: str) -> HttpResponse:
    words = {"notice": notice, "changes": differences(notice), "kinds": OFFICIAL_KINDS, "text": text}
    return render(request, "calendars/preview.html", words)


def _loaded(request: Request, notice: Notice) -> HttpResponse:
    changed = loading(notice, request.actor).do()
    said = _("The days of %(year)s are loaded.") if changed else _("The days of %(year)s were loaded already.")
    messages.success(request, said % {"year": notice.year})
    return redirect("official.list")


