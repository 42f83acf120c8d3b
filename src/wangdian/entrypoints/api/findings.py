"""The API of findings and waivers."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.findings.actions.note_finding import NoteFinding
from wangdian.apps.findings.actions.reopen_finding import ReopenFinding
from wangdian.apps.findings.actions.revoke_waiver import RevokeWaiver
from wangdian.apps.findings.cards import FindingCard, FindingPage, StandingCard, TurnCard, WaiverCard
from wangdian.apps.findings.choosing import STANDING, FindingFilter
from wangdian.apps.findings.queries import finding_brief, finding_page, findings_page
from wangdian.apps.findings.queries_standings import standings_page
from wangdian.apps.findings.queries_waivers import waivers_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["findings"])


class SightingOut(Schema):
    """One time it was seen: `source` is walk, report, calendar or reading; `photos` are hashes."""

    at: datetime
    source: str
    says: str
    by: int | None
    name: str
    note: str
    values: dict[str, str]
    photos: list[str]


class FindingOut(Schema):
    """All of a finding: its evidence and its history, newest first; `detail` are the figures behind its reason."""

    card: FindingCard
    detail: dict[str, Any]
    turns: list[TurnCard]
    sightings: list[SightingOut]
    waivers: list[WaiverCard]
    repeat_of: int | None


class StandingOut(Schema):
    """How a subject stands against a requirement."""

    requirement: str
    title: str
    subject_id: int
    subject: str
    module: str
    says: str
    reason: str
    since: datetime
    look_again_at: datetime | None
    finding_id: int | None


class WaiverIn(Schema):
    """Asks that a finding may stand up to and with a day."""

    reason: str
    last_day: date


class WaiverMade(Schema):
    """The waiver that was asked for."""

    id: int


class DecisionIn(Schema):
    """Grants or refuses a waiver; a refusal needs a reason."""

    granted: bool
    reason: str = ""


class ReasonIn(Schema):
    """A sentence that says why."""

    reason: str


class NoteIn(Schema):
    """A word to a finding's history."""

    words: str


@router.get("/findings", response=Listed[FindingCard])
def list_findings(
    request: HttpRequest, unit: str = "", state: str = STANDING, severity: str = "", module: str = "", pack: str = "",
    requirement: str = "", subject_id: int | None = None, waived: bool | None = None, since: date | None = None,
    after: str | None = None, limit: int = 50,
) -> Listed[FindingCard]:
    """Findings, the latest first; `state` is standing (all but the closed) unless told otherwise, empty means all."""
    wanted = FindingFilter(
        unit=unit, state=state, severity=severity, module=module, pack=pack, requirement=requirement,
        subject_id=subject_id, waived=waived, since=since,
    )
    return listed(findings_page(who(request), wanted, after=after, limit=limit))


@router.get("/findings/{finding_id}", response=FindingOut)
def read_finding(request: HttpRequest, finding_id: int) -> FindingPage:
    return finding_page(who(request), finding_id)


@router.post("/findings/{finding_id}/notes", response={201: FindingCard})
def note_finding(request: HttpRequest, finding_id: int, body: NoteIn) -> Status[FindingCard]:
    NoteFinding(who=who(request), finding_id=finding_id, words=body.words).do()
    return Status(201, finding_brief(who(request), finding_id))


@router.post("/findings/{finding_id}/withdraw", response=FindingCard)
def withdraw_finding(request: HttpRequest, finding_id: int, body: ReasonIn) -> FindingCard:
    """Closes a finding that never was one."""
    CloseAsMistake(who=who(request), finding_id=finding_id, reason=body.reason).do()
    return finding_brief(who(request), finding_id)


@router.post("/findings/{finding_id}/reopen", response={201: FindingCard})
def reopen_finding(request: HttpRequest, finding_id: int, body: ReasonIn) -> Status[FindingCard]:
    """Opens a closed finding again, as a new one that counts as its repeat."""
    new = ReopenFinding(who=who(request), finding_id=finding_id, reason=body.reason).do()
    return Status(201, finding_brief(who(request), new))


@router.post("/findings/{finding_id}/waivers", response={201: WaiverMade})
def ask_waiver(request: HttpRequest, finding_id: int, body: WaiverIn) -> Status[dict[str, int]]:
    waiver = AskWaiver(who=who(request), finding_id=finding_id, reason=body.reason, last_day=body.last_day).do()
    return Status(201, {"id": waiver})


@router.post("/findings/{finding_id}/waivers/revoke", response=FindingCard)
def revoke_waiver(request: HttpRequest, finding_id: int, body: ReasonIn) -> FindingCard:
    """Ends the waiver under which a finding stands."""
    RevokeWaiver(who=who(request), finding_id=finding_id, reason=body.reason).do()
    return finding_brief(who(request), finding_id)


@router.get("/waivers", response=Listed[WaiverCard])
def list_waivers(
    request: HttpRequest, state: str = "", to_decide: bool = False, after: str | None = None, limit: int = 50,
) -> Listed[WaiverCard]:
    return listed(waivers_page(who(request), state=state, to_decide=to_decide, after=after, limit=limit))


@router.post("/waivers/{waiver_id}/decide", response={204: None})
def decide_waiver(request: HttpRequest, waiver_id: int, body: DecisionIn) -> Status[None]:
    DecideWaiver(who=who(request), waiver_id=waiver_id, granted=body.granted, reason=body.reason).do()
    return Status(204, None)


@router.get("/outlets/{code}/standings", response=Listed[StandingOut])
def list_standings(
    request: HttpRequest, code: str, says: str = "", module: str = "", after: str | None = None, limit: int = 100,
) -> Listed[StandingCard]:
    """How everything at an outlet stands; `says` is holds, fails, unknown or not_applicable."""
    return listed(standings_page(who(request), code, says=says, module=module, after=after, limit=limit))
