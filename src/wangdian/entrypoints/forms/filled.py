"""Builds a form whose place is given by the address: those fields are set, hidden and cannot be typed over."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

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


def offer(form: forms.Form, name: str, words: Mapping[str, Any] | list[str]) -> None:
    """Makes a text field a list of what there is; what it holds now stays on the list."""
    pairs = list(words.items()) if isinstance(words, Mapping) else [(word, word) for word in words]
    held = form[name].value()
    if held and held not in {code for code, _word in pairs}:
        pairs.append((held, held))
    open_end = [] if form.fields[name].required else [("", "—")]
    form.fields[name].widget = forms.Select(choices=[*open_end, *pairs])
