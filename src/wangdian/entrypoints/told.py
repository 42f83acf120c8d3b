"""Says what was refused in the reader's language, for pages and the API alike."""

from django.utils.translation import gettext as _

from wangdian.foundation.errors import Invalid, Problem, Refused


def why_of(error: Refused) -> str:
    """The sentence of a refusal with its blanks filled."""
    return _(error.why) % error.params if error.params else _(error.why)


def problems_of(error: Refused) -> tuple[Problem, ...]:
    """What is wrong field by field, if the input was; a `why` that was translated already stays as it is."""
    if not isinstance(error, Invalid):
        return ()
    return tuple(Problem(problem.field, _(str(problem.why))) for problem in error.problems)
