"""Findings: the list, one finding with its evidence and history, waivers, how an outlet stands."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangdian.apps.findings.cards import FindingPage, SightingCard
from wangdian.apps.findings.choosing import STANDING
from wangdian.apps.findings.queries import finding_page
from wangdian.apps.findings.queries_standings import standing_counts
from wangdian.apps.findings.wording import REPORTED
from wangdian.apps.outlets.queries import outlet_card
from wangdian.apps.standards.queries import modules, packs
from wangdian.apps.work.queries import finding_line
from wangdian.apps.work.words import STATES
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.rights import Right
from wangdian.entrypoints.forms.findings import MistakeForm, NoteForm, ReopenForm, RevokeForm, WaiverForm
from wangdian.entrypoints.lists.findings import (
    DECIDE,
    FILTERS,
    FINDINGS,
    STANDINGS,
    WAIVERS,
    findings_listed,
    standings_listed,
    waivers_listed,
)
from wangdian.entrypoints.lists.orders import still_due, who_has_it
from wangdian.entrypoints.web.finding_words import (
    BAD_TURNS,
    CLOSINGS,
    FINDING_STATES,
    MARKS,
    SOURCES,
    TURNS,
    WAIVER_ENDS,
    WAIVER_STATES,
    figures,
    headline,
    reason_words,
    subject_words,
)
from wangdian.entrypoints.web.frame.lists import listed_page
from wangdian.entrypoints.web.photos.shots import Shot
from wangdian.entrypoints.web.request import Request
from wangdian.entrypoints.web.words import SAYS, SEVERITIES
from wangdian.foundation import clock


@require_GET
def listed(request: Request) -> HttpResponseBase:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    state = request.GET.get("state", STANDING)
    page = findings_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "findings/list.html", FINDINGS, page, {
        **asked, "state": state, "states": {STANDING: SAYS["fails"], **FINDING_STATES}.items(),
        "severities": SEVERITIES.items(), "modules": modules(request.actor), "packs": packs(request.actor),
    })


@require_GET
def page(request: Request, finding_id: int) -> HttpResponse:
    return show(request, finding_page(request.actor, finding_id))


def show(request: Request, found: FindingPage, status: int = 200, **forms: object) -> HttpResponse:
    """The page of a finding; `forms` are those that were filled in and refused."""
    card, rule, who = found.card, found.rule, request.actor
    stands, waived = card.state != "closed", bool(card.waived_until and card.waived_until > clock.now())
    dated = isinstance(rule.check, DatedCheck)
    line = finding_line(who, card.id)
    order = line.order if line else None
    return render(request, "findings/page.html", {
        "page": found, "card": card, "rule": rule, "headline": headline(card),
        "reason": reason_words(card.reason, "" if card.reason == REPORTED else card.said),
        "figures": list(figures(rule, found.detail)), "kind": subject_words(card.subject_kind),
        "state_word": FINDING_STATES[card.state], "closing": CLOSINGS.get(card.closed_how, ""),
        "waived": waived, "stands_word": SAYS[found.stands.says] if found.stands else "",
        "turns": [(turn, TURNS.get(turn.became, turn.became), turn.became in BAD_TURNS) for turn in found.turns],
        "sightings": [(seen, SOURCES[seen.source], shots(seen)) for seen in found.sightings],
        "waivers": [(w, WAIVER_STATES[w.state], WAIVER_ENDS.get(w.ended_how, "")) for w in found.waivers],
        "reference": [shot(found.reference, card.subject)] if found.reference else [],
        "sources": [(source, MARKS[source.verified]) for source in rule.sources],
        "may_ask": stands and not waived and who.may(Right.ASK_WAIVER, found.path),
        "may_decide": who.may(Right.APPROVE_WAIVER, found.path),
        "may_withdraw": stands and not dated and who.may(Right.APPROVE_WAIVER, found.path),
        "may_reopen": not stands and not dated and who.may(Right.VERIFY_WORK, found.path),
        "order": order, "order_state": STATES[order.state] if order else "", "holder": who_has_it(order),
        "due": still_due(order),
        "may_open": stands and not waived and order is None and who.may(Right.ASSIGN_WORK, found.path),
        "may_note": who.may(Right.REPORT_FAULT, found.path), **(blank_forms() | forms),
    }, status=status)


def blank_forms() -> dict[str, object]:
    """The forms of the page as they are before anything is filled in."""
    return {
        "waiver_form": WaiverForm(auto_id="waiver_%s"), "revoke_form": RevokeForm(auto_id="revoke_%s"),
        "mistake_form": MistakeForm(auto_id="mistake_%s"), "reopen_form": ReopenForm(auto_id="reopen_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
    }


def shots(seen: SightingCard) -> list[Shot]:
    return [shot(sha, str(SOURCES[seen.source])) for sha in seen.photos]


def shot(sha: str, title: str) -> Shot:
    return Shot(reverse("photos.file", args=[sha]), reverse("photos.thumbnail", args=[sha]), title)


@require_GET
def waivers(request: Request) -> HttpResponseBase:
    state = request.GET.get("state", DECIDE)
    found = waivers_listed(request.actor, request.GET, request.GET.get("after"))
    return listed_page(request, "findings/waivers.html", WAIVERS, found, {
        "state": state, "states": WAIVER_STATES.items(),
    })


@require_GET
def standings(request: Request, outlet_code: str) -> HttpResponseBase:
    says, module = request.GET.get("says", ""), request.GET.get("module", "")
    given = {"outlet": outlet_code}
    found = standings_listed(request.actor, {**request.GET.dict(), **given}, request.GET.get("after"))
    counts = standing_counts(request.actor, outlet_code)
    titles = {line.code: line.title for line in modules(request.actor)}
    return listed_page(request, "findings/standings.html", STANDINGS, found, {
        "outlet": outlet_card(request.actor, outlet_code), "says": says, "module": module, "words": SAYS.items(),
        "counts": [(code, titles.get(code, code), counts[code]) for code in titles if code in counts],
    }, given)
