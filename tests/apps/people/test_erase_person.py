"""Erasing somebody who left: no personal value remains in any table, and the audit log's chain stays whole."""

from django.db import connection

from tests.cast import Cast
from tests.roles.snapshot import tables
from wangdian.apps.journal.chain import anchor, verify_chain
from wangdian.apps.people.actions.add_person import AddPerson
from wangdian.apps.people.actions.change_person import ChangePerson
from wangdian.apps.people.actions.erase_person import ErasePerson
from wangdian.apps.people.actions.set_password import SetPassword
from wangdian.apps.people.models import Person
from wangdian.apps.people.queries import names_of, person_card
from wangdian.domain.rights import Role

NAME, PHONE, MAIL, LOGIN = "Zhuge Xyzzy", "010-5555-0199", "xyzzy@example.test", "zhuge.xyzzy"


def everything() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def test_nothing_personal_remains_and_the_chain_is_whole(cast: Cast) -> None:
    boss = cast.near(Role.ADMINISTRATOR)
    person = AddPerson(
        who=boss, login=LOGIN, person_name=NAME, phone=PHONE, email=MAIL, role="engineer", unit_code="B1",
    ).do()
    ChangePerson(who=boss, person_id=person, person_name=NAME + " II", phone=PHONE, email=MAIL).do()
    SetPassword(who=boss, person_id=person).do()
    assert all(value in everything() for value in (NAME, PHONE, MAIL, LOGIN))
    before = anchor()
    ErasePerson(who=boss, person_id=person).do()
    assert not any(value in everything() for value in (NAME, PHONE, MAIL, LOGIN))
    assert verify_chain(before).whole
    row = Person.objects.get(pk=person)
    assert (row.is_active, row.has_usable_password(), row.name) == (False, False, "")


def test_an_erased_person_is_a_bare_number(cast: Cast) -> None:
    boss, person = cast.near(Role.ADMINISTRATOR), cast.person(Role.ENGINEER)
    assert names_of(boss, [person.pk]) == {person.pk: person.name}
    ErasePerson(who=boss, person_id=person.pk).do()
    assert names_of(boss, [person.pk]) == {}
    card = person_card(boss, person.pk)
    assert (card.erased, card.name, card.phone, card.email, card.grants) == (True, "", "", "", ())
