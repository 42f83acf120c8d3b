"""Making an outlet: who may, what is refused, what is left behind."""

from datetime import date

import pytest

from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.outlets.queries import outlets_page
from wangdian.domain.rights import Actor, Role
from wangdian.foundation.errors import Invalid, NotAllowed, NotFound, Refused


def making(who: Actor, **changed: object) -> MakeOutlet:
    given = {
        "parent_code": "B1", "code": "N009", "name_zh": "河西网点", "kind": "light", "opened_on": date(2020, 1, 1),
    }
    return MakeOutlet(who=who, **(given | changed))


def test_a_branch_manager_makes_an_outlet_in_the_own_branch(cast: Cast) -> None:
    code = making(cast.near(Role.BRANCH_MANAGER)).do()
    outlet = Outlet.objects.get(code=code)
    assert outlet.unit.path.startswith(cast.east.path)
    assert outlet.subject.kind == "outlet"
    entry = AuditEntry.objects.latest("seq")
    assert (entry.verb, entry.noun_id, entry.path) == ("outlets.make_outlet", str(outlet.pk), outlet.unit.path)


@pytest.mark.parametrize(
    ("role", "near", "refusal"),
    [(Role.BRANCH_MANAGER, False, NotFound), (Role.LOBBY_MANAGER, True, NotFound), (Role.ENGINEER, True, NotAllowed)],
)
def test_others_may_not_and_nothing_happens(cast: Cast, role: Role, near: bool, refusal: type[Refused]) -> None:
    before = (Outlet.objects.count(), Subject.objects.count(), AuditEntry.objects.count())
    with pytest.raises(refusal):
        making(cast.near(role) if near else cast.far(role)).do()
    assert (Outlet.objects.count(), Subject.objects.count(), AuditEntry.objects.count()) == before


def test_every_problem_is_named_at_once(cast: Cast) -> None:
    with pytest.raises(Invalid) as caught:
        making(cast.near(Role.HEAD_OFFICE), kind="palace", latitude=1).do()
    assert [p.field for p in caught.value.problems] == ["kind", "latitude"]


@pytest.mark.parametrize("typed", ["n001", "东门", "dongmen", "dmwd"])
def test_an_outlet_is_found_by_code_name_and_pinyin(cast: Cast, typed: str) -> None:
    page = outlets_page(cast.near(Role.HEAD_OFFICE), search=typed)
    assert [card.code for card in page.items] == ["N001"]


def test_a_page_of_outlets_costs_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    who = cast.near(Role.HEAD_OFFICE)
    with django_assert_num_queries(1):
        page = outlets_page(who, limit=2)
    assert [card.code for card in page.items] == ["N001", "N002"]
    assert [card.code for card in outlets_page(who, limit=2, after=page.after).items] == ["N101"]
