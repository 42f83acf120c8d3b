"""The API of the audit log, to be read by auditors."""

from django.http import HttpRequest
from ninja import Router
from pydantic import AwareDatetime

from wangdian.apps.journal.queries import AuditCard, audit_page
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who

router = Router(tags=["audit"])


@router.get("/audit", response=Listed[AuditCard])
def list_acts(
    request: HttpRequest, verb: str = "", actor: int | None = None, noun: str = "", noun_id: str = "",
    since: AwareDatetime | None = None, until: AwareDatetime | None = None, after: str | None = None, limit: int = 50,
) -> Listed[AuditCard]:
    return listed(audit_page(
        who(request), verb=verb, actor=actor, noun=noun, noun_id=noun_id, since=since, until=until, after=after,
        limit=limit,
    ))
