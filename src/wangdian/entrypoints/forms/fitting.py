"""What all forms share: a form reads what people typed, and builds the verb that does it."""

from collections.abc import Callable, Mapping
from typing import Any

from wangdian.domain.verbs import Verb
from wangdian.entrypoints.told import problems_of
from wangdian.foundation.errors import Invalid


def tried(form: Any, verb: Callable[[], Verb]) -> tuple[bool, Any]:
    """Does what a valid form builds: (True, the verb's answer), or (False, None) with what is wrong at its fields."""
    if not form.is_valid():
        return False, None
    try:
        return True, verb().do()
    except Invalid as error:
        show_problems(form, error)
        return False, None


def show_problems(form: Any, error: Invalid, called: Mapping[str, str] | None = None) -> None:
    """Shows each problem at its field, or above the form; `called` names the form's field for a verb's."""
    for problem in problems_of(error):
        name = (called or {}).get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, problem.why)
