"""Questions about people, units and accounts: what each role sees, and what each question costs."""

import pytest

from tests.cast import Cast
from wangdian.apps.people.account_queries import own_sessions, own_tokens, token_actor
from wangdian.apps.people.actions.make_token import MakeToken
from wangdian.apps.people.actions.revoke_token import RevokeToken
from wangdian.apps.people.models import RoleGrant
from wangdian.apps.people.queries import (
    names_of,
    people_page,
    people_with,
    person_card,
    roles_at,
    sees_person,
    sees_unit,
    unit_card,
    units_page,
    vendors_page,
)
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound


def test_a_page_of_people_costs_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    with django_assert_num_queries(2):
        page = people_page(boss, limit=5)
    rest = people_page(boss, limit=200, after=page.after)
    logins = [card.login for card in (*page.items, *rest.items)]
    assert logins == sorted(person.login for person in cast.people.values())


def test_people_are_found_by_name_login_role_and_unit(cast: Cast) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    assert [c.login for c in people_page(boss, search="Test near-eng").items] == ["near-engineer"]
    assert [c.login for c in people_page(boss, role="engineer").items] == ["far-engineer", "near-engineer"]
    assert [c.login for c in people_page(boss, role="engineer", unit="B2").items] == ["far-engineer"]
    assert people_page(boss, closed=True).items == ()


def test_a_branch_manager_sees_the_people_of_the_branch_alone(cast: Cast) -> None:
    who = cast.near(Role.BRANCH_MANAGER)
    seen = {card.login for card in people_page(who, limit=200).items}
    assert "near-lobby_manager" in seen
    assert not any(login.startswith("far-") for login in seen)
    stranger, colleague = cast.people["far-engineer"].pk, cast.person(Role.ENGINEER).pk
    with pytest.raises(NotFound):
        person_card(who, stranger)
    assert (sees_person(who, stranger), sees_person(who, colleague)) == (False, True)


def test_an_auditor_sees_no_name_but_the_own(cast: Cast, django_assert_num_queries: object) -> None:
    ids = [person.pk for person in cast.people.values()]
    who = cast.near(Role.AUDITOR)
    with django_assert_num_queries(1):
        names = names_of(who, ids)
    assert list(names) == [cast.person(Role.AUDITOR).pk]
    assert len(names_of(cast.near(Role.HEAD_OFFICE), ids)) == len(ids)


def test_those_who_answer_for_a_place_are_found(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        found = people_with([Role.OUTLET_MANAGER, Role.BRANCH_MANAGER], cast.outlet.unit.path)
    assert found == sorted(cast.person(role).pk for role in (Role.OUTLET_MANAGER, Role.BRANCH_MANAGER))


def test_of_two_roles_the_one_held_nearest_to_the_place_is_told(
    cast: Cast, django_assert_num_queries: object,
) -> None:
    person, path = cast.person(Role.BRANCH_MANAGER), cast.outlet.unit.path
    RoleGrant.objects.create(person=person, role=Role.OUTLET_MANAGER, unit=cast.outlet.unit)
    with django_assert_num_queries(1):
        held = roles_at([Role.BRANCH_MANAGER, Role.OUTLET_MANAGER], path)
    assert held[person.pk] == (Role.OUTLET_MANAGER, path)
    assert roles_at([Role.BRANCH_MANAGER], path)[person.pk] == (Role.BRANCH_MANAGER, cast.east.path)


def test_the_tree_stands_in_order_in_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    who = cast.near(Role.HEAD_OFFICE)
    with django_assert_num_queries(1):
        page = units_page(who, outlets=True)
    assert [(c.code, c.depth) for c in page.items] == [
        ("HQ", 0), ("B1", 1), ("N001", 2), ("N002", 2), ("B2", 1), ("N101", 2),
    ]
    assert [c.code for c in units_page(cast.near(Role.BRANCH_MANAGER)).items] == ["B1"]
    assert unit_card(cast.near(Role.BRANCH_MANAGER), "B1").parent_code == "HQ"


def test_a_unit_above_or_beside_ones_own_is_not_seen(cast: Cast, django_assert_num_queries: object) -> None:
    who = cast.near(Role.BRANCH_MANAGER)
    with django_assert_num_queries(1):
        assert sees_unit(who, "N001")
    assert [code for code in ("HQ", "B1", "B2", "N101", "") if sees_unit(who, code)] == ["B1"]


def test_vendors_are_not_told_of_each_other(cast: Cast, django_assert_num_queries: object) -> None:
    who = cast.near(Role.HEAD_OFFICE)
    with django_assert_num_queries(1):
        assert [c.code for c in vendors_page(who).items] == ["V1", "V2"]
    with pytest.raises(NotAllowed):
        vendors_page(cast.near(Role.VENDOR))


def test_own_tokens_and_sessions_cost_a_query_each(cast: Cast, django_assert_num_queries: object) -> None:
    who = cast.near(Role.ENGINEER)
    secret = MakeToken(who=who, title="export", until=clock.today()).do()
    with django_assert_num_queries(1):
        (token,) = own_tokens(who)
    assert (token.name, token.state, token.read_only) == ("export", "open", True)
    RevokeToken(who=who, token_id=token.id).do()
    assert own_tokens(who)[0].state == "revoked"
    assert token_actor(secret) is None
    with django_assert_num_queries(1):
        assert own_sessions(who) == ()


def test_a_token_lives_a_year_at_most_and_ten_are_enough(cast: Cast) -> None:
    from_today = clock.today().toordinal()
    who = cast.near(Role.ENGINEER)
    for day in (from_today - 1, from_today + 366):
        with pytest.raises(Invalid, match="until"):
            MakeToken(who=who, title="export", until=clock.today().fromordinal(day)).do()
    for number in range(10):
        MakeToken(who=who, title=f"export {number}", until=clock.today()).do()
    with pytest.raises(Clash, match="10 tokens"):
        MakeToken(who=who, title="one more", until=clock.today()).do()
    assert len(own_tokens(who)) == 10
