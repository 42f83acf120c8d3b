"""Everything that the audit log can hold has its word."""

import ast
from pathlib import Path

import wangdian.apps
from tests.roles.registry import verbs
from wangdian.entrypoints.web.act_words import ACTS, NOUNS

APPS = Path(wangdian.apps.__file__).parent
RECORDING = {"record", "take_over"}
"""What is called with an actor and the name of an act."""


def recorded() -> set[str]:
    """What calls of `record` name, as a literal or a constant of their file, beside the verbs that name themselves."""
    return {name for file in APPS.rglob("*.py") for name in recorded_in(ast.parse(file.read_text(encoding="utf-8")))}


def recorded_in(tree: ast.Module, place: int = 1) -> set[str]:
    constants = {
        target.id: node.value.value for node in tree.body if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant)
    }
    given = [
        node.args[place] for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECORDING
        and len(node.args) > place
    ]
    literals = {name.value for name in given if isinstance(name, ast.Constant)}
    return literals | {constants[name.id] for name in given if isinstance(name, ast.Name) and name.id in constants}


def test_every_act_has_its_word() -> None:
    assert {"people.log_in", "evidence.keep_photo"} <= recorded()
    assert sorted((set(verbs()) | recorded()) - set(ACTS)) == []


def test_no_word_is_kept_for_an_act_that_is_gone() -> None:
    assert sorted(set(ACTS) - set(verbs()) - recorded()) == []


def test_every_noun_has_its_word_and_no_other() -> None:
    nouns = {name for file in APPS.rglob("*.py") for name in recorded_in(ast.parse(file.read_text("utf-8")), 2)}
    assert nouns == set(NOUNS)
