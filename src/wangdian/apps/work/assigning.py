"""To whom an order may be given."""

from dataclasses import dataclass

from wangdian.apps.people.models import Person
from wangdian.apps.work.access import doers_at, vendors_at
from wangdian.foundation.errors import Clash


@dataclass(frozen=True, slots=True)
class Taker:
    """Person and vendor by id, as the life of an order names them."""

    person: str | None
    vendor: str | None


def taker(person_id: int | None, vendor_id: int | None, path: str) -> Taker:
    """Who is to have an order at `path`; raises Clash for somebody who does not mend there. 2 queries."""
    doers = doers_at(path)
    if person_id is not None:
        if person_id not in doers:
            raise Clash("This person does not mend anything there.")
        works_for = Person.objects.values_list("vendor_id", flat=True).get(pk=person_id)
        return Taker(str(person_id), None if works_for is None else str(works_for))
    if not vendors_at(doers).filter(pk=vendor_id or 0).exists():
        raise Clash("None of this vendor's people work there.")
    return Taker(None, str(vendor_id))
