"""What outlets announce."""

from dataclasses import dataclass

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class SubjectChanged(Fact):
    """A subject came, changed in a way that may change which requirements apply, or went."""

    topic = "outlets.subject_changed"
    subject_id: int


@dataclass(frozen=True, slots=True)
class HoursChanged(Fact):
    """Opening hours, a closure or an official day changed: what hangs on the calendar must be looked at again."""

    topic = "outlets.hours_changed"
    outlet_id: int
