"""Says what was refused in the reader's language, for pages and the API alike."""

from django.db import OperationalError
from django.utils.translation import gettext as _

from wangdian.foundation.errors import Busy, Invalid, Problem, Refused

WAITED = ("database is locked", "table is locked", "deadlock detected")
"""How SQLite and PostgreSQL say so."""


def why_of(error: Refused) -> str:
    """The sentence of a refusal with its blanks filled."""
    return _(error.why) % error.params if error.params else _(error.why)


def busy(error: BaseException | None) -> Busy | None:
    """What to say where the database gave up waiting for other writers; None for any other error."""
    waited = isinstance(error, OperationalError) and any(sign in str(error) for sign in WAITED)
    return Busy() if waited else None


def problems_of(error: Refused) -> tuple[Problem, ...]:
    """What is wrong field by field, if the input was; a `why` that was translated already stays as it is."""
    if not isinstance(error, Invalid):
        return ()
    return tuple(Problem(problem.field, _(str(problem.why))) for problem in error.problems)
