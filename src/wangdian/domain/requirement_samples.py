"""Samples that a pack brings along: given this, the judge must say that."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pydantic import Field

from wangdian.domain.feeding import heard, measured
from wangdian.domain.judging_evidence import Dated, Evidence, Measurement, Observation, Reading, Says
from wangdian.domain.requirement_checks import Check, Measured, Monitored
from wangdian.domain.requirement_fields import Code, Entry, Text
from wangdian.domain.streams import Point, Source
from wangdian.foundation.clock import BANK_ZONE

SAMPLE_MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=BANK_ZONE)
"""When a sample plays that names no moment of its own: a Monday morning."""

FIELDS: dict[str, frozenset[str]] = {
    "observed": frozenset({"ok", "reasons", "not_applicable", "taken_at", "compared_with", "expected"}),
    "measured": frozenset({"values", "variant", "taken_at", "ok", "reasons", "not_applicable", "readings"}),
    "dated": frozenset({"on", "started_on", "due_at", "variant", "passed", "answered_seconds"}),
    "monitored": frozenset({
        "value", "breached_for", "cleared_for", "heard_ago", "failing", "variant", "source", "readings",
    }),
}
"""Which fields of `given` each kind of check understands."""


class Read(Entry):
    """One reading of a sample, so long before its moment; `shut` says that the outlet was."""

    ago: timedelta = timedelta()
    value: Decimal
    metric: str = ""
    source: Source = Source.FILE
    shut: bool = False

    def point(self, at: datetime) -> Point:
        moment = at - self.ago
        opened = None if self.shut else datetime.combine(moment.astimezone(BANK_ZONE).date(), time.min, BANK_ZONE)
        return Point(moment, self.value, self.source, opened)


class Given(Entry):
    """Evidence as a sample writes it; spans (`breached_for`, …) are ISO 8601, such as PT6M, before the moment."""

    ok: bool | None = None
    reasons: tuple[Code, ...] = ()
    not_applicable: bool = False
    taken_at: date | None = None
    compared_with: str | None = None
    expected: str | None = None
    values: dict[Code, Decimal] | None = None
    variant: Code | None = None
    on: date | datetime | None = None
    started_on: date | None = None
    due_at: datetime | None = None
    passed: bool | None = None
    answered_seconds: Decimal | None = None
    value: Decimal | str | None = None
    breached_for: timedelta | None = None
    cleared_for: timedelta | None = None
    heard_ago: timedelta = timedelta()
    failing: bool = False
    source: Source = Source.SENSOR
    readings: tuple[Read, ...] = ()

    def evidence(self, check: Check, at: datetime, subject_kind: str) -> Evidence | None:
        """What the judge of a check is given at a moment: what was said, and the readings that came after it."""
        said = self._said(check.kind, at)
        if not self.readings:
            return said
        streams: dict[str, list[Point]] = {}
        for read in self.readings:
            streams.setdefault(read.metric or getattr(check, "metric", ""), []).append(read.point(at))
        if isinstance(check, Monitored):
            fed = heard(check, streams, None, self.failing)
            return fed.evidence if fed else None
        answer = None if isinstance(said, Observation) and said.holds is None else said
        if not isinstance(check, Measured):
            return answer
        fed = measured(check, answer, streams, None, self.failing, subject_kind)
        return fed.evidence if fed else answer

    def _said(self, kind: str, at: datetime) -> Evidence:
        taken = datetime.combine(self.taken_at, time(10), BANK_ZONE) if self.taken_at else at
        if kind == "dated":
            return Dated(
                on=self.on, started_on=self.started_on, due_at=self.due_at, variant=self.variant,
                passed=self.passed, answered_seconds=self.answered_seconds,
            )
        if kind == "monitored":
            return self._reading(at)
        if self.values is not None:
            return Measurement(self.values, self.variant, taken)
        return Observation(
            self.ok, self.reasons, self.not_applicable, taken, self.compared_with, self.expected
        )

    def _reading(self, at: datetime) -> Reading:
        heard = at - self.heard_ago
        return Reading(
            value=self.value,
            at=heard,
            breached_since=None if self.breached_for is None else at - self.breached_for,
            cleared_since=None if self.cleared_for is None else at - self.cleared_for,
            failing=self.failing,
            variant=self.variant,
            source=self.source,
        )


class Sample(Entry):
    """A short story with its verdict; without `given` nothing is known. `on` is the kind of subject."""

    says: Says
    story: Text
    given: Given | None = None
    moment: date | datetime | None = Field(default=None, alias="at")
    on: str = ""

    @property
    def at(self) -> datetime:
        """The moment of the story: ten in the morning if it names only a day."""
        if self.moment is None:
            return SAMPLE_MOMENT
        if isinstance(self.moment, datetime):
            return self.moment if self.moment.tzinfo else self.moment.replace(tzinfo=BANK_ZONE)
        return datetime.combine(self.moment, time(10), BANK_ZONE)

    def evidence(self, check: Check, subject_kind: str) -> Evidence | None:
        return None if self.given is None else self.given.evidence(check, self.at, self.on or subject_kind)
