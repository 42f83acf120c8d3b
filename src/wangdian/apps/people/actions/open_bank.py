"""Opens an empty bank: its head office and its first administrator."""

from dataclasses import replace

from django.db import connection, transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.actions.add_unit import grow
from wangdian.apps.people.fields import check_login, check_names, check_password, check_person
from wangdian.apps.people.models import Person, RoleGrant, Unit
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid


def bank_is_open() -> bool:
    """Whether this database holds a bank; one without our tables holds none. 2 queries."""
    return Unit._meta.db_table in connection.introspection.table_names() and Unit.objects.exists()


@transaction.atomic
def open_bank(
    *, code: str, name_zh: str, login: str, person_name: str, password: str, name_en: str = "",
    language: str = "zh-hans",
) -> int:
    """Makes the head office and an administrator over all of it; returns the person's id.

    No role may do this, for there is nobody yet: it is for the command line of the machine, and only where there is
    no bank. The password is for good, since its owner chose it. Raises Clash or Invalid.
    """
    if Unit.objects.exists():
        raise Clash("There is a bank already.")
    person = Person(login=login, name=person_name, language=language, made_at=clock.now())
    problems = check_login(login) + check_person(person_name, "", "", language) + check_names(name_zh, name_en)
    problems += [replace(found, field="password") for found in check_password(password, person)]
    if problems:
        raise Invalid(problems)
    root = grow(None, Unit.Kind.HEAD_OFFICE, code, name_zh, name_en)
    person.set_password(password)
    person.save()
    RoleGrant.objects.create(person=person, role=Role.ADMINISTRATOR, unit=root)
    record(SYSTEM, "people.open_bank", "person", person.pk, root.path, {"unit": root.code})
    return person.pk
