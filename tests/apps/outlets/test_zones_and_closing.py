"""Changing, closing and opening outlets; zones."""

from datetime import date

import pytest

from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.actions.change_outlet import ChangeOutlet
from wangdian.apps.outlets.actions.change_zone import ChangeZone
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.actions.reopen_outlet import ReopenOutlet
from wangdian.apps.outlets.actions.retire_zone import RetireZone
from wangdian.apps.outlets.models import Outlet, Subject, Zone
from wangdian.apps.outlets.queries import outlets_page, zones_of, zones_page
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound, Refused


def changing(who: Actor, **changed: object) -> ChangeOutlet:
    given = {"code": "N001", "name_zh": "东门网点", "kind": "full_service", "opened_on": date(2015, 3, 1),
             "built_on": date(2014, 5, 1)}
    return ChangeOutlet(who=who, **(given | changed))


def zone(who: Actor = SYSTEM, name: str = "大堂", kind: str = "hall") -> int:
    return int(MakeZone(who=who, outlet_code="N001", kind=kind, zone_name=name).do())


def test_a_change_reaches_card_place_subject_and_search(cast: Cast) -> None:
    assert changing(cast.near(Role.BRANCH_MANAGER), name_zh="东关网点", kind="light").do() is True
    outlet = Outlet.objects.select_related("unit", "subject").get(code="N001")
    assert {outlet.name_zh, outlet.unit.name_zh, outlet.subject.label} == {"东关网点"}
    assert [c.code for c in outlets_page(SYSTEM, search="dongguan").items] == ["N001"]
    acts = AuditEntry.objects.count()
    assert changing(SYSTEM, name_zh="东关网点", kind="light").do() is False
    assert AuditEntry.objects.count() == acts


@pytest.mark.parametrize(
    ("role", "near", "refusal"),
    [(Role.OUTLET_MANAGER, True, NotAllowed), (Role.BRANCH_MANAGER, False, NotFound)],
)
def test_others_may_not_change_or_close(cast: Cast, role: Role, near: bool, refusal: type[Refused]) -> None:
    who = cast.near(role) if near else cast.far(role)
    for verb in (changing(who, name_zh="别的"), CloseOutlet(who=who, code="N001", closed_on=clock.today())):
        with pytest.raises(refusal):
            verb.do()
    outlet = Outlet.objects.get(code="N001")
    assert (outlet.name_zh, outlet.closed_on) == ("东门网点", None)


def test_closing_rests_every_subject_and_opening_wakes_all_but_the_retired(cast: Cast) -> None:
    kept, gone = zone(), zone(name="旧厅")
    RetireZone(who=SYSTEM, zone_id=gone).do()
    CloseOutlet(who=cast.near(Role.HEAD_OFFICE), code="N001", closed_on=clock.today()).do()
    assert not Subject.objects.filter(unit=cast.outlet.unit, active=True).exists()
    with pytest.raises(Clash):
        zone(name="新厅")
    ReopenOutlet(who=SYSTEM, code="N001").do()
    assert Zone.objects.get(pk=kept).subject.active
    assert not Zone.objects.get(pk=gone).subject.active
    with pytest.raises(Clash):
        ReopenOutlet(who=SYSTEM, code="N001").do()


@pytest.mark.parametrize("day", [date(2014, 1, 1), date(2027, 1, 1)])
def test_an_outlet_does_not_close_before_it_opened_or_ahead(cast: Cast, day: date) -> None:
    with pytest.raises(Invalid):
        CloseOutlet(who=SYSTEM, code="N001", closed_on=day).do()
    assert Outlet.objects.get(code="N001").closed_on is None


def test_a_zone_is_made_renamed_and_retired(cast: Cast) -> None:
    who = cast.near(Role.BRANCH_MANAGER)
    made = zone(who)
    assert ChangeZone(who=who, zone_id=made, kind="waiting", zone_name="等候区").do() is True
    assert ChangeZone(who=who, zone_id=made, kind="waiting", zone_name="等候区").do() is False
    assert Zone.objects.select_related("subject").get(pk=made).subject.kind == "zone:waiting"
    RetireZone(who=who, zone_id=made).do()
    assert zones_of(who, "N001") == ()
    with pytest.raises(NotFound):
        RetireZone(who=who, zone_id=made).do()
    assert zone(who, "等候区") != made


def test_two_zones_do_not_share_a_name(cast: Cast) -> None:
    zone()
    with pytest.raises(Invalid) as caught:
        zone(kind="cellar")
    assert [p.field for p in caught.value.problems] == ["kind", "name"]
    assert Zone.objects.count() == 1


def test_a_page_of_zones_costs_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for number in range(5):
        zone(name=f"厅 {number}")
    with django_assert_num_queries(1):
        page = zones_page(SYSTEM, limit=3)
    assert len(page.items) == 3
    assert len(zones_page(SYSTEM, limit=3, after=page.after).items) == 2
