"""What mending does to a finding: other eyes must agree, and what was a mistake does not count."""

from datetime import timedelta

import pytest

from tests.apps.findings.scene import (
    answer,
    day,
    finding,
    findings,
    load_standards,
    look,
    report,
    standing,
    thing,
    walk,
    zone,
)
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.note_finding import NoteFinding
from wangdian.apps.findings.actions.reopen_finding import ReopenFinding
from wangdian.apps.findings.actions.work_on import mended, verified, work_started
from wangdian.apps.findings.models import Finding, FindingTurn
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash

PLATE = "OUT-02"


@pytest.fixture
def door(cast: Cast) -> Subject:
    load_standards()
    subject = zone(cast.outlet, "outdoor")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, subject, reason="dirty"))
    return subject


def person(cast: Cast, role: Role) -> int:
    return cast.person(role).pk


def rows() -> tuple[object, ...]:
    return list(Finding.objects.order_by("pk").values()), FindingTurn.objects.count()


def test_mended_and_verified_by_another_is_closed_and_holds(cast: Cast, door: Subject) -> None:
    found = finding(PLATE, door)
    work_started(found.pk, person(cast, Role.ENGINEER))
    mended(found.pk, person(cast, Role.ENGINEER), "擦干净了")
    verified(found.pk, person(cast, Role.OUTLET_MANAGER), passed=True)
    found.refresh_from_db()
    assert (found.state, found.closed_how, found.verified_by_id) == (
        "closed", "verified", person(cast, Role.OUTLET_MANAGER),
    )
    assert (standing(PLATE, door).says, standing(PLATE, door).reason) == ("holds", "verified")
    assert [t.became for t in found.turns.order_by("pk")] == ["opened", "mending", "mended", "verified"]
    look()
    assert standing(PLATE, door).says == "holds"


def test_returned_goes_back_to_mending(cast: Cast, door: Subject) -> None:
    found = finding(PLATE, door)
    mended(found.pk, person(cast, Role.ENGINEER))
    verified(found.pk, person(cast, Role.OUTLET_MANAGER), passed=False, why="还是脏")
    found.refresh_from_db()
    assert (found.state, found.mended_by_id, found.mended_at) == ("mending", None, None)
    assert standing(PLATE, door).says == "fails"


def test_what_is_said_to_be_mended_and_fails_on_a_walk_goes_back(cast: Cast, door: Subject) -> None:
    found = finding(PLATE, door)
    mended(found.pk, person(cast, Role.ENGINEER))
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, reason="dirty"))
    found.refresh_from_db()
    assert (found.state, found.sightings) == ("mending", 2)


def test_at_high_severity_who_mended_cannot_verify(cast: Cast, door: Subject) -> None:
    Finding.objects.filter(subject=door).update(severity="high")
    found, engineer = finding(PLATE, door), person(cast, Role.ENGINEER)
    mended(found.pk, engineer)
    before = rows()
    with pytest.raises(Clash):
        verified(found.pk, engineer, passed=True)
    assert rows() == before
    verified(found.pk, person(cast, Role.INSPECTOR), passed=True)


@pytest.mark.parametrize("act", ["verify", "mend twice", "start after mended"])
def test_what_does_not_fit_is_refused_and_nothing_changes(cast: Cast, door: Subject, act: str) -> None:
    found, engineer = finding(PLATE, door), person(cast, Role.ENGINEER)
    if act != "verify":
        mended(found.pk, engineer)
    before = rows()
    acts = {
        "verify": lambda: verified(found.pk, engineer, passed=True),
        "mend twice": lambda: mended(found.pk, engineer),
        "start after mended": lambda: work_started(found.pk, engineer),
    }
    with pytest.raises(Clash):
        acts[act]()
    assert rows() == before


def test_the_calendar_cannot_be_verified_away(cast: Cast, door: Subject) -> None:
    kit = thing(cast.outlet, "medical_kit")
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="碘酒", par=1, quantity=1, expires_on=day("2026-11-01")).do()
    settle()
    found = finding("CONV-07", kit.subject)
    mended(found.pk, person(cast, Role.ENGINEER))
    before = rows()
    with pytest.raises(Clash):
        verified(found.pk, person(cast, Role.OUTLET_MANAGER), passed=True)
    assert rows() == before
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="碘酒", par=1, quantity=1, expires_on=day("2027-11-01")).do()
    settle()
    found.refresh_from_db()
    assert (found.state, found.closed_how) == ("closed", "verified")


def test_a_mistake_is_withdrawn_and_does_not_come_back_by_itself(cast: Cast, door: Subject) -> None:
    found = finding(PLATE, door)
    CloseAsMistake(who=cast.near(Role.BRANCH_MANAGER), finding_id=found.pk, reason="看错了门").do()
    found.refresh_from_db()
    assert (found.state, found.closed_how) == ("closed", "withdrawn")
    assert standing(PLATE, door).says == "unknown"
    with clock.standing_at(clock.now() + timedelta(days=1)):
        load_standards()
        look()
        assert len(findings(PLATE, door)) == 1
        walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, door, reason="dirty"))
    assert [f.repeats for f in findings(PLATE, door)] == [0, 0]


def test_what_the_calendar_found_is_no_mistake(cast: Cast, door: Subject) -> None:
    kit = thing(cast.outlet, "medical_kit")
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="碘酒", par=1, quantity=1, expires_on=day("2026-11-01")).do()
    settle()
    before = rows()
    with pytest.raises(Clash):
        CloseAsMistake(
            who=cast.near(Role.BRANCH_MANAGER), finding_id=finding("CONV-07", kit.subject).pk, reason="没有过期",
        ).do()
    assert rows() == before


def test_what_was_closed_too_early_is_opened_again_as_a_repeat(cast: Cast, door: Subject) -> None:
    found = finding(PLATE, door)
    mended(found.pk, person(cast, Role.ENGINEER))
    verified(found.pk, person(cast, Role.OUTLET_MANAGER), passed=True)
    again = ReopenFinding(who=cast.near(Role.INSPECTOR), finding_id=found.pk, reason="还是脏").do()
    second = Finding.objects.get(pk=again)
    assert (second.state, second.repeat_of_id, second.repeats) == ("open", found.pk, 1)
    assert standing(PLATE, door).says == "fails"
    before = rows()
    for finding_id in (again, found.pk):
        with pytest.raises(Clash):
            ReopenFinding(who=cast.near(Role.INSPECTOR), finding_id=finding_id, reason="还是脏").do()
    assert rows() == before


def test_a_report_sends_back_what_is_said_to_be_mended(cast: Cast, door: Subject) -> None:
    report(cast.near(Role.LOBBY_MANAGER), door)
    found = finding("FAULT-01", door)
    mended(found.pk, person(cast, Role.ENGINEER))
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        report(cast.near(Role.LOBBY_MANAGER), door)
    found.refresh_from_db()
    assert (found.state, found.sightings) == ("mending", 2)


def test_a_note_is_a_turn(cast: Cast, door: Subject) -> None:
    found = finding(PLATE, door)
    NoteFinding(who=cast.near(Role.LOBBY_MANAGER), finding_id=found.pk, words="厂家明天来").do()
    turn = found.turns.latest("pk")
    assert (turn.became, turn.why, turn.by_id) == ("note", "厂家明天来", person(cast, Role.LOBBY_MANAGER))
