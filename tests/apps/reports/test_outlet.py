"""An outlet's card says whether it is in order, what is not, since when and who has it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.apps.reports.test_today import order
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.models import Finding
from wangdian.apps.reports.outlet_queries import outlet_past, outlet_state
from wangdian.apps.reports.overview_cards import Wanted
from wangdian.apps.reports.overview_queries import outlets_overview
from wangdian.apps.reports.today_queries import today
from wangdian.apps.standards.models import Requirement
from wangdian.domain.rights import Role
from wangdian.foundation.errors import NotFound


def test_silence_is_neither_order_nor_disorder(cast: Cast) -> None:
    who, one = cast.near(Role.BRANCH_MANAGER), requirement("AA-01")
    assert outlet_state(who, "N001").says == "unknown"
    standing = stands(one, cast.outlet, "unknown")
    assert outlet_state(who, "N001").says == "unknown"
    standing.says = "holds"
    standing.save()
    assert outlet_state(who, "N001").says == "holds"


def test_a_calendar_alone_does_not_know_a_place_where_nobody_has_been(cast: Cast) -> None:
    Requirement.objects.filter(pk=(dated := requirement("AA-01")).pk).update(check_kind="dated")
    stands(dated, cast.outlet, "holds")
    who = cast.near(Role.BRANCH_MANAGER)
    assert outlet_state(who, "N001").says == "unknown"
    assert [line.says for line in outlets_overview(who, Wanted()).items] == ["unknown", "unknown"]
    assert (standing := today(who).standing).unknown == standing.outlets == 2


def test_what_is_not_in_order_stands_the_worst_first_and_what_was_let_pass_last(cast: Cast) -> None:
    passed, mild, bad = (found(requirement(f"AA-0{n}"), cast.outlet) for n in range(3))
    Finding.objects.filter(pk=bad.pk).update(severity="critical")
    Finding.objects.filter(pk=passed.pk).update(severity="critical", waived_until=NOON + timedelta(days=3))
    state = outlet_state(cast.near(Role.BRANCH_MANAGER), "N001")
    assert state.says == "fails"
    assert [one.finding_id for one in state.broken] == [bad.pk, mild.pk, passed.pk]


def test_an_outlet_whose_only_finding_was_let_pass_is_not_called_broken(cast: Cast) -> None:
    found(requirement("AA-01"), cast.outlet, waived_until=NOON + timedelta(days=3))
    stands(requirement("AA-02"), cast.outlet, "holds")
    assert outlet_state(cast.near(Role.BRANCH_MANAGER), "N001").says == "holds"


def test_who_has_it_is_named_to_those_who_may_see_people(cast: Cast) -> None:
    engineer = cast.person(Role.ENGINEER)
    order(found(requirement("AA-01"), cast.outlet), "W1", assignee=engineer, state="working")
    (one,) = outlet_state(cast.near(Role.BRANCH_MANAGER), "N001").broken
    assert (one.held, one.holder, one.order, one.until) == (True, engineer.name, "W1", NOON + timedelta(hours=8))
    for role in (Role.AUDITOR, Role.LOBBY_MANAGER):
        (hidden,) = outlet_state(cast.near(role), "N001").broken
        assert (hidden.held, hidden.holder) == (True, "")


def test_an_ended_order_holds_nobody(cast: Cast) -> None:
    order(found(requirement("AA-01"), cast.outlet), "W1", assignee=cast.person(Role.ENGINEER), state="cancelled")
    (one,) = outlet_state(cast.near(Role.BRANCH_MANAGER), "N001").broken
    assert (one.held, one.order) == (False, "")


def test_the_past_holds_closed_findings_and_walks_the_latest_first(cast: Cast) -> None:
    finding = found(requirement("AA-01"), cast.outlet)
    Finding.objects.filter(pk=finding.pk).update(state="closed", closed_at=NOON, closed_how="verified")
    walker = cast.person(Role.INSPECTOR)
    for days, state in ((2, "finished"), (1, "missed")):
        at = NOON - timedelta(days=days)
        Walk.objects.create(
            id=uuid4(), kind="self", outlet=cast.outlet, state=state, due_until=at, walker=walker,
            finished_at=at if state == "finished" else None,
        )
    past = outlet_past(cast.near(Role.BRANCH_MANAGER), "N001")
    assert [(one.id, one.closed_how) for one in past.findings] == [(finding.pk, "verified")]
    assert [(one.state, one.walker) for one in past.walks] == [("missed", walker.name), ("finished", walker.name)]
    assert {one.walker for one in outlet_past(cast.near(Role.AUDITOR), "N001").walks} == {""}


def test_an_outlet_of_another_branch_is_not_there(cast: Cast) -> None:
    for question in (outlet_state, outlet_past):
        with pytest.raises(NotFound):
            question(cast.near(Role.BRANCH_MANAGER), "N101")
        with pytest.raises(NotFound):
            question(cast.near(Role.BRANCH_MANAGER), "N999")


def test_questions_about_an_outlet_cost_the_same_for_any_number_of_findings(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(10):
        order(found(requirement(f"AA-{number:02}"), cast.outlet), f"W{number}", assignee=cast.person(Role.ENGINEER))
    who = cast.near(Role.BRANCH_MANAGER)
    outlet_state(who, "N001")
    with django_assert_num_queries(6):
        outlet_state(who, "N001")
    with django_assert_num_queries(4):
        outlet_past(who, "N001")
