"""Checks are drawn by risk and chance, can be drawn again, and are announced to nobody."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.given import found, requirement, stands
from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.evidence.actions.begin_walk import BeginWalk
from wangdian.apps.evidence.actions.plan_drawn_walks import PlanDrawnWalks
from wangdian.apps.evidence.hooking import walk_ended
from wangdian.apps.evidence.jobs import miss_walks
from wangdian.apps.evidence.models import FaultReport, Walk
from wangdian.apps.evidence.queries_feed import walks_ahead
from wangdian.apps.evidence.queries_today import today_of
from wangdian.apps.evidence.queries_walks import walk_read, walks_page
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Channel, News, Sending
from wangdian.apps.reports.actions.call_off_draw import CallOffDraw
from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.draw_queries import draw_again, draw_read, draws_page, look_at_draw
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.reports.lots import Lot
from wangdian.apps.reports.models import Draw, DrawnOutlet, DrawSigns
from wangdian.apps.reports.noting import begun_on, note_missing, note_signs
from wangdian.apps.reports.outlet_queries import outlet_past, outlet_state
from wangdian.apps.reports.signs import Known, signs_under
from wangdian.apps.reports.today_queries import today
from wangdian.domain.requirement_fields import Season
from wangdian.domain.rights import Actor, Right, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound

LOT = Lot(unit="HQ", kind="spot", size=2, share=Decimal("0.5"), starts_on=date(2026, 11, 18))
OF_EAST = replace(LOT, unit="B1", kind="recheck")
SPOT_CHECKERS = {role for role in Role if role in {Role.HEAD_OFFICE, Role.INSPECTOR}}


def drawn(cast: Cast, lot: Lot = LOT, seed: str = "a seed") -> int:
    return DrawChecks(who=cast.near(Role.HEAD_OFFICE), lot=lot, seed=seed).do()


def noted_now(cast: Cast, days: int = 90) -> tuple[Known, ...]:
    """What a draw of spot checks knows once everything that happened was noted."""
    note_signs(Outlet.objects.values_list("pk", flat=True))
    return signs_under(cast.root, "spot", timedelta(days=days))


def walk_at(cast: Cast, outlet: Outlet) -> Walk:
    """A drawn spot check there."""
    made = PlanDrawnWalks(
        who=cast.near(Role.HEAD_OFFICE), unit="HQ", kind="spot", outlets=[outlet.pk],
        due_from=NOON - timedelta(hours=1), due_until=NOON + timedelta(days=3),
    ).do()
    return Walk.objects.get(pk=made[outlet.pk])


def test_a_draw_plans_walks_for_inspectors_in_its_window(cast: Cast) -> None:
    read = draw_read(cast.near(Role.HEAD_OFFICE), drawn(cast))
    assert [one.place for one in read.drawn] == [1, 2]
    assert [one.by_chance for one in read.drawn] == [True, False]
    walks = Walk.objects.filter(pk__in=[one.walk for one in read.drawn])
    assert {(w.kind, w.drawn_for, w.state) for w in walks} == {("spot", "inspector", "planned")}
    assert {(w.due_until - w.due_from).days for w in walks if w.due_until and w.due_from} == {14}
    assert read.card.outlets == 3


def test_the_same_seed_and_the_same_outlets_draw_the_same(cast: Cast) -> None:
    who = cast.near(Role.HEAD_OFFICE)
    first = draw_read(who, drawn(cast, seed="lottery"))
    CallOffDraw(who=who, draw_id=first.card.id).do()
    second = draw_read(who, drawn(cast, seed="lottery"))
    assert [one.code for one in first.drawn] == [one.code for one in second.drawn]


def test_without_a_seed_one_is_rolled(cast: Cast) -> None:
    who = cast.near(Role.HEAD_OFFICE)
    one, two = (draw_read(who, drawn(cast, replace(LOT, size=1), seed="")) for _ in range(2))
    assert one.seed != two.seed
    assert len(one.seed) == 32
    assert not one.seed_given


def test_a_draw_comes_out_again_from_what_is_kept_whatever_changed_since(cast: Cast) -> None:
    who, draw_id = cast.near(Role.HEAD_OFFICE), drawn(cast)
    found(requirement("AA-01"), cast.outlet, repeats=4)
    score_today()
    again = draw_again(who, draw_id)
    assert (again.same, again.signs_whole, again.outlets, again.drawn) == (True, True, 3, 2)


def test_another_drawn_outlet_or_another_sign_is_noticed(cast: Cast) -> None:
    who, draw_id = cast.near(Role.HEAD_OFFICE), drawn(cast)
    last = DrawnOutlet.objects.filter(draw=draw_id).latest("place")
    other = Outlet.objects.exclude(pk__in=DrawnOutlet.objects.values("outlet")).get()
    DrawnOutlet.objects.filter(pk=last.pk).update(outlet=other)
    assert not draw_again(who, draw_id).same
    DrawnOutlet.objects.filter(pk=last.pk).update(outlet=last.outlet)
    assert draw_again(who, draw_id).same
    part = DrawSigns.objects.get(draw=draw_id)
    part.lines[0][3] += 1
    part.save()
    assert not draw_again(who, draw_id).signs_whole
    assert not draw_again(who, draw_id).same


def test_what_speaks_for_a_visit_is_found_where_it_is(cast: Cast) -> None:
    found(requirement("AA-01", points="4", first="1"), cast.outlet, repeats=1)
    score_today()
    FaultReport.objects.create(
        id=uuid4(), subject=cast.sister.subject, reporter=cast.person(Role.LOBBY_MANAGER), reported_at=NOON,
        received_at=NOON - timedelta(days=2),
    )
    FaultReport.objects.create(
        id=uuid4(), subject=cast.sister.subject, reporter=cast.person(Role.LOBBY_MANAGER), reported_at=NOON,
        received_at=NOON - timedelta(days=200),
    )
    for outlet, kind in ((cast.far_outlet, "spot"), (cast.sister, "self")):
        Walk.objects.create(
            id=uuid4(), kind=kind, outlet=outlet, state="finished", started_at=NOON,
            finished_at=NOON - timedelta(days=30),
        )
    known = {one.code: one.signs for one in noted_now(cast)}
    assert (known["N001"].lost, known["N001"].repeats, known["N001"].days) == (Decimal(25), 1, None)
    assert (known["N002"].faults, known["N002"].days, known["N002"].lost) == (1, None, None)
    assert (known["N101"].days, known["N101"].repeats, known["N101"].faults) == (30, 0, 0)


def test_a_season_begins_on_its_first_day_also_over_new_year() -> None:
    winter = Season.model_validate({"from": "11-01", "to": "03-15"})
    assert begun_on(winter, date(2026, 11, 18)) == date(2026, 11, 1)
    assert begun_on(winter, date(2027, 2, 1)) == date(2026, 11, 1)
    assert begun_on(winter, date(2026, 6, 1)) is None
    assert begun_on(Season.model_validate({"from": "01-01", "to": "12-31"}), date(2026, 6, 1)) is None


def test_what_came_into_season_and_was_not_looked_at_counts(cast: Cast) -> None:
    row = requirement("AA-01")
    assert row.current is not None
    row.current.body["season"] = {"from": "11-01", "to": "03-15"}
    row.current.save()
    stands(row, cast.outlet, "unknown")
    stands(row, cast.sister, "not_applicable")
    known = {one.code: one.signs.season for one in noted_now(cast)}
    assert known == {"N001": 1, "N002": 0, "N101": 0}


def test_who_waits_for_such_a_check_already_is_not_drawn_again(cast: Cast) -> None:
    drawn(cast, replace(LOT, size=3))
    with pytest.raises(Clash):
        drawn(cast)
    assert Draw.objects.count() == 1


def test_a_dry_look_draws_nothing_and_tells_how_probable(cast: Cast) -> None:
    found(requirement("AA-01", points="4", first="4"), cast.outlet)
    score_today()
    look = look_at_draw(cast.near(Role.HEAD_OFFICE), LOT)
    assert (look.outlets, look.size, look.by_chance) == (3, 2, 1)
    assert look.likeliest[0].code == "N001"
    assert sum(one.chance for one in look.likeliest) == pytest.approx(2)
    assert look.least_chance > 0
    assert not Draw.objects.exists()
    assert not Walk.objects.exists()


@pytest.mark.parametrize("lot", [
    replace(LOT, size=0), replace(LOT, size=2001), replace(LOT, share=Decimal(0)), replace(LOT, share=Decimal("NaN")),
    replace(LOT, share=Decimal("1.1")), replace(LOT, kind="self"), replace(LOT, starts_on=date(2026, 11, 17)),
    replace(LOT, days=0), replace(LOT, days=93), replace(LOT, window_days=0),
    replace(LOT, weights={"score": Decimal(1)}),
])
def test_a_lot_that_makes_no_sense_is_refused(cast: Cast, lot: Lot) -> None:
    with pytest.raises(Invalid):
        drawn(cast, lot)
    assert not Draw.objects.exists()


def test_a_branch_draws_rechecks_and_no_spot_checks_and_only_at_home(cast: Cast) -> None:
    who = cast.near(Role.BRANCH_MANAGER)
    with pytest.raises(NotAllowed):
        DrawChecks(who=who, lot=replace(LOT, unit="B1")).do()
    with pytest.raises(NotFound):
        DrawChecks(who=who, lot=replace(OF_EAST, unit="B2")).do()
    assert not Walk.objects.exists()
    made = DrawChecks(who=who, lot=OF_EAST).do()
    assert {one.code for one in draw_read(who, made).drawn} == {"N001", "N002"}


def test_calling_off_takes_back_what_nobody_began_and_stays_on_record(cast: Cast) -> None:
    who = cast.near(Role.HEAD_OFFICE)
    read = draw_read(who, drawn(cast))
    begun = read.drawn[0]
    assert begun.walk is not None
    BeginWalk(who=cast.near(Role.HEAD_OFFICE), walk_id=begun.walk, outlet=begun.code, kind="spot", started_at=NOON).do()
    assert CallOffDraw(who=who, draw_id=read.card.id).do() == 1
    after = draw_read(who, read.card.id)
    assert [one.walk_state for one in after.drawn] == ["started", ""]
    assert after.card.state == "called_off"
    with pytest.raises(Clash):
        CallOffDraw(who=who, draw_id=read.card.id).do()


def outsiders(cast: Cast) -> dict[str, Actor]:
    """All who see the outlet and may do no spot check there."""
    roles = {role: cast.near(role) for role in Role if role not in SPOT_CHECKERS}
    return {role: who for role, who in roles.items() if who.may(Right.SEE, cast.outlet.unit.path)}


def test_nobody_at_the_outlet_or_its_branch_sees_a_drawn_walk_before_it_has_begun(cast: Cast) -> None:
    walk = walk_at(cast, cast.outlet)
    for role, who in outsiders(cast).items():
        for state in ("planned", "missed", ""):
            assert walks_page(who, state=state).items == (), role
        with pytest.raises(NotFound):
            walk_read(who, walk.pk)
        assert today_of(who).walks == (), role
        assert [heap.kind for heap in today(who).heaps if heap.kind in {"walk", "missed"}] == [], role
        assert str(walk.pk) not in repr((outlet_past(who, "N001"), outlet_state(who, "N001"))), role


def test_what_was_never_begun_stays_unannounced_after_its_time(cast: Cast) -> None:
    walk = walk_at(cast, cast.outlet)
    with clock.standing_at(NOON + timedelta(days=4)):
        assert miss_walks() == 1
        for role, who in outsiders(cast).items():
            assert walks_page(who, state="missed").items == (), role
            assert [heap.kind for heap in today(who).heaps if heap.kind == "missed"] == [], role
            assert str(walk.pk) not in repr((outlet_past(who, "N001"), outlet_state(who, "N001"))), role
        assert len(walks_page(cast.near(Role.INSPECTOR), state="missed").items) == 1


def test_inspectors_have_it_on_their_lists_and_phones(cast: Cast) -> None:
    walk = walk_at(cast, cast.outlet)
    who = cast.near(Role.INSPECTOR)
    assert [card.id for card in walks_page(who, state="planned").items] == [walk.pk]
    assert [due.walk for due in today_of(who).walks] == [walk.pk]
    assert [heap.count for heap in today(who).heaps if heap.kind == "walk"] == [1]
    assert today_of(cast.far(Role.INSPECTOR)).walks == ()


def test_once_begun_it_is_a_walk_like_any_other(cast: Cast) -> None:
    walk = walk_at(cast, cast.outlet)
    BeginWalk(
        who=cast.near(Role.INSPECTOR), walk_id=walk.pk, outlet="N001", kind="spot", started_at=NOON,
    ).do()
    for role, who in outsiders(cast).items():
        assert [card.id for card in walks_page(who).items] == [walk.pk], role


@pytest.mark.parametrize("kind", ["self", "opening"])
def test_guessing_its_number_tells_nothing_and_does_nothing(cast: Cast, kind: str) -> None:
    walk, who = walk_at(cast, cast.outlet), cast.near(Role.LOBBY_MANAGER)
    with pytest.raises(NotFound):
        BeginWalk(who=who, walk_id=walk.pk, outlet="N001", kind=kind, started_at=NOON).do()
    with pytest.raises(NotAllowed):
        BeginWalk(who=who, walk_id=walk.pk, outlet="N001", kind="spot", started_at=NOON).do()
    walk.refresh_from_db()
    assert (walk.state, walk.started_at) == ("planned", None)


def test_no_news_and_no_fact_tells_of_a_draw(cast: Cast) -> None:
    facts = OutboxRow.objects.count()
    drawn(cast)
    assert OutboxRow.objects.count() == facts
    assert not News.objects.exists()


def test_no_calendar_feed_tells_the_outlet(cast: Cast) -> None:
    walk = walk_at(cast, cast.outlet)
    for role, who in outsiders(cast).items():
        assert walks_ahead(who) == (), role
    assert [one.key for one in walks_ahead(cast.near(Role.INSPECTOR))] == [f"walk-{walk.pk}"]


def test_no_program_outside_is_told_of_a_drawn_walk_that_nobody_began(cast: Cast) -> None:
    walk = walk_at(cast, cast.outlet)
    Channel.objects.create(
        unit=cast.outlet.unit, title="outside", kind=Channel.Kind.WEBHOOK, host="https://outside.test",
        topics=["walk.ended"], made_at=NOON, next_at=NOON,
    )
    walk_ended({"walk_id": str(walk.pk), "state": "missed"}, 1)
    assert not Sending.objects.exists()
    Walk.objects.filter(pk=walk.pk).update(started_at=NOON, state="finished")
    walk_ended({"walk_id": str(walk.pk), "state": "finished"}, 2)
    assert Sending.objects.count() == 1


def test_the_api_hides_it_too(cast: Cast, client: Client) -> None:
    walk = walk_at(cast, cast.outlet)
    for role, seen in ((Role.OUTLET_MANAGER, False), (Role.BRANCH_MANAGER, False), (Role.INSPECTOR, True)):
        client.force_login(cast.person(role))
        assert (str(walk.pk) in client.get("/api/v1/walks?state=planned").content.decode()) is seen
        assert client.get(f"/api/v1/walks/{walk.pk}").status_code == (200 if seen else 404)


def test_draws_are_seen_by_those_who_make_them_and_by_auditors_when_over(cast: Cast) -> None:
    draw_id = drawn(cast)
    for role in Role:
        assert bool(draws_page(cast.near(role)).items) is (role is Role.HEAD_OFFICE), role
    assert draws_page(cast.far(Role.HEAD_OFFICE)).items == ()
    with clock.standing_at(NOON + timedelta(days=15)):
        assert draw_again(cast.near(Role.AUDITOR), draw_id).same
        with pytest.raises(NotFound):
            draw_read(cast.near(Role.BRANCH_MANAGER), draw_id)
        with pytest.raises(NotAllowed):
            CallOffDraw(who=cast.near(Role.AUDITOR), draw_id=draw_id).do()


def test_walks_are_planned_only_at_open_outlets_below_the_unit(cast: Cast) -> None:
    for wrong in ([cast.far_outlet.pk], [999]):
        with pytest.raises(NotFound):
            PlanDrawnWalks(
                who=cast.near(Role.BRANCH_MANAGER), unit="B1", kind="recheck", outlets=wrong,
                due_from=NOON, due_until=NOON + timedelta(days=1),
            ).do()
    assert not Walk.objects.exists()


def test_questions_about_draws_cost_the_same_for_any_number_of_outlets(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    note_missing()
    who, draw_id = cast.near(Role.HEAD_OFFICE), drawn(cast)
    with django_assert_max_num_queries(1):
        draws_page(who)
    with django_assert_max_num_queries(2):
        draw_read(who, draw_id)
    with django_assert_max_num_queries(3):
        draw_again(who, draw_id)
    with django_assert_max_num_queries(4):
        look_at_draw(who, LOT)

