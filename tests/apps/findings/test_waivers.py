"""A finding may stand for a time, if somebody asks, somebody else grants it, and it has an end."""

from datetime import date, timedelta

import pytest

from tests.apps.findings.scene import answer, finding, findings, load_standards, look, walk, zone
from tests.cast import Cast
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.findings.actions.revoke_waiver import RevokeWaiver
from wangdian.apps.findings.models import Finding, FindingTurn, Waiver
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound, Refused

PLATE = "OUT-02"


@pytest.fixture
def door(cast: Cast) -> Subject:
    load_standards()
    subject = zone(cast.outlet, "outdoor")
    walk(cast.near(Role.INSPECTOR), cast.outlet, answer(PLATE, subject, reason="dirty"))
    return subject


def ask(who: Actor, door: Subject, days: int = 5, reason: str = "等新牌子") -> int:
    last_day = clock.today() + timedelta(days=days)
    return AskWaiver(who=who, finding_id=finding(PLATE, door).pk, reason=reason, last_day=last_day).do()


def everything() -> tuple[object, ...]:
    return (
        list(Finding.objects.order_by("pk").values()), list(Waiver.objects.order_by("pk").values()),
        FindingTurn.objects.count(), AuditEntry.objects.count(), OutboxRow.objects.count(),
    )


def test_a_granted_waiver_runs_to_the_end_of_its_last_day(cast: Cast, door: Subject) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    DecideWaiver(who=cast.near(Role.BRANCH_MANAGER), waiver_id=waiver, granted=True).do()
    end = finding(PLATE, door).waived_until
    assert end is not None
    assert end.astimezone(clock.BANK_ZONE).isoformat() == "2026-11-24T00:00:00+08:00"
    with clock.standing_at(end - timedelta(seconds=1)):
        look()
        assert finding(PLATE, door).waived_until == end
    with clock.standing_at(end):
        look()
    found = finding(PLATE, door)
    assert (found.state, found.waived_until) == ("open", None)
    assert Waiver.objects.get(pk=waiver).ended_how == "expired"
    told = [t.became for t in found.turns.order_by("pk")]
    assert told == ["opened", "waiver_asked", "waived", "waiver_over"]


def test_a_refused_one_changes_nothing_of_the_finding(cast: Cast, door: Subject) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    before = Finding.objects.values().get(subject=door)
    DecideWaiver(who=cast.near(Role.BRANCH_MANAGER), waiver_id=waiver, granted=False, reason="马上换").do()
    assert Finding.objects.values().get(subject=door) == before
    row = Waiver.objects.get(pk=waiver)
    assert (row.state, row.decision) == ("refused", "马上换")


def test_a_waiver_ends_with_its_finding(cast: Cast, door: Subject) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    DecideWaiver(who=cast.near(Role.BRANCH_MANAGER), waiver_id=waiver, granted=True).do()
    with clock.standing_at(clock.now() + timedelta(hours=3)):
        walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, "ok"))
    assert findings(PLATE, door)[0].state == "closed"
    assert Waiver.objects.get(pk=waiver).ended_how == "closed"


def test_an_approver_may_end_it_before_its_time(cast: Cast, door: Subject) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    DecideWaiver(who=cast.near(Role.BRANCH_MANAGER), waiver_id=waiver, granted=True).do()
    RevokeWaiver(who=cast.near(Role.HEAD_OFFICE), finding_id=finding(PLATE, door).pk, reason="牌子到了").do()
    assert finding(PLATE, door).waived_until is None
    assert Waiver.objects.get(pk=waiver).ended_how == "revoked"


def test_nobody_approves_what_they_asked_for(cast: Cast, door: Subject) -> None:
    manager = cast.near(Role.BRANCH_MANAGER)
    waiver = ask(manager, door)
    before = everything()
    with pytest.raises(Clash):
        DecideWaiver(who=manager, waiver_id=waiver, granted=True).do()
    assert everything() == before


@pytest.mark.parametrize(
    ("role", "near", "refusal"),
    [
        (Role.OUTLET_MANAGER, True, NotAllowed), (Role.AUDITOR, True, NotAllowed),
        (Role.ADMINISTRATOR, True, NotAllowed), (Role.BRANCH_MANAGER, False, NotFound), (Role.VENDOR, True, NotFound),
    ],
)
def test_others_may_not_decide_and_nothing_happens(
    cast: Cast, door: Subject, role: Role, near: bool, refusal: type[Refused],
) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    before = everything()
    with pytest.raises(refusal):
        DecideWaiver(who=cast.near(role) if near else cast.far(role), waiver_id=waiver, granted=True).do()
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": "  "}, "reason"), ({"reason": "长" * 301}, "reason"), ({"days": -1}, "last_day"),
     ({"days": 91}, "last_day")],
)
def test_a_waiver_needs_a_reason_and_an_end_within_bounds(
    cast: Cast, door: Subject, given: dict[str, object], field: str,
) -> None:
    before = everything()
    with pytest.raises(Invalid) as caught:
        ask(cast.near(Role.OUTLET_MANAGER), door, **given)
    assert [p.field for p in caught.value.problems] == [field]
    assert everything() == before


def test_the_longest_waiver_is_data(cast: Cast, door: Subject, settings: object) -> None:
    settings.WAIVER_DAYS = {"medium": 2}
    with pytest.raises(Invalid):
        ask(cast.near(Role.OUTLET_MANAGER), door, days=3)
    ask(cast.near(Role.OUTLET_MANAGER), door, days=2)


def test_one_waiver_waits_at_a_time_and_is_decided_once(cast: Cast, door: Subject) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    before = everything()
    with pytest.raises(Clash):
        ask(cast.near(Role.HEAD_OFFICE), door)
    assert everything() == before
    DecideWaiver(who=cast.near(Role.BRANCH_MANAGER), waiver_id=waiver, granted=True).do()
    before = everything()
    with pytest.raises(Clash):
        DecideWaiver(who=cast.near(Role.HEAD_OFFICE), waiver_id=waiver, granted=False, reason="不行").do()
    assert everything() == before


def test_what_is_closed_cannot_be_waived(cast: Cast, door: Subject) -> None:
    waiver = ask(cast.near(Role.OUTLET_MANAGER), door)
    with clock.standing_at(clock.now() + timedelta(hours=3)):
        walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer(PLATE, door, "ok"))
        before = everything()
        with pytest.raises(Clash):
            DecideWaiver(who=cast.near(Role.BRANCH_MANAGER), waiver_id=waiver, granted=True).do()
        with pytest.raises(Clash):
            AskWaiver(
                who=cast.near(Role.OUTLET_MANAGER), finding_id=findings(PLATE, door)[0].pk, reason="晚了",
                last_day=date(2026, 11, 30),
            ).do()
    assert everything() == before
