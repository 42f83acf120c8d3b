"""Every verb lives where its name says, and somebody can do it."""

import ast
import re

import pytest

from tests.architecture.sources import APPS, SRC, files, short, tree
from tests.roles.registry import verbs
from wangdian.domain.verbs import Verb

VERBS = verbs()
DEFINED = [
    node.name for file in files(".py", under=APPS) for node in tree(file).body
    if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Verb" for b in node.bases)
]
USED = {
    short(file): {node.id for node in ast.walk(tree(file)) if isinstance(node, ast.Name)}
    for file in files(".py", under=SRC)
}


def test_there_are_verbs_and_no_two_share_a_name() -> None:
    assert len(DEFINED) > 1
    assert sorted(verb.__name__ for verb in VERBS.values()) == sorted(DEFINED)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_lives_among_the_actions_of_the_app_it_names(name: str) -> None:
    app = re.fullmatch(r"([a-z]+)\.[a-z_]+", name)
    assert app
    assert VERBS[name].__module__.startswith(f"wangdian.apps.{app.group(1)}.actions.")


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_done_somewhere(name: str) -> None:
    verb: type[Verb] = VERBS[name]
    own = "src/" + verb.__module__.replace(".", "/") + ".py"
    assert [file for file, names in USED.items() if file != own and verb.__name__ in names]
