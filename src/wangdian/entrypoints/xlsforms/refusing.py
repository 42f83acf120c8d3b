"""Names everything in a workbook that cannot be taken: which sheet, row and column, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wangdian.entrypoints.xlsforms.features import (
    ALIASES,
    CHOICE_COLUMNS,
    COLUMNS,
    OTHERS,
    SETTINGS,
    SHEETS,
    TYPES,
    UNKNOWN,
    Fate,
    Feature,
)
from wangdian.entrypoints.xlsforms.names import PICTURE
from wangdian.entrypoints.xlsforms.reading import Column, Line, Workbook

TOLD = {"label", "hint", "guidance_hint", "constraint_message", "required_message"}
NOTHING_SAID: Mapping[str, frozenset[str]] = {
    "readonly": frozenset({"no", "false", "false()"}), "disabled": frozenset({"no", "false"}),
    "allow_choice_duplicates": frozenset({"no", "false", "false()"}),
}
"""Values with which a column says what is so without it."""
OWN = frozenset({"key", "subject", "severity", "photos", "unit", "min", "max", "optional", "more"})


@dataclass(frozen=True, slots=True)
class Unfit:
    """One thing that cannot be taken: `row` counts from 1, 0 for a whole sheet or the file."""

    sheet: str
    row: int
    column: str
    what: str
    why: str


def sort_of(written: str) -> str:
    """The name of a type without its list, as the standard writes it."""
    plain = " ".join(written.split())
    if plain.lower() in ALIASES:
        return ALIASES[plain.lower()]
    if plain in TYPES:
        return plain
    first = plain.partition(" ")[0]
    return ALIASES.get(first, first)


def switched_off(line: Line) -> bool:
    return line.text("disabled").lower() in {"yes", "true", "true()"}


def live(lines: list[Line]) -> list[Line]:
    """Rows of the survey that are not switched off, and not a comment without a type."""
    return [line for line in lines if line.text("type") and not switched_off(line)]


def refusals_of(book: Workbook) -> list[Unfit]:
    """Everything that the standard knows and a checklist of ours cannot hold, in the order of the file."""
    found = [Unfit("", 0, "", "", book.refused)] if book.refused else []
    found += [
        _unfit(lines[0].sheet, 0, "", name, SHEETS[name]) for name, lines in book.sheets.items()
        if lines and name in SHEETS and SHEETS[name].fate is Fate.REFUSED
    ]
    for line in live(book.sheets.get("survey", [])):
        found += _of_survey(line)
    for line in book.sheets.get("choices", []):
        found += _of_columns(line, CHOICE_COLUMNS, OTHERS)
    for line in book.sheets.get("settings", []):
        found += _of_columns(line, SETTINGS, UNKNOWN)
    return found


def _of_survey(line: Line) -> Iterator[Unfit]:
    written = line.text("type")
    sort = sort_of(written)
    feature = TYPES.get(sort, UNKNOWN)
    if feature.fate is Fate.REFUSED:
        yield _unfit("survey", line.number, "type", written, feature)
    elif written.endswith((" or_other", " or specify other")):
        yield Unfit("survey", line.number, "type", written, _("A reason is one of a list. Write “other” among them."))
    yield from _of_columns(line, COLUMNS, UNKNOWN)


def _of_columns(line: Line, known: Mapping[str, Feature], other: Feature) -> Iterator[Unfit]:
    for column, text in line.cells.items():
        if not column.name or _says_nothing(column, text):
            continue
        feature = known.get(column.name, other)
        if feature.fate is Fate.REFUSED:
            yield _unfit(line.sheet, line.number, column.written, text, feature)
        elif column.name in TOLD and column.rest not in {"", "zh", "en"}:
            why = _("Only Chinese and English are kept.")
            yield Unfit(line.sheet, line.number, column.written, text, why)
        elif _foreign(column):
            yield _unfit(line.sheet, line.number, column.written, text, UNKNOWN)


def _says_nothing(column: Column, text: str) -> bool:
    """Also of a picture of ours: the photo stays with its thing, from where it went out with the form."""
    if column.name == "image" and PICTURE.fullmatch(text):
        return True
    return text.lower() in NOTHING_SAID.get(column.name, frozenset())


def _foreign(column: Column) -> bool:
    return column.name == "wangdian" and column.rest not in OWN


def _unfit(sheet: str, row: int, column: str, what: str, feature: Feature) -> Unfit:
    return Unfit(sheet, row, column, what, str(feature.why))
