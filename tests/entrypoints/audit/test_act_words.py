"""Everything that the audit log can hold has its word."""

import ast
from pathlib import Path

import wangdian.apps
from tests.roles.registry import verbs
from wangdian.entrypoints.web.act_words import ACTS

APPS = Path(wangdian.apps.__file__).parent


def recorded() -> set[str]:
    """The names that stand as literals in calls of `record`, beside the verbs that record under their own."""
    calls = [
        node for file in APPS.rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record"
    ]
    given = [call.args[1] for call in calls if len(call.args) > 1]
    return {name.value for name in given if isinstance(name, ast.Constant)}


def test_every_act_has_its_word() -> None:
    assert "people.log_in" in recorded()
    assert sorted((set(verbs()) | recorded()) - set(ACTS)) == []


def test_no_word_is_kept_for_an_act_that_is_gone() -> None:
    assert sorted(set(ACTS) - set(verbs()) - recorded()) == []
