"""What the tests of findings do through verbs: the standards loaded, an outlet furnished, walks and reports sent in."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from tests.settle import settle
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.models import Asset
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.actions.send_answers import SendAnswers, Sent
from wangdian.apps.evidence.said import Said
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.models import Outlet, Subject, Zone
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.catalogue import Held, current_requirements
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid


def load_standards() -> None:
    """The delivered catalogue, applied to what is there already."""
    LoadPacks(who=SYSTEM).do()
    settle()


def held(key: str) -> Held:
    return current_requirements().by_key[key]


def zone(outlet: Outlet, kind: str, name: str = "") -> Subject:
    MakeZone(who=SYSTEM, outlet_code=outlet.code, kind=kind, zone_name=name or kind).do()
    settle()
    return Zone.objects.select_related("subject").get(outlet=outlet, name=name or kind).subject


def thing(outlet: Outlet, kind: str, name: str = "", **given: object) -> Asset:
    pk = AddAsset(who=SYSTEM, outlet_code=outlet.code, kind=kind, asset_name=name or kind, **given).do()
    settle()
    return Asset.objects.select_related("subject").get(pk=pk)


def answer(
    key: str, subject: Subject, says: str = "fail", reason: str = "", at: datetime | None = None,
    values: Mapping[str, str] | None = None, compared_with: str | None = None,
) -> Said:
    return Said(
        id=new_uuid(), requirement=key, edition=held(key).edition, subject=subject.pk, says=says, reason=reason,
        answered_at=at or clock.now(), values=dict(values or {}), compared_with=compared_with,
    )


def walk(
    who: Actor, outlet: Outlet, *answers: Said, kind: str = "self", walk_id: UUID | None = None, ended: bool = False,
) -> Sent:
    """Sends the answers of a walk and lets everything follow from them; none may be refused."""
    started = min((a.answered_at for a in answers), default=clock.now())
    sent = SendAnswers(
        who=who, walk_id=walk_id or new_uuid(), outlet=outlet.code, kind=kind, started_at=started, answers=answers,
        finished_at=clock.now() if ended else None,
    ).do()
    assert not sent.refused
    settle()
    return sent


def report(who: Actor, subject: Subject, note: str = "") -> UUID:
    fault = new_uuid()
    ReportFault(who=who, fault_id=fault, reported_at=clock.now(), subject_id=subject.pk, note=note).do()
    settle()
    return fault


def look() -> None:
    """The calendar's sweep and what follows from it, and the next one for what came due by that."""
    for _ in range(2):
        sweep()
        settle()


def standing(key: str, subject: Subject) -> Standing:
    return Standing.objects.get(requirement__key=key, subject=subject)


def findings(key: str, subject: Subject) -> list[Finding]:
    """All findings of a pair, the oldest first."""
    return list(Finding.objects.filter(requirement__key=key, subject=subject).order_by("pk"))


def finding(key: str, subject: Subject) -> Finding:
    return Finding.objects.get(requirement__key=key, subject=subject)


def day(text: str) -> date:
    return date.fromisoformat(text)
