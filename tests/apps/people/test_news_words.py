"""Every kind of news that is told somewhere has its sentence, and moments in it are shown in the bank's time."""

import ast
from pathlib import Path

from django.utils import translation

import wangdian.apps
from wangdian.apps.people.news_words import NEWS, sentence

APPS = Path(wangdian.apps.__file__).parent


def kinds_told() -> set[str]:
    """The kinds that stand as literals in calls of `tell`."""
    calls = [
        node for file in APPS.rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tell"
    ]
    given = [word.value for call in calls for word in call.keywords if word.arg == "kind"]
    return {value.value for value in given if isinstance(value, ast.Constant)}


def test_every_kind_that_is_told_has_its_sentence() -> None:
    told = kinds_told()
    assert "people.grants_changed" in told
    assert told <= set(NEWS)


def test_a_moment_is_shown_in_the_banks_time() -> None:
    words = {"what": "Sign", "where": "Hall", "outlet": "East", "number": "W1", "due_at": "2026-11-18T09:30:00+00:00"}
    late = next(kind for kind, said in NEWS.items() if "%(due_at)s" in str(said))
    with translation.override("en"):
        assert "11-18 17:30" in sentence(late, words)


def test_a_kind_from_another_release_still_says_something() -> None:
    with translation.override("en"):
        assert sentence("tests.gone", {}) == "There is news about tests.gone."
