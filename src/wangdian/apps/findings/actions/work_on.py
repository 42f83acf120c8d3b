"""What mending does to a finding; called by the work orders, whose verbs have guarded already."""

from django.db import transaction

from wangdian.apps.findings.actions.turn import in_hand, turn
from wangdian.apps.findings.casework import Case, Trace
from wangdian.apps.findings.evidence_at_hand import VERIFIED, gather, verdict_on
from wangdian.domain.finding_events import Mended, Verified, WorkStarted
from wangdian.domain.judging import Says, Verdict
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash

RETURNED = "repair_did_not_hold"


@transaction.atomic
def work_started(finding_id: int, by: int, why: str = "") -> None:
    """Somebody (a person's id) begins to mend; raises Clash if nothing stands or it waits to be verified."""
    turn(finding_id, WorkStarted(by=str(by)), Trace(by=by, why=why))


@transaction.atomic
def mended(finding_id: int, by: int, why: str = "") -> None:
    """Somebody says that it is mended; other eyes must agree before it closes. Raises Clash if it does not fit."""
    turn(finding_id, Mended(by=str(by)), Trace(by=by, why=why))


@transaction.atomic
def verified(finding_id: int, by: int, passed: bool, why: str = "") -> None:
    """Other eyes looked at the repair: passed closes it, returned sends it back to mending.

    Raises Clash if nobody said that it is mended, if the one who mended it may not verify it, or if the calendar
    still says that it does not hold.
    """
    work, case = in_hand(finding_id)
    if passed:
        _ask_the_calendar(case)
    work.step(case, Verified(by=str(by), passed=passed), clock.now(), Trace(by=by, why=why))
    if not isinstance(case.held.rule.check, DatedCheck):
        verdict = verdict_on(case, gather([case]), clock.now())
        seen = verdict if passed else Verdict(Says.FAILS, RETURNED)
        work.judge(case, Verdict(Says.HOLDS, VERIFIED) if passed and seen.says is Says.FAILS else seen, clock.now())
    work.save()


def _ask_the_calendar(case: Case) -> None:
    if not isinstance(case.held.rule.check, DatedCheck):
        return
    if verdict_on(case, gather([case]), clock.now()).says is Says.FAILS:
        raise Clash("The dates on record still say that it does not hold: enter the new date first.")
