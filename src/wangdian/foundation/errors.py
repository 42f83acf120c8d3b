"""What a verb may refuse, in a shape that page, API, command line and import can all show.

Each class carries its HTTP `status` and the word (`code`) by which a program knows it; a subclass inherits both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `field` is the input's name ("" for the whole), `why` a sentence for the reader."""

    field: str
    why: str


@dataclass
class Refused(Exception):
    """A verb did nothing; `why` is an English message id, `params` fill its named placeholders."""

    why: str
    params: Mapping[str, object] = field(default_factory=dict)

    status: ClassVar[int] = 409
    code = "clash"

    def __str__(self) -> str:
        return self.why % self.params if self.params else self.why


class NotFound(Refused):
    """Absent, or hidden from who asks: the two look alike on purpose."""

    status = 404
    code = "not_found"

    def __init__(self) -> None:
        super().__init__("There is nothing here, or it is not yours to see.")


class NotAllowed(Refused):
    """The row may be seen, but the verb is not for this role."""

    status = 403
    code = "not_allowed"

    def __init__(self) -> None:
        super().__init__("Your role may not do this here.")


class Clash(Refused):
    """Somebody was faster, or the state does not allow the verb."""


class Busy(Refused):
    """Others write, and the wait was too long: nothing was done, and the same may be tried again."""

    status = 503
    code = "busy"

    def __init__(self) -> None:
        super().__init__("Others are writing just now, and nothing was done. Try again in a moment.")


class Invalid(Refused):
    """The input is wrong; every problem is named at once."""

    status = 422
    code = "invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Some of what was entered is not right.")
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "; ".join(f"{p.field}: {p.why}" if p.field else p.why for p in self.problems)


def invalid(name: str, why: str) -> Invalid:
    """An `Invalid` with a single problem."""
    return Invalid([Problem(name, why)])
