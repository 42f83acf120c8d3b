"""The standards: the list with its filters, one requirement with all that vouches for it, the bank's own files."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangdian.apps.findings.queries_climate import places_judged
from wangdian.apps.standards.actions.drop_own_file import DropOwnFile
from wangdian.apps.standards.actions.load_packs import Loaded
from wangdian.apps.standards.queries import own_files, packs, requirement_page
from wangdian.domain.pack_problems import PackRefused
from wangdian.entrypoints.forms.fitting import tried
from wangdian.entrypoints.forms.standards import OwnFileForm
from wangdian.entrypoints.lists.requirements import FILTERS, REQUIREMENTS, marks_in_words, requirements_listed
from wangdian.entrypoints.web.finding_words import CHECKS, MARKS, PHOTOS_ASKED, limits_of, span_words, subject_words
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import OUTLET_KINDS, ROLES, SAYS, SEVERITIES


@require_GET
def listed(request: Request) -> HttpResponseBase:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    page = requirements_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "catalogue/list.html", REQUIREMENTS, page, {
        **asked, "packs": packs(request.actor), "checks": CHECKS.items(), "severities": SEVERITIES.items(),
    })


@require_GET
def card(request: Request, key: str) -> HttpResponse:
    page = requirement_page(request.actor, key)
    rule = page.rule
    return render(request, "catalogue/card.html", {
        "page": page, "rule": rule, "verified": marks_in_words(page.card), "check": CHECKS[rule.check.kind],
        "sources": [(source, MARKS[source.verified]) for source in rule.sources],
        "samples": [(sample, SAYS[sample.says]) for sample in rule.samples], "limits": list(limits_of(rule)),
        "reasons": getattr(rule.check, "reasons", ()), "role": ROLES[rule.answers_for],
        "subjects": [subject_words(kind) for kind in rule.subjects], "photo": PHOTOS_ASKED[rule.evidence.photo],
        "judged_at": places_judged(request.actor, key) if rule.waits_for else 0,
        "kinds": [OUTLET_KINDS[kind] for kind in rule.applies.outlet_kinds], "mend": span_words(rule.mend.within),
    })


@require_http_methods(["GET", "POST"])
def bring(request: Request) -> HttpResponse:
    form = OwnFileForm(request.POST or None, request.FILES or None)
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            done, loaded = tried(form, lambda: form.verb(request.actor))
        except PackRefused as refused:
            done, problems = False, refused.problems
        if done:
            messages.success(request, _told(loaded))
            return redirect("catalogue.list")
    words = {"form": form, "problems": problems, "own": own_files(request.actor)}
    return render(request, "catalogue/bring.html", words)


@require_POST
def drop(request: Request, file_name: str) -> HttpResponse:
    messages.success(request, _told(DropOwnFile(who=request.actor, file_name=file_name).do()))
    return redirect("catalogue.list")


def _told(loaded: Loaded) -> str:
    counts = {"added": len(loaded.added), "changed": len(loaded.changed), "gone": len(loaded.gone)}
    return _("%(added)s new, %(changed)s changed, %(gone)s no longer in force.") % counts
