"""What people see on walks becomes findings, and goes again when it is seen to hold."""

from datetime import timedelta

import pytest

from tests.apps.findings.scene import (
    answer,
    day,
    finding,
    findings,
    held,
    load_standards,
    report,
    standing,
    thing,
    walk,
    zone,
)
from tests.cast import Cast
from wangdian.apps.findings.models import Finding, FindingTurn, Sighting, Standing
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import Role
from wangdian.foundation import clock

PLATE = "OUT-02"


@pytest.fixture
def door(cast: Cast) -> Subject:
    load_standards()
    return zone(cast.outlet, "outdoor")


def test_what_does_not_hold_becomes_a_finding_with_its_evidence(cast: Cast, door: Subject) -> None:
    walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, reason="dirty"))
    found = finding(PLATE, door)
    assert (found.state, found.reason, found.severity, found.module) == ("open", "dirty", "medium", "1")
    assert (standing(PLATE, door).says, standing(PLATE, door).reason) == ("fails", "dirty")
    seen = Sighting.objects.get(finding=found)
    assert (seen.by_id, seen.answer is not None, seen.says) == (cast.person(Role.LOBBY_MANAGER).pk, True, "fails")
    assert [t.became for t in FindingTurn.objects.filter(finding=found)] == ["opened"]


def test_what_holds_opens_nothing(cast: Cast, door: Subject) -> None:
    walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, "ok"))
    assert standing(PLATE, door).says == "holds"
    assert not findings(PLATE, door)


def test_however_often_it_is_seen_there_is_one_finding(cast: Cast, door: Subject) -> None:
    for role in (Role.LOBBY_MANAGER, Role.OUTLET_MANAGER, Role.INSPECTOR):
        walk(cast.near(role), cast.outlet, answer(PLATE, door, reason="dirty"))
    found = finding(PLATE, door)
    assert (found.sightings, Sighting.objects.filter(finding=found).count()) == (3, 3)
    assert OutboxRow.objects.filter(topic="findings.finding_seen_again").count() == 2
    assert FindingTurn.objects.filter(finding=found).count() == 1


def test_two_looks_in_one_packet_are_two_sightings(cast: Cast, door: Subject) -> None:
    later = answer(PLATE, door, reason="damaged", at=clock.now() - timedelta(minutes=1))
    first = answer(PLATE, door, reason="dirty", at=clock.now() - timedelta(minutes=9))
    walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, later, first)
    found = finding(PLATE, door)
    assert (found.sightings, found.reason, found.opened_at) == (2, "damaged", first.answered_at)
    assert standing(PLATE, door).reason == "damaged"


def test_another_look_that_holds_closes_it(cast: Cast, door: Subject) -> None:
    walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, reason="dirty"))
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, door, "ok"), kind="recheck")
    found = finding(PLATE, door)
    assert (found.state, found.closed_how) == ("closed", "seen_to_hold")
    assert standing(PLATE, door).says == "holds"


def test_a_closed_one_that_fails_again_soon_is_a_repeat_and_worse(cast: Cast, door: Subject) -> None:
    who = cast.near(Role.LOBBY_MANAGER)
    for days, says in ((0, "fail"), (1, "ok"), (8, "fail")):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            walk(who, cast.outlet, answer(PLATE, door, says, reason="dirty" if says == "fail" else ""))
    first, second = findings(PLATE, door)
    assert (second.repeat_of_id, second.repeats, second.severity) == (first.pk, 1, "high")
    assert [t.became for t in second.turns.order_by("pk")] == ["repeated", "escalated"]


def test_long_after_it_is_a_new_one_and_no_repeat(cast: Cast, door: Subject) -> None:
    who, window = cast.near(Role.LOBBY_MANAGER), held(PLATE).rule.deduct.window_days
    for days, says in ((0, "fail"), (1, "ok"), (window + 3, "fail")):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            walk(who, cast.outlet, answer(PLATE, door, says, reason="dirty" if says == "fail" else ""))
    second = findings(PLATE, door)[1]
    assert (second.repeat_of_id, second.repeats, second.severity) == (None, 0, "medium")


def test_not_here_changes_how_it_stands_and_no_finding(cast: Cast, door: Subject) -> None:
    who = cast.near(Role.LOBBY_MANAGER)
    walk(who, cast.outlet, answer(PLATE, door, reason="dirty"))
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        walk(who, cast.outlet, answer(PLATE, door, "na"))
    assert finding(PLATE, door).state == "open"
    assert standing(PLATE, door).says == "not_applicable"


def test_unknown_changes_nothing(cast: Cast, door: Subject) -> None:
    ramp = thing(cast.outlet, "ramp", installed_on=day("2023-06-01"))
    who = cast.near(Role.LOBBY_MANAGER)
    walk(who, cast.outlet, answer("ACC-01", ramp.subject, "val", values={"rise": "100", "run": "500"}))
    before = list(Finding.objects.values()), FindingTurn.objects.count(), Sighting.objects.count()
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        walk(who, cast.outlet, answer("ACC-01", ramp.subject, "val", values={"run": "2400"}))
    assert (list(Finding.objects.values()), FindingTurn.objects.count(), Sighting.objects.count()) == before
    assert standing("ACC-01", ramp.subject).says == "unknown"


def test_an_answer_about_what_no_longer_applies_is_only_evidence(cast: Cast, door: Subject) -> None:
    Standing.objects.filter(subject=door).delete()
    Subject.objects.filter(pk=door.pk).update(active=False)
    said = answer(PLATE, door, reason="dirty")
    walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, said)
    assert not findings(PLATE, door)


def test_an_old_look_that_arrives_late_does_not_undo_a_newer_one(cast: Cast, door: Subject) -> None:
    early = clock.now() - timedelta(hours=3)
    walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, reason="dirty"))
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, door, "ok", at=early))
    assert finding(PLATE, door).state == "open"
    assert standing(PLATE, door).says == "fails"


def test_a_reported_fault_opens_a_finding_with_its_report(cast: Cast, door: Subject) -> None:
    fault = report(cast.near(Role.LOBBY_MANAGER), door, "the lamp hangs loose")
    found = finding("FAULT-01", door)
    assert (found.state, found.reason) == ("open", "reported")
    assert str(Sighting.objects.get(finding=found).fault_id) == str(fault)
    assert standing("FAULT-01", door).says == "fails"


def test_a_second_report_joins_the_first(cast: Cast, door: Subject) -> None:
    report(cast.near(Role.LOBBY_MANAGER), door)
    report(cast.near(Role.OUTLET_MANAGER), door)
    assert finding("FAULT-01", door).sightings == 2


def test_a_report_at_a_thing_joins_what_was_seen_there(cast: Cast, door: Subject) -> None:
    ramp = thing(cast.outlet, "ramp", installed_on=day("2023-06-01")).subject
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer("ACC-01", ramp, "val", values={"rise": "100", "run": "500"}))
    report(cast.near(Role.LOBBY_MANAGER), ramp)
    assert finding("ACC-01", ramp).sightings == 2
    assert not findings("FAULT-01", ramp)


def test_a_report_in_a_zone_does_not_join_another_failure_there(cast: Cast, door: Subject) -> None:
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, door, reason="dirty"))
    report(cast.near(Role.LOBBY_MANAGER), door)
    assert (finding(PLATE, door).sightings, finding("FAULT-01", door).sightings) == (1, 1)
