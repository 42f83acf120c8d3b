"""Examples of the API operations of findings, waivers and standings."""

from datetime import timedelta

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_findings import EVERYWHERE, asking, fault_at
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.domain.rights import Actor, Right, Role
from wangdian.foundation import clock

WHY = {"reason": "等配件"}


def asked(cast: Cast, where: Where) -> tuple[int, int]:
    """A finding and the waiver that a stranger to the cast asked for."""
    finding = fault_at(cast, where)
    return finding.pk, asking(finding, Actor(cast.person(Role.LOBBY_MANAGER).pk, EVERYWHERE)).do()


def list_findings(cast: Cast, where: Where) -> Ask:
    finding = fault_at(cast, where)
    return Ask("/findings", Right.SEE, where.unit.path, shows=f'"id": {finding.pk},')


def read_finding(cast: Cast, where: Where) -> Ask:
    return Ask(f"/findings/{fault_at(cast, where).pk}", Right.SEE, where.unit.path)


def note(cast: Cast, where: Where) -> Ask:
    path = f"/findings/{fault_at(cast, where).pk}/notes"
    return Ask(path, Right.REPORT_FAULT, where.unit.path, body={"words": "看过"})


def withdraw(cast: Cast, where: Where) -> Ask:
    path = f"/findings/{fault_at(cast, where).pk}/withdraw"
    return Ask(path, Right.APPROVE_WAIVER, where.unit.path, body=WHY)


def reopen(cast: Cast, where: Where) -> Ask:
    finding = fault_at(cast, where)
    who = Actor(cast.person(Role.AUDITOR).pk, EVERYWHERE)
    CloseAsMistake(who=who, finding_id=finding.pk, reason="看错了").do()
    return Ask(f"/findings/{finding.pk}/reopen", Right.VERIFY_WORK, where.unit.path, body=WHY)


def ask_waiver(cast: Cast, where: Where) -> Ask:
    body = {**WHY, "last_day": (clock.today() + timedelta(days=5)).isoformat()}
    return Ask(f"/findings/{fault_at(cast, where).pk}/waivers", Right.ASK_WAIVER, where.unit.path, body=body)


def revoke_waiver(cast: Cast, where: Where) -> Ask:
    finding, waiver = asked(cast, where)
    DecideWaiver(who=Actor(cast.person(Role.AUDITOR).pk, EVERYWHERE), waiver_id=waiver, granted=True).do()
    return Ask(f"/findings/{finding}/waivers/revoke", Right.APPROVE_WAIVER, where.unit.path, body=WHY)


def list_waivers(cast: Cast, where: Where) -> Ask:
    _, waiver = asked(cast, where)
    return Ask("/waivers", Right.SEE, where.unit.path, shows=f'"id": {waiver},')


def decide_waiver(cast: Cast, where: Where) -> Ask:
    _, waiver = asked(cast, where)
    return Ask(f"/waivers/{waiver}/decide", Right.APPROVE_WAIVER, where.unit.path, body={"granted": True})


def list_standings(cast: Cast, where: Where) -> Ask:
    fault_at(cast, where)
    return Ask(f"/outlets/{where.outlet.code}/standings", Right.SEE, where.unit.path)


REQUESTS: dict[str, AskBuilder] = {
    "GET /findings": list_findings,
    "GET /findings/{finding_id}": read_finding,
    "POST /findings/{finding_id}/notes": note,
    "POST /findings/{finding_id}/withdraw": withdraw,
    "POST /findings/{finding_id}/reopen": reopen,
    "POST /findings/{finding_id}/waivers": ask_waiver,
    "POST /findings/{finding_id}/waivers/revoke": revoke_waiver,
    "GET /waivers": list_waivers,
    "POST /waivers/{waiver_id}/decide": decide_waiver,
    "GET /outlets/{code}/standings": list_standings,
}
