"""The REST API: its object, how callers show who they are, and how refusals are answered."""

from ninja import NinjaAPI

from wangdian.entrypoints.api import outlets, scores
from wangdian.entrypoints.api.callers import SessionCaller, TokenCaller

api = NinjaAPI(
    title="Wangdian", version="1", urls_namespace="api", auth=[TokenCaller(), SessionCaller()], docs_url=None,
)
api.add_router("", outlets.router)
api.add_router("", scores.router)
