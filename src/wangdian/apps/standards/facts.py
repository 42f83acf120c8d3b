"""What standards announce."""

from dataclasses import dataclass

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class RequirementsLoaded(Fact):
    """Requirements came, got a new text or went: to whom they apply must be worked out again for these keys."""

    topic = "standards.requirements_loaded"
    keys: list[str]
