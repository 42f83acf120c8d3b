"""Takes a role from a person."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import ROOT, guard, keep_an_administrator, people_visible_to
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.models import RoleGrant
from wangdian.domain.rights import Actor, Right, Role
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawGrant(Verb):
    """Withdraws a grant within the subtree that one administers, the last one of a person too."""

    name = "people.withdraw_grant"
    right = Right.EDIT_PEOPLE

    who: Actor
    grant_id: int

    @transaction.atomic
    def do(self) -> int:
        seen = people_visible_to(self.who).values("pk")
        grant = RoleGrant.objects.filter(pk=self.grant_id, person_id__in=seen).select_related("unit").first()
        if grant is None:
            raise NotFound
        person_id, path = grant.person_id, grant.unit.path
        guard(self.who, self.right, path, sees=Right.SEE_PEOPLE)
        detail = {"role": grant.role, "unit": grant.unit.code}
        grant.delete()
        if detail["role"] == Role.ADMINISTRATOR and path == ROOT:
            keep_an_administrator()
        entry = record(self.who, self.name, "person", person_id, path, detail)
        tell([person_id], key=f"grants:{entry.seq}", kind="people.grants_changed", link="/account/")
        return person_id
