"""The rows of a form as the XLSForm standard knows them, before they become a workbook or XML."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LANGUAGES = ("中文 (zh)", "English (en)")
"""How the columns of a form name its languages; the first is shown first."""
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


class Said(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str


def said(zh: str, en: str = "") -> Said:
    """Words that a form may show; a `${` in somebody's name of a thing must not become a reference."""
    return Said(_harmless(zh or en), _harmless(en or zh))


def _harmless(text: str) -> str:
    return UNPRINTABLE.sub("", text).replace("${", "$ {")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the survey sheet; in expressions `${name}` stands for another row.

    `picture` is the name of a file that is shown with its label. `own` makes the columns of ours, for a workbook alone:
    hundreds of forms are written for one list, and none of those holds them.
    """

    type: str
    name: str
    label: Said | None = None
    hint: Said | None = None
    relevant: str = ""
    constraint: str = ""
    constraint_message: Said | None = None
    required: str = ""
    appearance: str = ""
    parameters: str = ""
    calculation: str = ""
    picture: str = ""
    own: Callable[[], Mapping[str, str]] = field(default=dict, repr=False)

    @property
    def sort(self) -> str:
        """The type without the name of its list of choices."""
        return self.type.partition(" ")[0] if self.type.startswith("select_") else self.type


class Choice(NamedTuple):
    """A row of the choices sheet."""

    name: str
    label: Said


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form; `lists` are the choices by the name of their list."""

    id: str
    title: str
    rows: tuple[Row, ...]
    lists: Mapping[str, tuple[Choice, ...]]

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the files that it shows, each once."""
        return tuple(dict.fromkeys(row.picture for row in self.rows if row.picture))

    @property
    def version(self) -> str:
        """Another one whenever anything is asked otherwise; the number in front is that of the way of asking."""
        digest = hashlib.sha256(repr((self.rows, sorted(self.lists.items()))).encode()).hexdigest()
        return f"{SHAPE}.{digest[:16]}"


SHAPE = 1
"""How forms name what they ask (`names`); another way gets another number, and old answers are told apart."""


def group(name: str, label: Said | None, inside: Iterable[Row], appearance: str = "") -> list[Row]:
    """Rows within a group."""
    begin = Row(type="begin_group", name=name, label=label, appearance=appearance)
    return [begin, *inside, Row(type="end_group", name="")]


def literal(text: str) -> str:
    """A text as XPath writes it, whatever quotes it holds."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ", \"'\", ".join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"
