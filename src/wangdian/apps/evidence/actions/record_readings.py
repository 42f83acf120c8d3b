"""Records what somebody read off instruments in one place at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wangdian.apps.evidence.recording import Given, check_moment, keep, metric_named
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import subject_for
from wangdian.apps.people.access import guard
from wangdian.domain.metrics import in_its_unit
from wangdian.domain.rights import Actor, Right
from wangdian.domain.streams import Source
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReadings(Verb):
    """Records readings by metric, in the units of the metrics; answers how many are new.

    The same figure for the same moment counts once; another one is refused.
    """

    name = "evidence.record_readings"
    right = Right.WALK

    who: Actor
    subject_id: int
    at: datetime
    values: Mapping[str, Decimal]
    source: Source = Source.HAND

    @transaction.atomic
    def do(self) -> int:
        subject = subject_for(self.who, self.subject_id)
        guard(self.who, self.right, subject.unit.path)
        if not subject.active or not (subject.kind == "outlet" or subject.kind.startswith("zone:")):
            raise invalid("subject", gettext_noop("Readings belong to a zone that is in use, or to the outlet."))
        if not self.values:
            raise invalid("", gettext_noop("Enter at least one figure."))
        check_moment(self.at)
        kept = keep(self.who, self.source, self._given())
        if kept.unlike:
            raise Invalid([
                Problem(one.given.metric, _("For this moment %(kept)s is recorded already, not %(given)s.") % {
                    "kept": f"{one.kept.normalize():f}", "given": f"{one.given.value.normalize():f}",
                })
                for one in kept.unlike.values()
            ])
        if kept.new:
            record(self.who, self.name, "subject", subject.pk, subject.unit.path, {
                "metrics": sorted(self.values), "at": self.at.isoformat(), "source": self.source,
            })
        return kept.new

    def _given(self) -> list[Given]:
        given, problems = [], []
        for name, value in self.values.items():
            try:
                given.append(Given(self.subject_id, name, self.at, in_its_unit(metric_named(name), value)))
            except Invalid as error:
                problems += [Problem(name, problem.why) for problem in error.problems]
        if problems:
            raise Invalid(problems)
        return given
