"""Reads our own sources for the tests that guard their shape."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src/wangdian"
WEB = SRC / "entrypoints/web"
APPS = SRC / "apps"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def ours() -> tuple[Path, ...]:
    """Every file that belongs to the repository: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout
    return tuple(file for name in listed.split("\0") if name and (file := ROOT / name).is_file())


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """Our files with one of `suffixes` below `under`, migrations left out: they are made by a tool."""
    return sorted(
        f for f in ours() if f.suffix in suffixes and f.is_relative_to(under) and "migrations" not in f.parts
    )


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def functions(file: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, Function))


def lines_of(file: Path) -> int:
    return len(file.read_text().splitlines())


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


def percentile(values: list[int], share: float) -> int:
    """The smallest value that `share` of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]
