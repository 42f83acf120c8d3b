"""Questions about orders and the board: what they answer, to whom, and how many queries they may cost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.findings.scene import answer, report, thing, walk
from tests.apps.work.scene import Scene, fresh, picture
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.findings.models import Finding
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.cards import TakerCard
from wangdian.apps.work.models import OrderPhoto, WorkOrder
from wangdian.apps.work.queries import (
    TABS,
    WorkFilter,
    board,
    board_page,
    finding_line,
    orders_page,
)
from wangdian.apps.work.queries_order import order_card, order_photo
from wangdian.apps.work.queries_takers import takers, takers_of
from wangdian.domain.rights import Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotAllowed, NotFound

KEYS = ("OUT-02", "OUT-07", "OUT-18")
LATER = NOON + timedelta(hours=5)
Budget = DjangoAssertNumQueries


def numbers(page: object) -> list[str]:
    return [line.order.number if line.order else "" for line in page.items]


def many(order: WorkOrder, count: int) -> None:
    """As many findings with orders again, made without their verbs: only the reading is tried here."""
    for n in range(count):
        finding = Finding.objects.get(pk=order.finding_id)
        finding.pk, finding.state = None, "closed"
        finding.save()
        copy = WorkOrder.objects.get(pk=order.pk)
        copy.pk, copy.number, copy.finding = None, f"W20261117-{n:04d}", finding
        copy.save()
        Finding.objects.filter(pk=finding.pk).update(state="closed")


@pytest.fixture
def some(scene: Scene) -> list[WorkOrder]:
    """Three orders: one new, one with the engineer, one mended and waiting for other eyes."""
    first, second, third = (scene.found(key) for key in KEYS)
    scene.working(second)
    scene.mended(third)
    return [fresh(first), fresh(second), fresh(third)]


def test_the_board_holds_each_finding_with_its_order_the_most_urgent_first(scene: Scene, some: list[WorkOrder]) -> None:
    page = board_page(scene.who(Role.BRANCH_MANAGER))
    assert numbers(page) == [o.number for o in sorted(some, key=lambda o: (o.resolve_by, o.finding_id))]
    line = page.items[0]
    assert (line.finding.requirement, line.order.state, line.order.mine) == ("OUT-07", "working", False)
    assert line.order.holder == scene.cast.person(Role.ENGINEER).name


def test_each_tab_shows_what_it_says(scene: Scene, some: list[WorkOrder]) -> None:
    first, second, third = (order.number for order in some)
    leader, engineer = scene.who(Role.BRANCH_MANAGER), scene.who(Role.ENGINEER)
    with clock.standing_at(LATER):
        assert set(numbers(board_page(leader, WorkFilter(tab="unassigned")))) == {first}
        assert numbers(board_page(leader, WorkFilter(tab="to_verify"))) == [third]
        assert set(numbers(board_page(leader, WorkFilter(tab="late")))) == {first, second}
        assert set(numbers(board_page(engineer, WorkFilter(tab="mine")))) == {second, third}
        counts = board(leader)[1]
    assert (counts.all, counts.unassigned, counts.late, counts.to_verify, counts.mine) == (3, 1, 2, 1, 0)
    with pytest.raises(Invalid):
        board_page(leader, WorkFilter(tab="else"))


def test_a_finding_without_an_order_stands_on_the_board_last_and_unassigned(
    scene: Scene, some: list[WorkOrder],
) -> None:
    leader = scene.who(Role.BRANCH_MANAGER)
    CancelOrder(who=leader, number=some[1].number, reason="twice").do()
    settle()
    assert numbers(board_page(leader))[-1] == ""
    assert set(numbers(board_page(leader, WorkFilter(tab="unassigned")))) == {some[0].number, ""}


def test_what_is_paused_is_not_late(scene: Scene, some: list[WorkOrder]) -> None:
    PauseOrder(who=scene.who(Role.ENGINEER), number=some[1].number, reason="waiting_part").do()
    with clock.standing_at(NOON + timedelta(days=9)):
        page = board_page(scene.who(Role.BRANCH_MANAGER), WorkFilter(tab="late"))
    assert numbers(page) == [some[0].number]


FILTERS: tuple[tuple[dict[str, str], list[int]], ...] = (
    ({"severity": "low"}, [2]), ({"severity": "medium"}, [0, 1]), ({"priority": "P4"}, [2]),
    ({"state": "working"}, [1]),
    ({"unit": "N001"}, [0, 1, 2]), ({"unit": "N002"}, []), ({"unit": "B1"}, [0, 1, 2]), ({"vendor": "V1"}, []),
    ({"search": "东门"}, [0, 1, 2]), ({"search": "dmwd"}, [0, 1, 2]), ({"search": "outdoor"}, [0, 1, 2]),
    ({"search": "OUT-18"}, [2]), ({"search": "W20261118-0002"}, [1]), ({"search": "nothing such"}, []),
)


def test_filters_narrow_the_board_and_the_orders_alike(scene: Scene, some: list[WorkOrder]) -> None:
    leader = scene.who(Role.HEAD_OFFICE)
    for wanted, found in FILTERS:
        expected = {some[n].number for n in found}
        assert set(numbers(board_page(leader, WorkFilter(**wanted)))) == expected, wanted
        assert set(numbers(orders_page(leader, WorkFilter(**wanted)))) == expected, wanted


def test_lists_go_on_behind_their_key_and_show_each_row_once(scene: Scene, some: list[WorkOrder]) -> None:
    leader = scene.who(Role.BRANCH_MANAGER)
    for question in (board_page, orders_page):
        seen, after = [], None
        for _ in range(3):
            page = question(leader, after=after, limit=1)
            seen += numbers(page)
            after = page.after
        assert (sorted(seen), after) == (sorted(o.number for o in some), None)


def test_nobody_sees_what_lies_elsewhere(scene: Scene, some: list[WorkOrder]) -> None:
    far = scene.cast.far(Role.BRANCH_MANAGER)
    assert (board_page(far).items, orders_page(far).items, board(far)[1].all) == ((), (), 0)
    assert finding_line(far, some[0].finding_id) is None
    for question in (order_card, takers_of):
        with pytest.raises(NotFound):
            question(far, some[0].number)
    with pytest.raises(NotFound):
        takers(far, [some[0].number])
    with pytest.raises(NotAllowed):
        takers(scene.who(Role.AUDITOR), [some[0].number])


def test_the_auditor_reads_everything_but_names(scene: Scene, some: list[WorkOrder]) -> None:
    card = order_card(scene.who(Role.AUDITOR), some[1].number)
    assert (card.brief.holder_id, card.brief.holder, card.acts) == (scene.cast.person(Role.ENGINEER).pk, "", ())
    assert {turn.name for turn in card.turns} == {""}


ACTS = {
    "new": {"outlet_manager": ("assign", "priority", "costs", "cancel"), "engineer": (), "auditor": ()},
    "assigned": {
        "engineer": ("accept", "hand_over", "photo"),
        "outlet_manager": ("assign", "hand_over", "priority", "costs", "cancel"),
    },
    "working": {"engineer": ("mend", "pause", "hand_over", "photo")},
    "mended": {"outlet_manager": ("verify", "priority", "costs"), "inspector": ("verify",), "engineer": ("photo",)},
}


@pytest.mark.parametrize(("state", "expected"), ACTS.items(), ids=ACTS)
def test_a_card_offers_what_the_step_and_the_role_allow_the_next_thing_first(
    scene: Scene, state: str, expected: dict[str, tuple[str, ...]],
) -> None:
    order = scene.found()
    move: dict[str, Callable[[WorkOrder], object]] = {
        "assigned": scene.assigned, "working": scene.working, "mended": scene.mended,
    }
    if state in move:
        move[state](order)
    assert {role: order_card(scene.who(Role(role)), order.number).acts for role in expected} == expected


def test_whoever_mended_what_is_grave_is_told_that_others_must_look(scene: Scene) -> None:
    order = scene.mended(scene.found("OUT-16", reason="hole"), by=Role.OUTLET_MANAGER)
    own = order_card(scene.who(Role.OUTLET_MANAGER), order.number)
    assert (own.other_eyes, "verify" in own.acts) == (True, False)
    assert not order_card(scene.who(Role.INSPECTOR), order.number).other_eyes


def test_photos_before_and_after_are_seen_by_whoever_sees_the_order(scene: Scene) -> None:
    machine = thing(scene.outlet, "atm").subject
    report(scene.who(Role.LOBBY_MANAGER), machine)
    order = WorkOrder.objects.get()
    vendor = scene.who(Role.VENDOR)
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    settle()
    scene.working(fresh(order), Role.VENDOR)
    before = AddOrderPhoto(who=vendor, number=order.number, data=picture(1), moment="before").do()
    after = AddOrderPhoto(who=vendor, number=order.number, data=picture(2)).do()
    card = order_card(vendor, order.number)
    assert [[photo.sha256 for photo in strip] for strip in (card.before, card.after)] == [[before], [after]]
    assert card.has_photo
    assert order_photo(vendor, order.number, after) == ("image/jpeg", picture(2))
    assert order_photo(vendor, order.number, after, small=True)[0] == "image/jpeg"
    with pytest.raises(NotFound):
        order_photo(vendor, order.number, "0" * 64)
    with pytest.raises(NotFound):
        order_photo(scene.cast.far(Role.BRANCH_MANAGER), order.number, after)
    assert OrderPhoto.objects.count() == 2


def test_orders_may_be_given_to_those_who_mend_at_all_of_their_places(scene: Scene, some: list[WorkOrder]) -> None:
    found = takers(scene.who(Role.BRANCH_MANAGER), [some[0].number, some[1].number])
    names = {one.name for one in found.people}
    assert {"Test near-engineer", "Test near-lobby_manager", "Test near-vendor"} <= names
    assert not any(name.startswith("Test far") for name in names)
    assert [one.name for one in found.vendors] == ["Invented Repairs"]


def test_a_vendors_people_may_hand_over_to_their_colleagues_alone(scene: Scene) -> None:
    order = scene.found()
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    found = takers_of(scene.who(Role.VENDOR), order.number)
    person, vendor = scene.cast.person(Role.VENDOR).pk, scene.cast.vendor.pk
    assert found.people == (TakerCard(person, "Test near-vendor", "vendor", "Invented Repairs", 0),)
    assert found.vendors == (TakerCard(vendor, "Invented Repairs", "", "Invented Repairs", 1),)


def test_who_may_be_given_an_order_is_said_with_role_and_load_and_those_of_the_outlet_first(
    scene: Scene, some: list[WorkOrder],
) -> None:
    found = takers_of(scene.who(Role.BRANCH_MANAGER), some[0].number)
    said = [(one.name.removeprefix("Test near-"), one.role, one.vendor, one.open) for one in found.people]
    assert {role for _name, role, _vendor, _open in said[:2]} == {"lobby_manager", "outlet_manager"}
    assert ("engineer", "engineer", "", 1) in said[2:], "the one that waits for verification is done for them"
    assert ("vendor", "vendor", "Invented Repairs", 0) in said[2:]


def test_questions_keep_their_budget_however_many_rows_there_are(
    scene: Scene, some: list[WorkOrder], django_assert_max_num_queries: Budget,
) -> None:
    who = scene.who(Role.BRANCH_MANAGER)
    many(some[1], 40)
    for budget, question in (
        (5, lambda: orders_page(who, WorkFilter(unit="B1", search="OUT"))),
        (4, lambda: orders_page(who, WorkFilter(tab="mine"))),
        (7, lambda: board_page(who, WorkFilter(unit="B1", search="OUT"))),
        (12, lambda: board(who, WorkFilter(unit="B1", search="OUT"))),
        (4, lambda: finding_line(who, some[0].finding_id)), (14, lambda: order_card(who, some[1].number)),
        (5, lambda: takers(who, [some[0].number])), (5, lambda: takers_of(who, some[0].number)),
    ):
        with django_assert_max_num_queries(budget):
            question()


def test_a_photo_of_an_order_costs_three_queries(scene: Scene, django_assert_max_num_queries: Budget) -> None:
    order = scene.working(scene.found())
    sha = AddOrderPhoto(who=scene.who(Role.ENGINEER), number=order.number, data=picture()).do()
    engineer = scene.who(Role.ENGINEER)
    with django_assert_max_num_queries(3):
        order_photo(engineer, order.number, sha)


def test_counts_stop_where_a_number_says_no_more(scene: Scene) -> None:
    assert {f.name for f in board(Actor(id=-1))[1].__dataclass_fields__.values()} == set(TABS)


STUCK = "出钞口卡住，客户取不到钱。第二台也慢！"


def test_whoever_mends_reads_what_was_reported(scene: Scene, django_assert_max_num_queries: Budget) -> None:
    machine = thing(scene.outlet, "atm").subject
    report(scene.who(Role.LOBBY_MANAGER), machine, STUCK)
    number = WorkOrder.objects.get().number
    AssignOrder(who=scene.who(Role.BRANCH_MANAGER), numbers=(number,), vendor_id=scene.cast.vendor.pk).do()
    vendor, manager = scene.who(Role.VENDOR), scene.who(Role.OUTLET_MANAGER)
    with django_assert_max_num_queries(14):
        card = order_card(vendor, number)
    told = card.told[0]
    assert (told.source, told.note, told.at, told.name) == ("report", STUCK, NOON, "")
    assert order_card(manager, number).told[0].name == "Test near-lobby_manager"
    line = board_page(manager).items[0]
    assert card.finding.said == line.finding.said == "出钞口卡住，客户取不到钱"
    with clock.standing_at(NOON + timedelta(minutes=9)):
        report(scene.who(Role.INSPECTOR), machine, "冒烟了")
    again = order_card(vendor, number)
    assert ([one.note for one in again.told], again.finding.said) == (["冒烟了", STUCK], "冒烟了")


def test_whoever_mends_reads_what_the_walker_saw(scene: Scene) -> None:
    subject = thing(scene.outlet, "ramp", installed_on=date(2023, 6, 1)).subject
    ramp = answer("ACC-01", subject, "val", values={"rise": "100", "run": "500"})
    walk(scene.who(Role.LOBBY_MANAGER), scene.outlet, ramp.model_copy(update={"note": "轮椅上不去"}))
    order = WorkOrder.objects.get(finding__requirement__key="ACC-01")
    card = order_card(scene.who(Role.ENGINEER), order.number)
    told = card.told[0]
    assert (told.source, told.note, dict(told.values)) == ("walk", "轮椅上不去", {"rise": "100", "run": "500"})
    assert [line["max"] for line in card.detail["lines"] if "max" in line] != []
    dirty = order_card(scene.who(Role.ENGINEER), scene.found().number)
    assert dirty.told[0].said == dirty.finding.said != ""


def test_only_what_is_wrong_is_told(scene: Scene) -> None:
    order = scene.working(scene.found())
    scene.seen("ok", later=5)
    scene.seen("fail", later=9)
    told = order_card(scene.who(Role.ENGINEER), order.number).told
    assert [one.at for one in told] == sorted({one.at for one in told}, reverse=True)
    assert NOON + timedelta(minutes=5) not in {one.at for one in told}
