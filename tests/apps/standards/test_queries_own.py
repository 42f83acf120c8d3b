"""Before a file of the bank's own is brought, it is asked where it may count and whether the whole stays right."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.models import OwnFile
from wangdian.apps.standards.queries_own import items_to_count_under, try_own_file
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation.errors import NotAllowed


def test_items_are_told_and_a_file_is_tried_with_a_bound_and_nothing_changes(
    cast: Cast, django_assert_max_num_queries: Callable[..., object],
) -> None:
    LoadPacks(who=SYSTEM).do()
    who = cast.near(Role.HEAD_OFFICE)
    assert items_to_count_under(who)[0].place.item == "1.1-1"
    with django_assert_max_num_queries(1):
        assert len(items_to_count_under(who)) > 10
    with django_assert_max_num_queries(1), pytest.raises(PackRefused):
        try_own_file(who, "own_x.yaml", "pack: own_x")
    assert not OwnFile.objects.exists()


def test_who_may_not_change_the_standards_is_told_nothing(cast: Cast) -> None:
    for role in set(Role) - {Role.HEAD_OFFICE, Role.ADMINISTRATOR}:
        with pytest.raises(NotAllowed):
            items_to_count_under(cast.near(role))
        with pytest.raises(NotAllowed):
            try_own_file(cast.near(role), "own_x.yaml", "pack: own_x")
