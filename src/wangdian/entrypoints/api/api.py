"""The REST API: its object, how callers show who they are, and how refusals are answered."""

from wangdian.entrypoints.api import (
    agreement,
    audit,
    calendars,
    calibration,
    channels,
    checklists,
    climate,
    complaints,
    documents,
    draws,
    duty,
    editions,
    faults,
    findings,
    inbox,
    orders,
    outlets,
    people,
    photos,
    plans,
    requirements,
    scores,
    things,
    twins,
    walks,
)
from wangdian.entrypoints.api.callers import SessionCaller, TokenCaller
from wangdian.entrypoints.api.described import WangdianAPI
from wangdian.entrypoints.api.idempotency import once
from wangdian.entrypoints.api.problems import speak
from wangdian.entrypoints.api.reading import StrictParser

api = WangdianAPI(
    title="Wangdian", version="1", urls_namespace="api", auth=[TokenCaller(), SessionCaller()], docs_url=None,
    parser=StrictParser(),
)
speak(api)
api.add_decorator(once, mode="view")
api.add_router("", outlets.router)
api.add_router("", calendars.router)
api.add_router("", things.router)
api.add_router("", documents.router)
api.add_router("", scores.router)
api.add_router("", people.router)
api.add_router("", inbox.router)
api.add_router("", channels.router)
api.add_router("", duty.router)
api.add_router("", audit.router)
api.add_router("", requirements.router)
api.add_router("", editions.router)
api.add_router("", findings.router)
api.add_router("", orders.router)
api.add_router("", plans.router)
api.add_router("", checklists.router)
api.add_router("", draws.router)
api.add_router("", agreement.router)
api.add_router("", complaints.router)
api.add_router("", calibration.router)
api.add_router("", walks.router)
api.add_router("", faults.router)
api.add_router("", climate.router)
api.add_router("", photos.router)
api.add_router("", twins.router)
