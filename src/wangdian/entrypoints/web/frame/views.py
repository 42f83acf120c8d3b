"""The style page, where every piece of the look is alive; and the pages for what is not there and what broke."""

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wangdian.entrypoints.lists.listing import Column, Listing, rows_of
from wangdian.entrypoints.told import busy
from wangdian.entrypoints.web.frame.tones import TONES
from wangdian.entrypoints.web.words import SEVERITIES, ZONE_KINDS
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the sample list."""

    what: str
    where: str
    severity: str
    state: str
    since: datetime
    left: datetime


class SampleForm(forms.Form):
    """One field of every sort."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As it stands on the sign."))
    zone = forms.ChoiceField(label=gettext_lazy("Zone"), choices=list(ZONE_KINDS.items()))
    rise = forms.DecimalField(label=gettext_lazy("Rise (m)"), max_value=Decimal("0.75"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea, required=False)


SAMPLES: Listing[Sample] = Listing(
    name="samples",
    title=gettext_lazy("Samples"),
    columns=(
        Column("what", gettext_lazy("What"), lambda c: c.what, link=lambda c: "#list"),
        Column("severity", gettext_lazy("Severity"), lambda c: c.severity, kind="severity"),
        Column("where", gettext_lazy("Where"), lambda c: c.where),
        Column("state", gettext_lazy("State"), lambda c: c.state, kind="state"),
        Column("since", gettext_lazy("Since"), lambda c: c.since, kind="moment"),
        Column("left", gettext_lazy("Time left"), lambda c: c.left, kind="deadline"),
    ),
    empty=gettext_lazy("Here will be samples."),
)


def samples() -> tuple[Sample, ...]:
    """Three rows whose times stand around the present moment."""
    now = clock.now()
    states = ("open", "mending", "closed")
    return tuple(
        Sample(_("Fascia sign is clean and whole"), _("Outdoors"), severity, state,
               now - timedelta(hours=30 * place), now + timedelta(hours=26 * place - 2))
        for place, (severity, state) in enumerate(zip(SEVERITIES, states, strict=False))
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere looks like something that is hidden."""
    return render(request, "frame/refused.html", {"why": _(NotFound().why)}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """After a fault of ours: stands alone, since whatever else a page needs may be what is broken.

    Where the session could not be written since others write, the fault is nobody's: 503, as for a view.
    """
    said = busy(sys.exc_info()[1])
    return HttpResponse(render_to_string("frame/broken.html"), status=said.status if said else 500)


@login_not_required
@require_GET
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address where no page named an icon: beside a photo, or an answer of the API."""
    return redirect(static("frame/icon.svg"))


@require_GET
def style(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"name": "", "zone": "hall", "rise": "0.8", "note": ""})
    now = clock.now()
    return render(request, "frame/style.html", {
        "form": form, "listing": SAMPLES, "rows": rows_of(SAMPLES, samples()), "tones": sorted(set(TONES.values())),
        "severities": list(SEVERITIES), "past": now - timedelta(hours=3), "soon": now + timedelta(hours=2),
        "later": now + timedelta(days=3), "late": now - timedelta(hours=5),
    })
