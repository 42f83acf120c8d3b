"""Takes in rows of a logger's file: many places, metrics and moments at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wangdian.apps.evidence.recording import Given, check_moment, keep, metric_named
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import outlets_visible_to, zones_visible_to
from wangdian.apps.people.access import guard
from wangdian.domain.metrics import in_its_unit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.streams import Source
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, NotFound, Problem


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of a logger: `zone` is a zone's name, "" for the outlet itself; `unit` "" for the metric's own."""

    outlet: str
    zone: str
    metric: str
    at: datetime
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLog(Verb):
    """Keeps all rows or none; answers whether any is new.

    Raises Invalid whose problems name "<place of the row>.<field>", all wrong rows at once; NotFound or NotAllowed
    where none of the outlets is one to record at.
    """

    name = "evidence.take_log"
    right = Right.WALK

    who: Actor
    rows: tuple[LogRow, ...]

    @transaction.atomic
    def do(self) -> bool:
        places = self._places()
        given: list[Given] = []
        problems: list[Problem] = []
        for number, row in enumerate(self.rows):
            try:
                given.append(self._given(row, places))
            except Invalid as error:
                problems += [Problem(f"{number}.{one.field}", one.why) for one in error.problems]
        if problems:
            raise Invalid(problems)
        kept = keep(self.who, Source.FILE, given)
        if kept.unlike:
            raise Invalid([
                Problem(f"{place}.value", _("For this moment %(kept)s is recorded already, not %(given)s.") % {
                    "kept": f"{one.kept.normalize():f}", "given": f"{one.given.value.normalize():f}",
                })
                for place, one in kept.unlike.items()
            ])
        if kept.new:
            self._record()
        return kept.new > 0

    def _places(self) -> Mapping[tuple[str, str], int]:
        """The subjects of outlets and zones at which `who` may record, by code and name."""
        seen = list(outlets_visible_to(self.who).filter(code__in={row.outlet for row in self.rows}).order_by("code"))
        if not seen:
            raise NotFound
        ours = [outlet for outlet in seen if self.who.may(self.right, outlet.unit.path)]
        if not ours:
            guard(self.who, self.right, seen[0].unit.path)
        zones = zones_visible_to(self.who).filter(outlet__in=ours, retired_on=None)
        found = {(zone.outlet.code, zone.name): zone.subject_id for zone in zones}
        return found | {(outlet.code, ""): outlet.subject_id for outlet in ours}

    def _given(self, row: LogRow, places: Mapping[tuple[str, str], int]) -> Given:
        subject_id = places.get((row.outlet, row.zone))
        if (row.outlet, "") not in places:
            raise Invalid([Problem("outlet_code", gettext_noop("There is no such outlet, or you do not walk there."))])
        if subject_id is None:
            raise Invalid([Problem("zone", gettext_noop("This outlet has no such zone."))])
        metric = metric_named(row.metric)
        check_moment(row.at)
        return Given(subject_id, row.metric, row.at, in_its_unit(metric, row.value, row.unit))

    def _record(self) -> None:
        counted = Counter(row.outlet for row in self.rows)
        for outlet in outlets_visible_to(self.who).filter(code__in=counted).order_by("code"):
            record(self.who, self.name, "outlet", outlet.code, outlet.unit.path, {"rows": counted[outlet.code]})
