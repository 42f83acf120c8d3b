"""Opening hours, closures and official days: who sets them, what is refused, what the calendar then says."""

from datetime import date, datetime, timedelta

import pytest

from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.actions.cancel_closure import CancelClosure
from wangdian.apps.outlets.actions.load_official_days import LoadOfficialDays, load_delivered
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.remove_hours import RemoveHours
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.calendar_cards import calendar_card, hours_board, missing_years, month_of
from wangdian.apps.outlets.calendars import calendar_of, calendars_of
from wangdian.apps.outlets.models import Closure, HoursEdition, OfficialDay, OfficialYear
from wangdian.apps.outlets.notices import NamedDay, delivered_notices, differences
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.calendar import DayKind, Service
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound, Refused

WEEK = {
    "personal.working": "09:00-17:00", "personal.weekend": "09:30-16:00",
    "corporate.working": "09:00-12:00,13:30-17:00",
}


def setting(who: Actor, since: date = date(2026, 1, 1), **hours: str) -> SetHours:
    given = {name.replace("_", ".", 1): text for name, text in hours.items()} or WEEK
    return SetHours(who=who, outlet_code="N001", effective_from=since, hours=given)


def closing(who: Actor, days: int = 1, services: tuple[str, ...] = ()) -> PlanClosure:
    starts = clock.now() + timedelta(days=days)
    return PlanClosure(
        who=who, outlet_code="N001", starts_at=starts, ends_at=starts + timedelta(hours=4), reason="停电检修",
        services=services,
    )


def test_an_outlet_manager_sets_the_hours_and_the_outlet_is_open(cast: Cast) -> None:
    assert setting(cast.near(Role.OUTLET_MANAGER)).do() is True
    calendar = calendar_of(cast.outlet.pk)
    assert calendar.is_open(clock.now(), Service.PERSONAL)
    assert not calendar.is_open(clock.now(), Service.CORPORATE)
    card = calendar_card(cast.near(Role.LOBBY_MANAGER), "N001")
    assert card.now.is_open
    assert card.now.until == datetime(2026, 11, 18, 17, 0, tzinfo=clock.BANK_ZONE)
    assert AuditEntry.objects.latest("seq").verb == "outlets.set_hours"


def test_the_same_hours_again_change_nothing(cast: Cast) -> None:
    setting(SYSTEM).do()
    acts = AuditEntry.objects.count()
    assert setting(SYSTEM).do() is False
    assert AuditEntry.objects.count() == acts


@pytest.mark.parametrize(
    ("role", "near", "refusal"),
    [(Role.LOBBY_MANAGER, True, NotAllowed), (Role.OUTLET_MANAGER, False, NotFound), (Role.AUDITOR, True, NotAllowed)],
)
def test_others_may_not_set_hours(cast: Cast, role: Role, near: bool, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        setting(cast.near(role) if near else cast.far(role)).do()
    assert not HoursEdition.objects.exists()


def test_wrong_hours_name_service_days_and_span(cast: Cast) -> None:
    with pytest.raises(Invalid) as caught:
        setting(SYSTEM, personal_working="09:00-12:00,11:00-17:00", corporate_festival="25:00-26:00").do()
    problems = {p.field: p.why for p in caught.value.problems}
    assert set(problems) == {"personal_working", "corporate_festival"}
    assert "09:00-12:00,11:00-17:00" in problems["personal_working"]
    assert not HoursEdition.objects.exists()


def test_hours_that_were_in_force_stay(cast: Cast) -> None:
    setting(SYSTEM).do()
    with pytest.raises(Invalid):
        setting(SYSTEM, since=date(2026, 1, 1), personal_working="10:00-17:00").do()
    setting(SYSTEM, since=clock.today(), personal_working="10:00-17:00").do()
    with pytest.raises(Clash):
        RemoveHours(who=SYSTEM, outlet_code="N001", effective_from=clock.today()).do()
    ahead = clock.today() + timedelta(days=10)
    setting(SYSTEM, since=ahead, personal_working="08:00-17:00").do()
    RemoveHours(who=SYSTEM, outlet_code="N001", effective_from=ahead).do()
    assert [e.effective_from for e in HoursEdition.objects.order_by("effective_from")] == [
        date(2026, 1, 1), clock.today(),
    ]


def test_a_closure_shuts_and_a_cancelled_one_does_not(cast: Cast) -> None:
    setting(SYSTEM).do()
    closure = closing(cast.near(Role.BRANCH_MANAGER)).do()
    tomorrow = clock.now() + timedelta(days=1, hours=1)
    assert not calendar_of(cast.outlet.pk).is_open(tomorrow)
    CancelClosure(who=SYSTEM, closure_id=closure).do()
    assert calendar_of(cast.outlet.pk).is_open(tomorrow)
    with pytest.raises(Clash):
        CancelClosure(who=SYSTEM, closure_id=closure).do()


def test_a_running_closure_ends_now(cast: Cast) -> None:
    setting(SYSTEM).do()
    closure = closing(SYSTEM, days=0).do()
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        CancelClosure(who=SYSTEM, closure_id=closure).do()
        assert calendar_of(cast.outlet.pk).is_open(clock.now())
    assert Closure.objects.get().cancelled_at is None


def test_closures_of_one_service_do_not_overlap(cast: Cast) -> None:
    closing(SYSTEM, services=("corporate",)).do()
    closing(SYSTEM, services=("personal",)).do()
    with pytest.raises(Invalid):
        closing(SYSTEM).do()
    assert Closure.objects.count() == 2


def test_a_closure_needs_an_end_ahead_a_reason_and_known_services(cast: Cast) -> None:
    past = clock.now() - timedelta(days=2)
    with pytest.raises(Invalid) as caught:
        PlanClosure(
            who=SYSTEM, outlet_code="N001", starts_at=past, ends_at=past + timedelta(hours=1), reason=" ",
            services=("gold",),
        ).do()
    assert [p.field for p in caught.value.problems] == ["ends_at", "services", "reason"]
    assert not Closure.objects.exists()


def load(year: int, who: Actor = SYSTEM) -> bool:
    notice = next(n for n in delivered_notices() if n.year == year)
    return bool(LoadOfficialDays(
        who=who, year=year, days=notice.days, announced=notice.announced, notice=notice.notice, source=notice.source,
    ).do())


def test_loading_the_notice_makes_the_year_certain(cast: Cast) -> None:
    before = calendar_of(cast.outlet.pk)
    assert before.day_kind(date(2026, 2, 28)) is DayKind.WORKING
    assert not before.certain(date(2026, 2, 28))
    assert missing_years() == (2026,)
    assert load(2026, cast.near(Role.ADMINISTRATOR)) is True
    assert load(2026) is False
    after = calendar_of(cast.outlet.pk)
    assert after.day_kind(date(2026, 2, 28)) is DayKind.WORKING
    assert after.certain(date(2026, 2, 28))
    assert missing_years() == ()


@pytest.mark.parametrize(("day", "missed"), [(14, ()), (15, (2027,))])
def test_the_notice_of_the_next_year_is_asked_for_from_the_middle_of_december(
    cast: Cast, day: int, missed: tuple[int, ...],
) -> None:
    load(2026)
    with clock.standing_at(datetime(2026, 12, day, 12, tzinfo=clock.BANK_ZONE)):
        assert missing_years() == missed


def test_a_bank_that_begins_knows_every_notice_that_is_out(cast: Cast) -> None:
    assert load_delivered(SYSTEM) == 3
    assert set(OfficialYear.objects.values_list("year", "announced")) == {(2024, True), (2025, True), (2026, True)}
    assert load_delivered(SYSTEM) == 0


def test_statutory_days_do_not_count_as_the_notice(cast: Cast) -> None:
    load(2027)
    assert 2027 in _asked_for_at_the_end_of_the_year()
    assert not calendar_of(cast.outlet.pk).certain(date(2027, 5, 1))


def _asked_for_at_the_end_of_the_year() -> tuple[int, ...]:
    with clock.standing_at(datetime(2026, 12, 31, 12, tzinfo=clock.BANK_ZONE)):
        return missing_years()


def test_a_notice_replaces_what_its_year_said(cast: Cast) -> None:
    load(2026)
    days = (NamedDay(date(2026, 12, 24), "festival", "庆典", "Feast"),)
    LoadOfficialDays(who=SYSTEM, year=2026, days=days).do()
    assert OfficialDay.objects.get().day == date(2026, 12, 24)
    assert calendar_of(cast.outlet.pk).day_kind(date(2026, 10, 1)) is DayKind.WORKING
    changes = differences(next(n for n in delivered_notices() if n.year == 2026))
    assert changes[-1].was == days[0]
    assert changes[-1].becomes is None


@pytest.mark.parametrize("role", [Role.OUTLET_MANAGER, Role.AUDITOR])
def test_an_official_year_is_not_for_everybody(cast: Cast, role: Role) -> None:
    with pytest.raises(NotAllowed):
        load(2026, cast.near(role))
    assert not OfficialDay.objects.exists()


def test_a_notice_with_strange_days_is_refused(cast: Cast) -> None:
    day = NamedDay(date(2024, 1, 1), "fest", "节")
    with pytest.raises(Invalid) as caught:
        LoadOfficialDays(who=SYSTEM, year=2026, days=(day, day)).do()
    assert len(caught.value.problems) == 5
    assert not OfficialDay.objects.exists()


def test_calendars_of_many_cost_four_queries(cast: Cast, django_assert_num_queries: object) -> None:
    setting(SYSTEM).do()
    with django_assert_num_queries(4):
        calendars = calendars_of([cast.outlet.pk, cast.sister.pk, cast.far_outlet.pk])
    assert calendars[cast.outlet.pk].editions
    assert not calendars[cast.sister.pk].editions


def test_calendar_and_board_cost_a_bounded_number_of_queries(
    cast: Cast, django_assert_max_num_queries: object,
) -> None:
    setting(SYSTEM).do()
    who = cast.near(Role.OUTLET_MANAGER)
    with django_assert_max_num_queries(7):
        calendar_card(who, "N001")
    with django_assert_max_num_queries(5):
        said = hours_board(who, "N001").board
    assert {section.service for section in said.sections} == {Service.PERSONAL, Service.CORPORATE}


def test_the_month_shows_festivals_and_make_up_days(cast: Cast) -> None:
    load(2026)
    setting(SYSTEM).do()
    days = {cell.day: cell for week in month_of(SYSTEM, "N001", 2026, 10) for cell in week}
    assert (days[date(2026, 10, 1)].kind, days[date(2026, 10, 1)].name_zh) == ("festival", "国庆节")
    assert not days[date(2026, 10, 1)].open
    makeup = days[date(2026, 10, 10)]
    assert (makeup.kind, makeup.named) == ("working", True)
    assert dict(makeup.open)["personal"] == "09:00–17:00"
    assert len(days) % 7 == 0
