"""What can be imported: a line a noun, each through the same form and verb as the screen."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.entrypoints.forms.outlets import OutletForm
from wangdian.entrypoints.lists.listing import Text


@dataclass(frozen=True, slots=True)
class ImportSpec:
    """A noun that a spreadsheet may bring: `form` reads a row by its column names and builds the verb.

    Columns are the form's field names, or the labels of its fields in either language.
    """

    noun: str
    title: Text
    form: type[Any]
    right: Right

    def verb(self, form: Any, who: Actor) -> Verb:
        verb: Verb = form.verb(who)
        return verb


IMPORTS: dict[str, ImportSpec] = {
    spec.noun: spec
    for spec in (
        ImportSpec("outlets", _("Outlets"), OutletForm, Right.EDIT_OUTLETS),
    )
}
