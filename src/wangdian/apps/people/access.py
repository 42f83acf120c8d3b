"""Who may reach which rows by their place in the organisation, and who an actor is."""

from dataclasses import replace

from django.db.models import Q, QuerySet

from wangdian.apps.people.models import Person, RoleGrant, Unit
from wangdian.domain.rights import STEP, Actor, Grant, Right, Role, after_subtree
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotAllowed, NotFound

ROOT = "1".zfill(STEP)
"""The path of the head office; a right there is a right over the whole bank."""
FEW = 200
"""So many units are named one by one. SQLite does not know how many of the bank's units lie in a range of paths, and
would look for the rows of a single outlet among those of all."""


def within(who: Actor, right: Right, prefix: str) -> Q:
    """The condition on a unit (by the prefix "unit__") that keeps rows where `who` holds `right`."""
    few = who.few_units(right)
    if few is not None:
        return Q(**{f"{prefix}pk__in": few})
    condition = Q(pk__in=[])
    for root in who.roots(right):
        condition |= _from(root, prefix)
    return condition


def _from(root: str, prefix: str) -> Q:
    """The condition on a unit that keeps rows of a subtree."""
    if root in {"", ROOT}:
        # A range that spans the whole bank would tempt a database to read all of it and sort; and an empty Q is
        # lost when it is joined to others by "or", which would turn everything into nothing.
        return ~Q(pk__in=[])
    return Q(**{f"{prefix}path__gte": root, f"{prefix}path__lt": after_subtree(root)})


def below(grant: Grant, prefix: str) -> Q:
    """The condition on a unit (by the prefix "unit__") that keeps rows of the subtree of a grant."""
    if grant.units is not None:
        return Q(**{f"{prefix}pk__in": grant.units})
    return _from(grant.path, prefix)


def guard(who: Actor, right: Right, path: str, sees: Right = Right.SEE) -> None:
    """Refuses unless `who` holds `right` at `path`: hidden rows as not found, visible ones as not allowed."""
    if who.may(right, path):
        return
    if who.may(sees, path):
        raise NotAllowed
    raise NotFound


def guard_somewhere(who: Actor, right: Right) -> None:
    """Refuses unless `who` holds `right` anywhere: for nouns that have no place in the organisation."""
    if not who.may_somewhere(right):
        raise NotAllowed


def units_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Unit]:
    return Unit.objects.filter(within(who, right, ""))


def unit_for(who: Actor, code: str, right: Right = Right.SEE) -> Unit:
    """The unit with `code`; NotFound if it is absent or hidden."""
    unit = units_visible_to(who, right).filter(code=code).first()
    if unit is None:
        raise NotFound
    return unit


def grants_in_force() -> QuerySet[RoleGrant]:
    """Of open accounts, those that have not run out."""
    return RoleGrant.objects.filter(Q(until=None) | Q(until__gte=clock.today()), person__is_active=True)


def actor_for(person_id: int) -> Actor:
    """The actor behind an account with the grants in force today; 1 query."""
    rows = list(grants_in_force().filter(person_id=person_id).values("role", "unit__path", "person__vendor_id"))
    grants = tuple(Grant(Role(r["role"]), r["unit__path"]) for r in rows)
    return Actor(id=person_id, grants=grants, vendor_id=rows[0]["person__vendor_id"] if rows else None)


def looking(who: Actor) -> Actor:
    """The same actor with the ids of the units of each grant, where they are few. 1 query, none for the whole bank.

    For requests that change nothing: a unit that is made later is not among those named.
    """
    paths = {grant.path for grant in who.grants}
    if not paths or ROOT in paths:
        return who
    somewhere = Q()
    for grant in who.grants:
        somewhere |= below(grant, "")
    units = list(Unit.objects.filter(somewhere).order_by("path").values_list("pk", "path")[: FEW + 1])
    if len(units) > FEW:
        return who
    named = (replace(one, units=tuple(pk for pk, path in units if one.covers(path))) for one in who.grants)
    return replace(who, grants=tuple(named))


def actor_named(login: str) -> Actor | None:
    """The actor behind the open account with that login name, if there is one. 2 queries."""
    person_id = Person.objects.filter(login=login.strip().lower(), is_active=True).values_list("pk", flat=True).first()
    return None if person_id is None else actor_for(person_id)


def people_visible_to(who: Actor) -> QuerySet[Person]:
    """People with a grant somewhere in the subtrees where `who` may see people; and oneself.

    Those without any grant belong to the whole bank: whoever edits all of its people sees them.
    """
    if who.may(Right.EDIT_PEOPLE, ROOT):
        return Person.objects.all()
    held = RoleGrant.objects.filter(within(who, Right.SEE_PEOPLE, "unit__")).values("person_id")
    return Person.objects.filter(Q(pk__in=held) | Q(pk=who.id))


def person_for(who: Actor, person_id: int) -> Person:
    """The person with that id; NotFound if absent or hidden."""
    person = people_visible_to(who).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def person_to_edit(who: Actor, person_id: int) -> Person:
    """A person all of whose grants lie where `who` edits people; NotFound if hidden, NotAllowed if only seen.

    All, not some: who could set the password of somebody with rights elsewhere would hold those rights. Erased ones
    are beyond editing, and not found.
    """
    person = person_for(who, person_id)
    paths = list(RoleGrant.objects.filter(person=person).values_list("unit__path", flat=True)) or [ROOT]
    if not all(who.may(Right.EDIT_PEOPLE, path) for path in paths):
        raise NotAllowed
    if person.erased_at is not None:
        raise NotFound
    return person


def keep_an_administrator() -> None:
    """Refuses a change that leaves nobody with an open account and an unending administrator's grant over the bank.

    Called after the change, inside its transaction; the lock makes two such changes wait for each other.
    """
    grants = RoleGrant.objects.select_for_update(of=("self",)).filter(
        role=Role.ADMINISTRATOR, unit__path=ROOT, until=None,
    )
    if not any(grant.person.is_active for grant in grants.select_related("person").order_by("pk")):
        raise Clash("The bank must keep an administrator. Make another one first.")
