"""Whose name is shown to whom."""

from wangdian.apps.people.models import Person
from wangdian.domain.rights import Actor, Right


def name_for(who: Actor, person: Person | None, path: str) -> str:
    """The name for those who may see colleagues there, and for oneself; empty for everybody else."""
    if person is None or not (person.pk == who.id or who.may(Right.SEE_PEOPLE, path)):
        return ""
    return person.name
