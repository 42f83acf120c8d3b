"""Builds a form whose place is given by the address: those fields are set, hidden and cannot be typed over."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid

AnyForm = TypeVar("AnyForm", bound=forms.Form)


def filled(
    kind: type[AnyForm], request: HttpRequest, given: Mapping[str, str] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> AnyForm:
    """Bound for a POST, with `initial` otherwise; `given` stands whatever was sent."""
    fixed = dict(given or {})
    if request.method == "POST":
        data = request.POST.copy()
        for name, value in fixed.items():
            data[name] = value
        form = kind(data, request.FILES or None)
    else:
        form = kind(initial={**(initial or {}), **fixed})
    for name in fixed:
        form.fields[name].widget = forms.HiddenInput()
    return form


def done_by(form: forms.Form, verb: Callable[[], Verb]) -> bool:
    """Does what a valid form builds; False with the problems shown at their fields."""
    if not form.is_valid():
        return False
    try:
        verb().do()
    except Invalid as error:
        for problem in error.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.why)
        return False
    return True


def offer(form: forms.Form, name: str, words: Mapping[str, Any] | list[str]) -> None:
    """Makes a text field a list of what there is; what it holds now stays on the list."""
    pairs = list(words.items()) if isinstance(words, Mapping) else [(word, word) for word in words]
    held = form[name].value()
    if held and held not in {code for code, _word in pairs}:
        pairs.append((held, held))
    open_end = [] if form.fields[name].required else [("", "—")]
    form.fields[name].widget = forms.Select(choices=[*open_end, *pairs])
