"""The one way from a valid form to its verb, and from what a verb refuses back to the fields."""

import pytest
from django import forms
from django.utils import translation

from wangdian.domain.verbs import Verb
from wangdian.entrypoints.forms.fitting import show_problems, tried
from wangdian.foundation.errors import Clash, Invalid, Problem


class Written(forms.Form):
    """A form with one field."""

    note = forms.CharField()


class Doing:
    """Stands for a verb that does or refuses."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.refusal = refusal

    def do(self) -> str:
        if self.refusal:
            raise self.refusal
        return "done"


def never() -> Verb:
    raise AssertionError("an invalid form builds no verb")


def test_a_valid_form_does_what_it_builds_and_an_invalid_one_builds_nothing() -> None:
    assert tried(Written({"note": "x"}), Doing) == (True, "done")
    assert tried(Written({}), never) == (False, None)


def test_what_is_wrong_stands_at_its_field_in_the_readers_language() -> None:
    form = Written({"note": "x"})
    refusal = Invalid([Problem("note", "Too many requests."), Problem("elsewhere", "b"), Problem("", "c")])
    with translation.override("zh-hans"):
        assert tried(form, lambda: Doing(refusal)) == (False, None)
    assert form.errors == {"note": ["请求过多，请稍后再试。"], "__all__": ["b", "c"]}


def test_a_verb_may_call_a_field_by_another_name() -> None:
    form = Written({"note": "x"})
    show_problems(form, Invalid([Problem("comment", "a")]), {"comment": "note"})
    assert form.errors == {"note": ["a"]}


def test_a_clash_is_not_the_forms_to_tell() -> None:
    with pytest.raises(Clash):
        tried(Written({"note": "x"}), lambda: Doing(Clash("late")))
