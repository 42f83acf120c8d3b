"""Roles and accounts: nobody raises the own rights, nobody reaches beyond the own subtree, the bank keeps a head."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.add_person import AddPerson
from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.apps.people.actions.erase_person import ErasePerson
from wangdian.apps.people.actions.grant_role import GrantRole
from wangdian.apps.people.actions.set_password import SetPassword
from wangdian.apps.people.actions.withdraw_grant import WithdrawGrant
from wangdian.apps.people.models import Person, RoleGrant
from wangdian.domain.rights import Actor, Right, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound, Refused


def refused(verb: Verb, refusal: type[Refused]) -> None:
    before = (list(RoleGrant.objects.order_by("pk").values()), list(Person.objects.order_by("pk").values()))
    acts = AuditEntry.objects.count()
    with pytest.raises(refusal):
        verb.do()
    assert (list(RoleGrant.objects.order_by("pk").values()), list(Person.objects.order_by("pk").values())) == before
    assert AuditEntry.objects.count() == acts


def granting(who: Actor, person: Person, role: Role, unit: str, **more: object) -> GrantRole:
    return GrantRole(who=who, person_id=person.pk, role=role, unit_code=unit, **more)


def boss_of_east(cast: Cast) -> Actor:
    granting(cast.near(Role.ADMINISTRATOR), cast.person(Role.INSPECTOR), Role.ADMINISTRATOR, "B1").do()
    return cast.near(Role.INSPECTOR)


def test_a_grant_gives_rights_and_its_withdrawal_takes_them(cast: Cast) -> None:
    boss, person = cast.near(Role.ADMINISTRATOR), cast.person(Role.ENGINEER)
    grant = granting(boss, person, Role.OUTLET_MANAGER, "N001").do()
    assert actor_for(person.pk).may(Right.EDIT_HOURS, cast.outlet.unit.path)
    assert not actor_for(person.pk).may(Right.EDIT_HOURS, cast.sister.unit.path)
    WithdrawGrant(who=boss, grant_id=grant).do()
    assert not actor_for(person.pk).may_somewhere(Right.EDIT_HOURS)


def test_a_grant_holds_up_to_and_with_its_last_day(cast: Cast) -> None:
    person = cast.person(Role.ENGINEER)
    granting(cast.near(Role.ADMINISTRATOR), person, Role.AUDITOR, "B1", until=NOON.date()).do()
    assert actor_for(person.pk).may_somewhere(Right.SEE_AUDIT)
    with clock.standing_at(NOON + timedelta(days=1)):
        assert not actor_for(person.pk).may_somewhere(Right.SEE_AUDIT)


def test_granting_again_changes_the_day(cast: Cast) -> None:
    boss, person = cast.near(Role.ADMINISTRATOR), cast.person(Role.ENGINEER)
    first = granting(boss, person, Role.AUDITOR, "B1").do()
    assert granting(boss, person, Role.AUDITOR, "B1", until=NOON.date()).do() == first
    assert RoleGrant.objects.get(pk=first).until == NOON.date()


def test_nobody_grants_anything_to_oneself(cast: Cast) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    refused(granting(boss, cast.person(Role.ADMINISTRATOR), Role.HEAD_OFFICE, "HQ"), NotAllowed)
    refused(SetPassword(who=boss, person_id=boss.id), NotAllowed)


def test_an_administrator_of_a_branch_grants_in_the_branch_alone(cast: Cast) -> None:
    boss, person = boss_of_east(cast), cast.person(Role.ENGINEER)
    granting(boss, person, Role.BRANCH_MANAGER, "B1").do()
    refused(granting(boss, person, Role.BRANCH_MANAGER, "B2"), NotFound)
    refused(granting(boss, person, Role.INSPECTOR, "HQ"), NotFound)
    refused(granting(boss, cast.people["far-engineer"], Role.ENGINEER, "B1"), NotFound)


def test_who_has_rights_elsewhere_is_beyond_the_administrator_of_a_branch(cast: Cast) -> None:
    boss, person = boss_of_east(cast), cast.person(Role.ENGINEER)
    granting(cast.near(Role.ADMINISTRATOR), person, Role.HEAD_OFFICE, "HQ").do()
    refused(SetPassword(who=boss, person_id=person.pk), NotAllowed)
    refused(DeactivatePerson(who=boss, person_id=person.pk), NotAllowed)
    refused(ErasePerson(who=boss, person_id=person.pk), NotAllowed)
    refused(granting(boss, person, Role.INSPECTOR, "B1"), NotAllowed)


def test_a_grant_over_more_than_the_own_subtree_is_not_withdrawn(cast: Cast) -> None:
    boss, person = boss_of_east(cast), cast.person(Role.ENGINEER)
    over_all = granting(cast.near(Role.ADMINISTRATOR), person, Role.AUDITOR, "HQ").do()
    refused(WithdrawGrant(who=boss, grant_id=over_all), NotFound)


def last_one(cast: Cast) -> tuple[Actor, int]:
    boss = cast.near(Role.ADMINISTRATOR)
    return boss, RoleGrant.objects.get(person_id=boss.id).pk


def test_the_last_administrator_stays(cast: Cast) -> None:
    boss, grant = last_one(cast)
    refused(WithdrawGrant(who=boss, grant_id=grant), Clash)
    second = cast.person(Role.HEAD_OFFICE)
    granting(boss, second, Role.ADMINISTRATOR, "HQ", until=NOON.date()).do()
    refused(WithdrawGrant(who=boss, grant_id=grant), Clash)
    granting(boss, second, Role.ADMINISTRATOR, "HQ").do()
    Person.objects.filter(pk=second.pk).update(is_active=False)
    refused(WithdrawGrant(who=boss, grant_id=grant), Clash)
    Person.objects.filter(pk=second.pk).update(is_active=True)
    WithdrawGrant(who=boss, grant_id=grant).do()
    assert not actor_for(boss.id).may_somewhere(Right.EDIT_PEOPLE)


@pytest.mark.parametrize("verb", [DeactivatePerson, ErasePerson])
def test_the_last_administrator_is_not_closed_by_another(cast: Cast, verb: type[Verb]) -> None:
    boss, _grant = last_one(cast)
    second = cast.person(Role.HEAD_OFFICE)
    granting(boss, second, Role.ADMINISTRATOR, "HQ", until=NOON.date()).do()
    refused(verb(who=actor_for(second.pk), person_id=boss.id), Clash)


def test_the_last_unending_administrator_is_not_given_an_end(cast: Cast) -> None:
    boss, _grant = last_one(cast)
    second = cast.person(Role.HEAD_OFFICE)
    granting(boss, second, Role.ADMINISTRATOR, "HQ", until=NOON.date()).do()
    again = granting(actor_for(second.pk), cast.person(Role.ADMINISTRATOR), Role.ADMINISTRATOR, "HQ", until=NOON.date())
    refused(again, Clash)


@pytest.mark.parametrize("verb", [DeactivatePerson, ErasePerson])
def test_nobody_closes_the_own_account(cast: Cast, verb: type[Verb]) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    refused(verb(who=boss, person_id=boss.id), NotAllowed)


def adding(who: Actor, **changed: object) -> AddPerson:
    given = {"login": "wang.xin", "person_name": "Test Wang", "role": "engineer", "unit_code": "B1"}
    return AddPerson(who=who, **(given | changed))


def test_a_new_account_opens_with_a_one_time_password(cast: Cast) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    person = Person.objects.get(pk=adding(boss).do())
    assert not person.has_usable_password()
    password = SetPassword(who=boss, person_id=person.pk).do()
    person.refresh_from_db()
    assert person.check_password(password)
    assert person.must_change_password
    assert password not in str(list(AuditEntry.objects.values()))
    assert "Test Wang" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"login": "近"}, ["login"]), ({"login": "near-engineer"}, ["login"]), ({"person_name": " "}, ["person_name"]),
        ({"email": "no"}, ["email"]), ({"phone": "call me"}, ["phone"]), ({"language": "xx"}, ["language"]),
        ({"role": "king", "login": ""}, ["login", "role"]), ({"vendor_code": "V9"}, ["vendor_code"]),
        ({"role": "vendor"}, ["role"]), ({"vendor_code": "V1"}, ["role"]),
    ],
)
def test_an_account_with_wrong_details_is_not_opened(cast: Cast, changed: dict[str, object], fields: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        adding(cast.near(Role.ADMINISTRATOR), **changed).do()
    assert [problem.field for problem in caught.value.problems] == fields
    assert not Person.objects.filter(name="Test Wang").exists()


def test_a_vendors_person_works_for_the_vendor_and_nothing_else(cast: Cast) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    person_id = adding(boss, role="vendor", vendor_code="V1").do()
    assert actor_for(person_id).vendor_id == cast.vendor.pk
    with pytest.raises(Invalid):
        granting(boss, Person.objects.get(pk=person_id), Role.ENGINEER, "B1").do()
    assert not actor_for(person_id).may_somewhere(Right.SEE)
