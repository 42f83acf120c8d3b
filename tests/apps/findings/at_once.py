"""Many eyes see the same thing at one moment, on a real database file; `main` prints as JSON what came of it.

Run in a process of its own, since a test's database lies in memory and belongs to one thread.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.management import call_command
from django.db import connections

from tests.apps.findings.scene import answer, held, load_standards, zone
from tests.cast import gather
from wangdian.apps.evidence.models import Answer, FaultReport, Walk
from wangdian.apps.findings.actions.hear import hear
from wangdian.apps.findings.actions.take_report import take_report
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.findings.models import Finding, FindingTurn, Sighting, Standing
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

EYES = 5
PLATE = "OUT-02"


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = gather()
    load_standards()
    door = zone(cast.outlet, "outdoor")
    Standing.objects.filter(requirement__key=PLATE).delete()
    walk = Walk.objects.create(id=new_uuid(), kind="self", outlet=cast.outlet, state="started")
    author = cast.person(Role.INSPECTOR).pk
    seen = [_answer(walk, door, author) for _ in range(EYES)]
    reported = [
        FaultReport.objects.create(
            id=new_uuid(), subject=door, reporter_id=author, reported_at=clock.now(), received_at=clock.now(),
        ).pk
        for _ in range(EYES)
    ]
    start = Barrier(EYES)

    def look(number: int) -> None:
        start.wait()
        hear([str(seen[number])])
        take_report(str(reported[number]))
        sweep()
        connections.close_all()

    with ThreadPoolExecutor(EYES) as pool:
        list(pool.map(look, range(EYES)))
    found = Finding.objects.filter(subject=door)
    print(json.dumps({
        "findings": sorted(found.values_list("requirement__key", "sightings", "state")),
        "sightings": Sighting.objects.filter(finding__in=found).count(),
        "turns": FindingTurn.objects.filter(finding__in=found).count(),
        "standings": Standing.objects.filter(requirement__key=PLATE, says="fails").count(),
    }))


def _answer(walk: Walk, door: Subject, author: int) -> object:
    said, rule = answer(PLATE, door, reason="dirty"), held(PLATE)
    return Answer.objects.create(
        id=said.id, walk=walk, requirement_id=rule.id, edition_id=rule.edition_id, subject=door, author_id=author,
        says="fail", reason="dirty", answered_at=said.answered_at, received_at=said.answered_at, verdict="fails",
    ).pk
