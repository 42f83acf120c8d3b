"""How bad it is when a requirement does not hold, from a blemish to danger."""

from enum import StrEnum


class Severity(StrEnum):
    """Four degrees, in rising order."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low to 3 for critical."""
        return _RISING.index(self)

    @property
    def needs_other_eyes(self) -> bool:
        """At high and critical the one who mended may not be the one who verifies."""
        return self.rank >= _RISING.index(Severity.HIGH)

    def raised(self, by: int) -> "Severity":
        """This severity, `by` degrees worse, never beyond critical."""
        return _RISING[min(self.rank + max(by, 0), len(_RISING) - 1)]


_RISING = (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
