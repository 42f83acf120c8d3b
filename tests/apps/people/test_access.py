"""Who may reach which rows, by ranges of paths or by the names of few units."""

import pytest

from tests.cast import Cast
from wangdian.apps.people.access import looking, units_visible_to
from wangdian.domain.rights import Actor, Right, Role


@pytest.mark.parametrize("role", [Role.OUTLET_MANAGER, Role.BRANCH_MANAGER, Role.HEAD_OFFICE])
def test_who_looks_sees_the_same_by_the_names_of_few_units(
    cast: Cast, role: Role, monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = cast.near(role)
    seen = set(units_visible_to(who))
    for few in (0, 200):
        monkeypatch.setattr("wangdian.apps.people.access.FEW", few)
        named = looking(who)
        assert (named.few_units(Right.SEE) is not None) == (few > 0 and role is not Role.HEAD_OFFICE)
        assert set(units_visible_to(named)) == seen
    assert set(units_visible_to(looking(Actor(id=7)))) == set()
