"""Every question has a query budget in a test."""

import re

import pytest

from tests.architecture.sources import APPS, ROOT, Function, files, tree

BUDGET = re.compile(r"django_assert_(max_)?num_queries|CaptureQueriesContext")
GUARDS = ROOT / "tests/architecture"
TESTS = [
    text for file in files(".py", under=ROOT / "tests")
    if not file.is_relative_to(GUARDS) and BUDGET.search(text := file.read_text())
]
QUESTIONS = [
    (file.relative_to(APPS).parts[0], node.name)
    for file in files(".py", under=APPS)
    if "queries" in (*file.stem.split("_"), file.parent.name)
    for node in tree(file).body
    if isinstance(node, Function) and not node.name.startswith("_")
]


@pytest.mark.parametrize(("app", "name"), QUESTIONS, ids=[f"{app}.{name}" for app, name in QUESTIONS])
def test_a_question_has_a_query_budget(app: str, name: str) -> None:
    assert any(re.search(rf"\b{name}\b", text) for text in TESTS), f"no budget test names {name} of {app}"
