"""What the documents say is there, is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.sources import ROOT, SRC, files, ours, short
from wangdian.domain.rights import Role
from wangdian.entrypoints.cli.main import COMMANDS

DOCS = files(".md")
MAP = (ROOT / "docs/map.md").read_text()
WORDS = (ROOT / "docs/words.md").read_text()
TOP = {file.relative_to(ROOT).parts[0] for file in ours() if len(file.relative_to(ROOT).parts) > 1}
LAYERS = {d.name for d in SRC.iterdir() if (d / "__init__.py").exists()}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
SETTINGS = "\n".join(file.read_text() for file in files(".py", under=SRC / "config"))


@pytest.mark.parametrize("name", sorted(name for name in TOP if not name.startswith(".")))
def test_the_map_names_every_folder(name: str) -> None:
    assert f"`{name}/" in MAP


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_the_map_names_every_layer(name: str) -> None:
    assert f"`{name}/`" in MAP


@pytest.mark.parametrize("name", settings.DOMAIN_APPS)
def test_map_and_words_name_every_app(name: str) -> None:
    assert f"`{name}`" in MAP
    assert f"`{name}`" in WORDS


def test_the_map_lists_the_apps_in_their_order() -> None:
    places = [MAP.index(f"| `{name}` |") for name in settings.DOMAIN_APPS]
    assert places == sorted(places)


@pytest.mark.parametrize("role", Role)
def test_the_words_name_every_role(role: Role) -> None:
    assert f"`{role}`" in WORDS


@pytest.mark.parametrize("file", DOCS, ids=short)
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text())
    assert not [link for link in links if not (file.parent / link).exists()]


@pytest.mark.parametrize("file", DOCS, ids=short)
def test_commands_and_settings_in_documents_exist(file: Path) -> None:
    text = file.read_text()
    assert set(re.findall(r"(?:`|^ {4})make ([a-z]+)", text, re.MULTILINE)) <= TARGETS
    assert set(re.findall(r"(?:`|^ {4})wangdian ([a-z]+)", text, re.MULTILINE)) <= set(COMMANDS)
    assert not [name for name in re.findall(r"`(WANGDIAN_[A-Z_]+)`", text) if name not in SETTINGS]


def test_whoever_runs_it_finds_every_setting() -> None:
    running = (ROOT / "docs/running.md").read_text()
    assert set(re.findall(r"WANGDIAN_[A-Z_]+[A-Z]", SETTINGS)) == set(re.findall(r"WANGDIAN_[A-Z_]+[A-Z]", running))


@pytest.mark.parametrize("file", files(".md", under=ROOT / "docs"), ids=short)
def test_every_document_is_found_from_the_front_page(file: Path) -> None:
    name = file.name if file.parent == ROOT / "docs" else f"docs/{file.parent.name}"
    for front in ("README.md", "README.zh-CN.md"):
        assert "docs/map.md" in (ROOT / front).read_text()
        assert name in MAP + (ROOT / front).read_text()


@pytest.mark.parametrize("file", DOCS, ids=short)
def test_paths_in_documents_exist(file: Path) -> None:
    named = re.findall(r"`((?:src|docs|tests|tools|entrypoints|apps|config)/[\w./-]+)`", file.read_text())
    assert not [name for name in named if not ((ROOT / name).exists() or (SRC / name).exists())]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(file.name[:4]) for file in files(".md", under=ROOT / "docs/adr")]
    assert numbers == list(range(1, len(numbers) + 1))
