"""Opening an empty bank: once, with a password that holds."""

import pytest

from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.open_bank import open_bank
from wangdian.apps.people.models import Person, Unit
from wangdian.domain.rights import Right
from wangdian.foundation.errors import Clash, Invalid


def opening(**changed: str) -> int:
    given = {
        "code": "HQ", "name_zh": "青禾银行", "login": "first", "person_name": "Test First", "password": "plum-river-42",
    }
    return open_bank(**(given | changed))


def counts() -> tuple[int, int, int]:
    return Unit.objects.count(), Person.objects.count(), AuditEntry.objects.count()


@pytest.mark.django_db
def test_the_first_administrator_runs_the_whole_bank() -> None:
    person_id = opening()
    root = Unit.objects.get()
    assert actor_for(person_id).may(Right.EDIT_PEOPLE, root.path)
    assert Person.objects.get().check_password("plum-river-42")
    assert AuditEntry.objects.get().verb == "people.open_bank"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [({"password": "short"}, "password"), ({"login": "Not A Login"}, "login"), ({"name_zh": " "}, "name_zh")],
)
def test_what_is_wrong_opens_nothing(changed: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        opening(**changed)
    assert field in [p.field for p in caught.value.problems]
    assert counts() == (0, 0, 0)


def test_a_second_bank_is_not_opened(cast: Cast) -> None:
    before = counts()
    with pytest.raises(Clash):
        opening()
    assert counts() == before
