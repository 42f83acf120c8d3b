"""Samples that a pack brings along: given this, the judge must say that."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pydantic import Field

from wangdian.domain.judging_evidence import Dated, Evidence, Measurement, Observation, Reading, Says
from wangdian.domain.requirement_fields import Code, Entry, Text
from wangdian.foundation.clock import BANK_ZONE

SAMPLE_MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=BANK_ZONE)
"""When a sample plays that names no moment of its own: a Monday morning."""

FIELDS: dict[str, frozenset[str]] = {
    "observed": frozenset({"ok", "reasons", "not_applicable", "taken_at", "compared_with", "expected"}),
    "measured": frozenset({"values", "variant", "taken_at", "ok", "reasons", "not_applicable"}),
    "dated": frozenset({"on", "started_on", "due_at", "variant", "passed", "answered_seconds"}),
    "monitored": frozenset({"value", "breached_for", "cleared_for", "heard_ago", "failing", "variant"}),
}
"""Which fields of `given` each kind of check understands."""


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

    def evidence(self, kind: str, at: datetime) -> Evidence:
        """What the judge of that kind of check is given at a moment."""
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
        )


class Sample(Entry):
    """A short story with its verdict; without `given` nothing is known."""

    says: Says
    story: Text
    given: Given | None = None
    moment: date | datetime | None = Field(default=None, alias="at")

    @property
    def at(self) -> datetime:
        """The moment of the story: ten in the morning if it names only a day."""
        if self.moment is None:
            return SAMPLE_MOMENT
        if isinstance(self.moment, datetime):
            return self.moment if self.moment.tzinfo else self.moment.replace(tzinfo=BANK_ZONE)
        return datetime.combine(self.moment, time(10), BANK_ZONE)

    def evidence(self, kind: str) -> Evidence | None:
        return None if self.given is None else self.given.evidence(kind, self.at)
