"""Every verb lives where its name says, and somebody can do it."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import APPS, SRC, files, short, tree

FOUND = [
    (file, node)
    for file in files(".py", under=APPS)
    for node in tree(file).body
    if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Verb" for b in node.bases)
]
USED = {
    file: {node.id for node in ast.walk(tree(file)) if isinstance(node, ast.Name)} for file in files(".py", under=SRC)
}


def name_of(node: ast.ClassDef) -> str:
    for line in node.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "name":
            return str(ast.literal_eval(line.value))
    return ""


def test_there_are_verbs_and_no_two_share_a_name() -> None:
    names = [name_of(node) for _file, node in FOUND]
    assert len(names) > 1
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("file", "node"), FOUND, ids=[node.name for _file, node in FOUND])
def test_a_verb_lives_among_the_actions_of_the_app_it_names(file: Path, node: ast.ClassDef) -> None:
    app, actions = file.relative_to(APPS).parts[:2]
    assert actions == "actions"
    assert re.fullmatch(rf"{app}\.[a-z_]+", name_of(node))


@pytest.mark.parametrize(("file", "node"), FOUND, ids=[node.name for _file, node in FOUND])
def test_a_verb_is_done_somewhere(file: Path, node: ast.ClassDef) -> None:
    assert [short(f) for f, names in USED.items() if f != file and node.name in names]
