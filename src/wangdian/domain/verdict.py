"""What a look at the evidence says about a requirement."""

from enum import StrEnum


class Verdict(StrEnum):
    """Unknown is a verdict of its own: silence is never health and never a fault."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
