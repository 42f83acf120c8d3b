"""Finds out which column of a file is which field of a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from wangdian.entrypoints.imports.tables import unreadable
from wangdian.foundation.errors import Invalid, Problem

LANGUAGES = ("zh-hans", "en")
YES = frozenset({"true", "yes", "y", "1", "是", "有", "√"})
NO = frozenset({"", "false", "no", "n", "0", "否", "无", "×"})


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields` names the form's field of every column, in the order of the file; `titles` is what stands there."""

    fields: tuple[str, ...]
    titles: tuple[str, ...]

    def title(self, field: str) -> str:
        return self.titles[self.fields.index(field)] if field in self.fields else field


def columns_of(form: type[forms.Form], header: Sequence[str]) -> Columns:
    """By the field's name or its label in either language; raises Invalid naming every title that does not fit."""
    known = _names(form)
    fields: list[str] = []
    problems: list[Problem] = []
    for title in header:
        field = known.get(_folded(title), "")
        if not field:
            problems.append(Problem(title or "?", _("There is no such column here.")))
        elif field in fields:
            problems.append(Problem(title, _("This column stands there twice.")))
        fields.append(field)
    for name, bound in _fields(form).items():
        if bound.required and name not in fields:
            problems.append(Problem(str(bound.label), _("This column is missing.")))
    if problems:
        raise Invalid(problems)
    if not fields:
        raise unreadable(_("The first row must hold the titles of the columns."))
    return Columns(tuple(fields), tuple(header))


def choices_of(form: type[forms.Form]) -> dict[str, dict[str, str]]:
    """For each field with a list: the words of both languages, folded, and the code that they mean."""
    spoken: dict[str, dict[str, str]] = {}
    for name, field in _fields(form).items():
        if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.MultipleChoiceField):
            continue
        spoken[name] = {}
        for language in LANGUAGES:
            with translation.override(language):
                spoken[name] |= {_folded(str(word)): str(code) for code, word in _pairs(field) if code != ""}
    return spoken


def prepared(form: type[forms.Form], field: str, text: str, spoken: dict[str, dict[str, str]]) -> Any:
    """What the form takes for a cell's text: codes for words, true for yes; other words stay, for their error."""
    if field in spoken:
        return spoken[field].get(_folded(text), text)
    if isinstance(_fields(form)[field], forms.BooleanField):
        return _truth(text)
    return text


def _truth(text: str) -> Any:
    word = text.strip().lower()
    if word in YES:
        return True
    return False if word in NO else text


def is_yes_or_no(form: type[forms.Form], field: str) -> bool:
    return isinstance(_fields(form).get(field), forms.BooleanField)


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return [(pair[0], pair[1]) for pair in list(field.widget.choices)]


def _names(form: type[forms.Form]) -> dict[str, str]:
    known = {_folded(name): name for name in _fields(form)}
    for language in LANGUAGES:
        with translation.override(language):
            known |= {_folded(str(field.label)): name for name, field in _fields(form).items()}
    return known


def _fields(form: type[forms.Form]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = form.base_fields
    return fields


def _folded(text: str) -> str:
    """Titles fit whatever their case, spaces and the star that marks what must be filled."""
    return "".join(text.replace("*", "").split()).casefold()
