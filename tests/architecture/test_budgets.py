"""Files and functions stay small, typed and named for what they hold."""

import ast
import re

import pytest

from tests.architecture.sources import ROOT, SRC, files, functions, lines_of, percentile, short, tree

CODE = files(".py", ".ts", ".css", ".html", ".mjs", ".sh")
PYTHON = files(".py")
OURS = files(".py", under=SRC)
JUNK_ROOMS = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "managers", "misc"}
FORBIDDEN = [
    "no" + "qa", "type: " + "ignore", "pragma" + ": no cover", "TO" + "DO", "FIX" + "ME", "importor" + "skip",
    "mark." + "skip", "pytest." + "skip", "mark." + "xfail",
    "eslint-" + "disable", "@ts-" + "ignore", "@ts-" + "expect",
]
ELSEWHERE = re.compile("|".join([
    r"(?<![\w.])/(work|root|home)/\w", r"py" r"pi\.org", r"python" r"hosted", r"registry\.np" r"mjs",
    r"deb\." r"debian\.org",
]))
PRESENT = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|timezone\.now|time\.time)\(")


def test_no_file_is_too_long() -> None:
    long = {short(f): n for f in CODE if (n := lines_of(f)) > 400}
    assert not long


def test_nearly_every_file_is_short() -> None:
    assert percentile([lines_of(f) for f in files(".py", ".ts", ".html", ".css", under=SRC)], 0.95) <= 250


def test_no_function_is_too_long() -> None:
    long = {
        f"{short(f)}:{node.name}": n
        for f in PYTHON for node in functions(f) if (n := (node.end_lineno or 0) - node.lineno + 1) > 60
    }
    assert not long


def test_nearly_every_function_is_short() -> None:
    assert percentile([(n.end_lineno or 0) - n.lineno + 1 for f in OURS for n in functions(f)], 0.95) <= 30


def test_every_function_says_what_it_returns() -> None:
    silent = [f"{short(f)}:{n.lineno} {n.name}" for f in OURS for n in functions(f) if n.returns is None]
    assert not silent


def test_imports_stand_at_the_top() -> None:
    hidden = [
        f"{short(f)}:{inner.lineno}"
        for f in PYTHON for n in functions(f) for inner in ast.walk(n) if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_no_star_and_no_relative_imports() -> None:
    found = [
        f"{short(f)}:{n.lineno}"
        for f in PYTHON for n in ast.walk(tree(f))
        if isinstance(n, ast.ImportFrom) and (n.level or any(a.name == "*" for a in n.names))
    ]
    assert not found


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        short(f) for f in OURS
        if f.read_text().strip() and not (ast.get_docstring(tree(f)) or "").split("\n\n")[0].endswith((".", ":", "?"))
    ]
    assert not silent


ENGINE = "src/wangdian/adapters/queued_sqlite/base.py"
"""Django asks for a database engine under this name (docs/adr/0003)."""


def test_nothing_is_named_for_a_junk_room() -> None:
    rooms = [short(f) for f in CODE if JUNK_ROOMS & {part.removesuffix(f.suffix) for part in f.relative_to(ROOT).parts}]
    assert rooms == [ENGINE]


@pytest.mark.parametrize("words", FORBIDDEN)
def test_nothing_is_put_off_or_waved_through(words: str) -> None:
    assert not [short(f) for f in CODE if words in f.read_text()]


def test_no_error_is_caught_without_its_name() -> None:
    broad = [
        f"{short(f)}:{n.lineno}"
        for f in PYTHON for n in ast.walk(tree(f))
        if isinstance(n, ast.ExceptHandler) and _is_broad(n.type)
    ]
    assert not broad


def _is_broad(kind: ast.expr | None) -> bool:
    return kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})


def test_the_present_comes_from_the_clock_alone() -> None:
    clock = SRC / "foundation/clock.py"
    assert not [short(f) for f in OURS if f != clock and PRESENT.search(f.read_text())]


def test_tests_do_not_sleep() -> None:
    asleep = [
        short(f) for f in files(".py", under=ROOT / "tests")
        if any(isinstance(n, ast.Call) and ast.unparse(n.func) in {"time.sleep", "sleep"} for n in ast.walk(tree(f)))
    ]
    assert not asleep


def test_tests_are_sentences() -> None:
    short_names = [
        f"{short(f)}: {n.name}"
        for f in files(".py", under=ROOT / "tests") if f.name.startswith("test_")
        for n in functions(f) if n.name.startswith("test_") and len(n.name.split("_")) < 4
    ]
    assert not short_names


def test_no_path_of_a_machine_and_no_registry_is_written_down() -> None:
    text = files(".py", ".md", ".ts", ".html", ".sh", ".mjs", ".toml", ".yaml", ".txt", ".json", ".po")
    assert not [short(f) for f in text if f.name != "package-lock.json" and ELSEWHERE.search(f.read_text())]
