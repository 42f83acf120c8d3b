"""Templates keep to the content policy, and every address that a page names exists."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.sources import SRC, WEB, files, short

TEMPLATES = files(".html", under=WEB)
PAGES = {file: file.read_text() for file in TEMPLATES}
PYTHON = "\n".join(file.read_text() for file in files(".py", under=SRC))
INLINE = {
    "a style attribute": re.compile(r"""\sstyle\s*=""", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler attribute": re.compile(r"""<[^>]*\s(on[a-z]+|hx-on[^=]*)\s*=\s*["']""", re.IGNORECASE),
    "a script in the page": re.compile(
        r"""<script(?![^>]*\bsrc=)(?![^>]*type=["']application/json["'])[^>]*>""", re.IGNORECASE,
    ),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
NAMED_IN_PAGE = re.compile(r"""{%\s*url\s+["']([\w.:-]+)["']""")
NAMED_IN_CODE = re.compile(r"""\b(?:reverse|redirect|reverse_lazy|resolve_url)\(\s*["']([\w.:-]+)["']""")


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace is None:
                yield from patterns(entry)
        else:
            yield entry


NAMES = Counter(p.name for p in patterns(get_resolver()) if p.name)


def known(name: str) -> bool:
    return name in NAMES or name.startswith("api:")


@pytest.mark.parametrize("file", TEMPLATES, ids=short)
@pytest.mark.parametrize("what", INLINE)
def test_a_template_holds_nothing_inline(what: str, file: Path) -> None:
    assert not INLINE[what].search(PAGES[file])


@pytest.mark.parametrize("file", TEMPLATES, ids=short)
def test_a_template_can_be_read(file: Path) -> None:
    get_template(str(file.relative_to(WEB)))


@pytest.mark.parametrize("file", TEMPLATES, ids=short)
def test_a_template_is_used(file: Path) -> None:
    name = str(file.relative_to(WEB))
    assert name in PYTHON or any(name in page for other, page in PAGES.items() if other != file)


@pytest.mark.parametrize("file", TEMPLATES, ids=short)
def test_addresses_named_in_a_template_exist(file: Path) -> None:
    assert not [name for name in NAMED_IN_PAGE.findall(PAGES[file]) if not known(name)]


def test_addresses_named_in_code_exist() -> None:
    assert not [name for name in NAMED_IN_CODE.findall(PYTHON) if not known(name) and not name.startswith("/")]


def test_no_two_addresses_share_a_name() -> None:
    assert not [name for name, count in NAMES.items() if count > 1]


def test_every_folder_of_screens_is_reachable() -> None:
    modules = {getattr(p.callback, "__module__", "") for p in patterns(get_resolver())} | {
        getattr(getattr(p.callback, "view_class", None), "__module__", "") for p in patterns(get_resolver())
    }
    folders = {file.parent.name for file in WEB.glob("*/urls.py")}
    assert not [name for name in folders if not any(m.startswith(f"wangdian.entrypoints.web.{name}") for m in modules)]
