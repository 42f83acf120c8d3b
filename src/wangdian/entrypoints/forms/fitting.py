"""What all forms share: a form reads what people typed, and builds the verb that does it."""

from typing import Any, Protocol

from wangdian.domain.rights import Actor
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


class VerbForm(Protocol):
    """A Django form with `verb`: the page, the import and the command line all go through it."""

    cleaned_data: dict[str, Any]

    def verb(self, who: Actor) -> Verb: ...
    def is_valid(self) -> bool: ...
    def add_error(self, field: str | None, error: str) -> None: ...
    def has_error(self, field: str) -> bool: ...


def tried(form: Any, who: Actor) -> tuple[bool, Any]:
    """Runs the form's verb; (True, its answer), or (False, None) with the verb's problems shown at their fields."""
    if not form.is_valid():
        return False, None
    try:
        return True, form.verb(who).do()
    except Invalid as error:
        for problem in error.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.why)
        return False, None
