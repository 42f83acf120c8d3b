"""What findings do by themselves: look again at what fell due, end waivers, notice that a day has turned."""

from datetime import datetime

from django.db import transaction

from wangdian.apps.findings.actions.look_again import look_again
from wangdian.apps.findings.casework import Casework, Trace
from wangdian.apps.findings.facts import StandingsOutdated
from wangdian.apps.findings.models import Applied, Finding, Standing
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.finding_events import WaiverEnded
from wangdian.foundation import clock

CHUNK = 400
MOST_CHUNKS = 50
"""One run stops here, so that others get their turn; what is left is due at the next."""


def sweep(now: datetime | None = None) -> int:
    """Judges what fell due until `now`; returns how many pairs. Its cost follows what fell due and nothing else."""
    moment = now or clock.now()
    with clock.standing_at(moment):
        turn_of_day()
        ended = end_waivers()
        done = 0
        for _ in range(MOST_CHUNKS):
            looked = _sweep_chunk(moment)
            done += looked
            if looked < CHUNK:
                break
    return done + ended


def _sweep_chunk(now: datetime) -> int:
    due = Standing.objects.filter(look_again_at__lte=now).order_by("look_again_at", "pk")
    pairs = list(due.values_list("requirement_id", "subject_id")[:CHUNK])
    if pairs:
        look_again(pairs)
    return len(pairs)


@transaction.atomic
def end_waivers() -> int:
    """Waivers whose time has come are over; the findings stand again. Returns how many."""
    now = clock.now()
    waived = Finding.objects.filter(waived_until__lte=now).exclude(state=Finding.State.CLOSED).order_by("pk")
    pairs = list(waived.values_list("requirement_id", "subject_id")[:CHUNK])
    if not pairs:
        return 0
    work = Casework(pairs)
    for case in work.cases:
        if case.finding is not None and case.finding.waived_until is not None and case.finding.waived_until <= now:
            work.step(case, WaiverEnded(), now, Trace())
    work.save()
    return len(pairs)


@transaction.atomic
def turn_of_day() -> None:
    """Requirements that come into force or go out of it between the last day seen and today are applied anew."""
    today = clock.today()
    row, new = Applied.objects.select_for_update().get_or_create(id=1, defaults={"day": today})
    if new or row.day == today:
        return
    turned = [
        held.key for held in current_requirements().held
        if held.rule.effective.covers(row.day) != held.rule.effective.covers(today)
    ]
    row.day = today
    row.save(update_fields=["day"])
    if turned:
        announce(StandingsOutdated(keys=turned, after=0))
