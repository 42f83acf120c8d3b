"""What assets announce."""

from dataclasses import dataclass

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class DatesChanged(Fact):
    """A date that dated requirements ask for changed at a subject: a record, an item, an article, a document."""

    topic = "assets.dates_changed"
    subject_id: int
