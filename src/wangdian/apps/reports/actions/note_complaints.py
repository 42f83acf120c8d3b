"""Notes how many complaints about outlets came in, a day and a way at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlets_visible_to
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.access import guard
from wangdian.apps.reports.models import ComplaintCount
from wangdian.apps.reports.noting import note_signs
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, NotFound, Problem

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Complaints:
    """So many about an outlet (its code) on a day, by one way."""

    outlet: str
    day: date
    channel: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteComplaints(Verb):
    """Keeps all rows or none, each in place of what was noted of its outlet, day and way; answers whether any is new.

    Raises Invalid whose problems name "<place of the row>.<field>", all wrong rows at once; NotFound or NotAllowed
    where none of the outlets is one to note at.
    """

    name = "reports.note_complaints"
    right = Right.LEAD_CHECKS

    who: Actor
    rows: tuple[Complaints, ...]

    @transaction.atomic
    def do(self) -> bool:
        outlets = self._outlets()
        problems = [problem for n, row in enumerate(self.rows) for problem in _problems(n, row, outlets)]
        if problems:
            raise Invalid(problems)
        changed = self._keep(outlets)
        for pk in sorted({row.outlet_id for row in changed}):
            outlet = next(one for one in outlets.values() if one.pk == pk)
            days = sum(row.outlet_id == pk for row in changed)
            record(self.who, self.name, "outlet", outlet.code, outlet.unit.path, {"rows": days})
        note_signs({row.outlet_id for row in changed})
        return bool(changed)

    def _outlets(self) -> Mapping[str, Outlet]:
        """The outlets about which `who` may note something, by code."""
        seen = list(outlets_visible_to(self.who).filter(code__in={row.outlet for row in self.rows}).order_by("code"))
        if not seen:
            raise NotFound
        ours = {outlet.code: outlet for outlet in seen if self.who.may(self.right, outlet.unit.path)}
        if not ours:
            guard(self.who, self.right, seen[0].unit.path)
        return ours

    def _keep(self, outlets: Mapping[str, Outlet]) -> list[ComplaintCount]:
        """What says something new; the last of several rows about the same counts."""
        given = {(outlets[row.outlet].pk, row.day, row.channel): row for row in self.rows}
        kept = ComplaintCount.objects.select_for_update().filter(outlet__in={key[0] for key in given})
        there = {(row.outlet_id, row.day, row.channel): row.number for row in kept.order_by("pk")}
        changed = [
            ComplaintCount(
                outlet_id=key[0], unit_id=outlets[row.outlet].unit_id, day=row.day, channel=row.channel,
                number=row.number, noted_by_id=self.who.id or None, noted_at=clock.now(),
            )
            for key, row in given.items() if there.get(key) != row.number
        ]
        ComplaintCount.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["outlet", "day", "channel"],
            update_fields=["unit", "number", "noted_by", "noted_at"],
        )
        return changed


def _problems(place: int, row: Complaints, outlets: Mapping[str, Outlet]) -> list[Problem]:
    found = []
    if row.outlet not in outlets:
        why = gettext_noop("There is no such outlet, or you do not lead checks there.")
        found.append(Problem(f"{place}.outlet_code", why))
    if row.day > clock.today():
        found.append(Problem(f"{place}.day", gettext_noop("This day is still to come.")))
    if row.channel not in ComplaintCount.Channel.values:
        found.append(Problem(f"{place}.channel", gettext_noop("Choose one of the ways.")))
    if not 0 <= row.number <= MOST:
        found.append(Problem(f"{place}.number", gettext_noop("Give a number from 0 to 10000.")))
    return found
