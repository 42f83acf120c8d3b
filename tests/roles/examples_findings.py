"""Examples of the verbs of findings."""

from datetime import timedelta

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.evidence.models import FaultReport
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.findings.actions.note_finding import NoteFinding
from wangdian.apps.findings.actions.reopen_finding import ReopenFinding
from wangdian.apps.findings.actions.revoke_waiver import RevokeWaiver
from wangdian.apps.findings.actions.take_report import take_report
from wangdian.apps.findings.models import Finding
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM, Actor, Grant, Role
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

EVERYWHERE = (Grant(Role.HEAD_OFFICE, "00001"),)
"""The grants of a stranger to the cast, who prepares what the verb in question needs."""


def fault_at(cast: Cast, where: Where) -> Finding:
    """A reported fault that stands at the outlet."""
    LoadPacks(who=SYSTEM).do()
    fault = FaultReport.objects.create(
        id=new_uuid(), subject=where.outlet.subject, reporter=cast.person(Role.LOBBY_MANAGER),
        reported_at=clock.now(), received_at=clock.now(),
    )
    take_report(str(fault.pk))
    return Finding.objects.get(subject=where.outlet.subject)


def asking(finding: Finding, who: Actor) -> AskWaiver:
    last_day = clock.today() + timedelta(days=5)
    return AskWaiver(who=who, finding_id=finding.pk, reason="等配件", last_day=last_day)


def ask_waiver(cast: Cast, where: Where) -> Example:
    finding = fault_at(cast, where)
    return Example(at=where.unit.path, verb=lambda who: asking(finding, who))


def decide_waiver(cast: Cast, where: Where) -> Example:
    waiver = asking(fault_at(cast, where), Actor(cast.person(Role.LOBBY_MANAGER).pk, EVERYWHERE)).do()
    return Example(at=where.unit.path, verb=lambda who: DecideWaiver(who=who, waiver_id=waiver, granted=True))


def revoke_waiver(cast: Cast, where: Where) -> Example:
    finding = fault_at(cast, where)
    waiver = asking(finding, Actor(cast.person(Role.LOBBY_MANAGER).pk, EVERYWHERE)).do()
    DecideWaiver(who=Actor(cast.person(Role.AUDITOR).pk, EVERYWHERE), waiver_id=waiver, granted=True).do()
    return Example(
        at=where.unit.path, verb=lambda who: RevokeWaiver(who=who, finding_id=finding.pk, reason="配件到了"),
    )


def note(cast: Cast, where: Where) -> Example:
    finding = fault_at(cast, where)
    return Example(at=where.unit.path, verb=lambda who: NoteFinding(who=who, finding_id=finding.pk, words="看过"))


def close_as_mistake(cast: Cast, where: Where) -> Example:
    finding = fault_at(cast, where)
    return Example(
        at=where.unit.path, verb=lambda who: CloseAsMistake(who=who, finding_id=finding.pk, reason="看错了"),
    )


def reopen(cast: Cast, where: Where) -> Example:
    finding = fault_at(cast, where)
    CloseAsMistake(
        who=Actor(cast.person(Role.AUDITOR).pk, EVERYWHERE), finding_id=finding.pk, reason="看错了",
    ).do()
    return Example(
        at=where.unit.path, verb=lambda who: ReopenFinding(who=who, finding_id=finding.pk, reason="没有看错"),
    )


EXAMPLES: dict[str, Builder] = {
    "findings.ask_waiver": ask_waiver,
    "findings.decide_waiver": decide_waiver,
    "findings.revoke_waiver": revoke_waiver,
    "findings.note": note,
    "findings.close_as_mistake": close_as_mistake,
    "findings.reopen": reopen,
}
