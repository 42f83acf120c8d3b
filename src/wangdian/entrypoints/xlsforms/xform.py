"""Writes a form as the XML that ODK Collect reads: an ODK XForm.

A form list gives the hash of every form, so hundreds are written for one list: that takes a writer of a few
milliseconds. A test holds what it writes against what pyxform makes of the workbook of the same form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from wangdian.entrypoints.xlsforms.rows import LANGUAGES, Form, Row, Said

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><h:html xmlns="http://www.w3.org/2002/xforms" '
    'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:ev="http://www.w3.org/2001/xml-events" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:jr="http://openrosa.org/javarosa" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">'
)
BINDS = {
    "select_one": "string", "image": "binary", "decimal": "decimal", "integer": "int", "text": "string",
    "calculate": "string", "note": "string",
}
TAGS = {"select_one": "select1", "image": "upload", "decimal": "input", "integer": "input", "text": "input",
        "note": "input"}
PRELOADED = {"start", "end"}
LISTED = "root"
"""What the element above the choices of a list is called."""
REFERENCE = re.compile(r"\$\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its path and how deep it lies; the end of a group has that of its group."""

    row: Row
    path: str


def xform_of(form: Form) -> str:
    """The XML, the same for the same form."""
    placed = list(_placed(form))
    paths = {one.row.name: one.path for one in placed if one.row.name}
    parts = [
        HEAD, f"<h:head><h:title>{escape(form.title)}</h:title>", '<model odk:xforms-version="1.0.0">',
        *_itext(form, placed), *_instances(form, placed), *_binds(placed, paths), "</model></h:head><h:body>",
        *_body(placed), "</h:body></h:html>",
    ]
    return "".join(parts)


def _placed(form: Form) -> Iterator[_Placed]:
    path = ["", "data"]
    for row in form.rows:
        if row.type == "end_group":
            yield _Placed(row, "/".join(path))
            path.pop()
            continue
        yield _Placed(row, "/".join([*path, row.name]))
        if row.type == "begin_group":
            path.append(row.name)


def _itext(form: Form, placed: list[_Placed]) -> Iterator[str]:
    yield "<itext>"
    for number, language in enumerate(LANGUAGES):
        default = ' default="true()"' if number == 0 else ""
        yield f"<translation lang={quoteattr(language)}{default}>"
        for name, choices in form.lists.items():
            for place, choice in enumerate(choices):
                yield _text(f"{name}-{place}", choice.label[number])
        for one in placed:
            for part, words in _told(one.row):
                yield _text(f"{one.path}:{part}", words[number], one.row.picture if part == "label" else "")
        yield "</translation>"
    yield "</itext>"


def _told(row: Row) -> Iterator[tuple[str, Said]]:
    for part, words in (("jr:constraintMsg", row.constraint_message), ("label", row.label), ("hint", row.hint)):
        if words is not None:
            yield part, words


def _text(name: str, words: str, picture: str = "") -> str:
    shown = f'<value form="image">jr://images/{escape(picture)}</value>' if picture else ""
    return f"<text id={quoteattr(name)}><value>{escape(words)}</value>{shown}</text>"


def _instances(form: Form, placed: list[_Placed]) -> Iterator[str]:
    yield f"<instance><data id={quoteattr(form.id)} version={quoteattr(form.version)}>"
    open_groups: list[str] = []
    for one in placed:
        if one.row.type == "begin_group":
            open_groups.append(one.row.name)
            yield f"<{one.row.name}>"
        elif one.row.type == "end_group":
            yield f"</{open_groups.pop()}>"
        else:
            yield f"<{one.row.name}/>"
    yield "<meta><instanceID/></meta></data></instance>"
    for name, choices in form.lists.items():
        yield f"<instance id={quoteattr(name)}><{LISTED}>"
        for place, choice in enumerate(choices):
            yield f"<item><itextId>{name}-{place}</itextId><name>{choice.name}</name></item>"
        yield f"</{LISTED}></instance>"


def _binds(placed: list[_Placed], paths: dict[str, str]) -> Iterator[str]:
    for one in placed:
        row = one.row
        if row.type in {"begin_group", "end_group"}:
            continue
        if row.type in PRELOADED:
            yield (f'<bind nodeset="{one.path}" type="dateTime" jr:preload="timestamp" '
                   f'jr:preloadParams="{row.type}"/>')
            continue
        told = {
            "type": BINDS[row.sort],
            "relevant": _xpath(row.relevant, paths),
            "constraint": _xpath(row.constraint, paths),
            "calculate": _xpath(row.calculation, paths),
            "required": "true()" if row.required else "",
            "readonly": "true()" if row.type == "note" else "",
            "jr:constraintMsg": f"jr:itext('{one.path}:jr:constraintMsg')" if row.constraint_message else "",
            "orx:max-pixels": row.parameters.removeprefix("max-pixels="),
        }
        yield f'<bind nodeset="{one.path}"{_attributes(told)}/>'
    yield '<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>'


def _xpath(expression: str, paths: dict[str, str]) -> str:
    return REFERENCE.sub(lambda found: f" {paths[found.group(1)]} ", expression).strip()


def _attributes(told: dict[str, str]) -> str:
    # quoteattr writes line ends as character references, so that they survive.
    return "".join(f" {name}={quoteattr(text)}" for name, text in told.items() if text)


def _body(placed: list[_Placed]) -> Iterator[str]:
    for one in placed:
        row = one.row
        if row.type == "end_group":
            yield "</group>"
        elif row.type == "begin_group":
            yield f"<group{_attributes({'appearance': row.appearance, 'ref': one.path})}>{_labels(one)}"
        elif row.sort in TAGS:
            yield _control(one)


def _control(one: _Placed) -> str:
    row, tag = one.row, TAGS[one.row.sort]
    media = "image/*" if row.type == "image" else ""
    inside = _labels(one)
    if row.sort == "select_one":
        name = row.type.partition(" ")[2]
        inside += (f"<itemset nodeset=\"instance('{name}')/{LISTED}/item\"><value ref=\"name\"/>"
                   '<label ref="jr:itext(itextId)"/></itemset>')
    return f"<{tag}{_attributes({'appearance': row.appearance, 'ref': one.path, 'mediatype': media})}>{inside}</{tag}>"


def _labels(one: _Placed) -> str:
    return "".join(
        f"<{part} ref=\"jr:itext('{one.path}:{part}')\"/>"
        for part, words in _told(one.row) if part in {"label", "hint"}
    )
