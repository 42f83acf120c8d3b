"""Finds the texts that people read in Python code (by its syntax tree) and in templates (by Django's own reader)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

SINGULAR = {"_", "N_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
REFUSALS = {"Refused": 0, "Clash": 0, "IllegalStep": 0, "Problem": 1, "invalid": 1}
"""Refusals carry a message id, which the page or the API translates: the position of its argument."""


@dataclass(frozen=True, slots=True)
class Text:
    """`msgid` as gettext looks it up, `plural` beside it, and where it stands."""

    msgid: str
    plural: str
    file: Path
    line: int


class NotOneText(ValueError):
    """The argument is put together at run time, so that no translation can be found for it."""


def texts_of_python(file: Path) -> Iterator[Text]:
    """Every literal that is translated in a module; raises NotOneText for an f-string among them."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call):
            yield from _texts_of_call(node, file)


def _texts_of_call(node: ast.Call, file: Path) -> Iterator[Text]:
    name = _name(node.func)
    if name in SINGULAR | PLURAL and any(isinstance(one, ast.JoinedStr) for one in node.args):
        raise NotOneText(f"{file}:{node.lineno}: an f-string cannot be translated; use named placeholders")
    if name in SINGULAR and node.args:
        yield from _found(node.args[0], "", file)
    elif name in PLURAL and len(node.args) > 1:
        yield from _found(node.args[0], _literal(node.args[1]) or "", file)
    elif name in REFUSALS and len(node.args) > REFUSALS[name]:
        yield from _found(node.args[REFUSALS[name]], "", file)
    elif name == "__init__" and file.name == "errors.py" and node.args:
        yield from _found(node.args[0], "", file)


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _found(node: ast.expr, plural: str, file: Path) -> Iterator[Text]:
    msgid = _literal(node)
    if msgid:
        yield Text(msgid, plural, file, node.lineno)


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def texts_of_template(file: Path) -> Iterator[Text]:
    """Every text of translate, blocktranslate and _() in a template."""
    code = templatize(file.read_text(), origin=str(file))
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for line, _name_of_call, found, _comments in extract_python(BytesIO(code.encode()), keywords, (), {}):
        one, many = (found, "") if isinstance(found, str) else (found[0], found[1] or "")
        if one:
            yield Text(one, many, file, line)
