"""Where in the organisation a person belongs, for who may read what was done to the account."""

from wangdian.apps.people.access import ROOT
from wangdian.apps.people.models import RoleGrant
from wangdian.domain.rights import STEP


def place_of(person_id: int) -> str:
    """The deepest path above all of the person's grants; the head office's for one without any. 1 query."""
    paths = list(RoleGrant.objects.filter(person_id=person_id).values_list("unit__path", flat=True))
    if not paths:
        return ROOT
    shared = min(paths, key=len)
    while not all(path.startswith(shared) for path in paths):
        shared = shared[:-STEP]
    return shared
