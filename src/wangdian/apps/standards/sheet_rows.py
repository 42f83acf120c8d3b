"""Reads an edition of the score sheet from the rows of a spreadsheet, a requirement a row, and names every problem."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from wangdian.apps.standards.sheet_columns import COLUMNS, HIGHEST
from wangdian.domain.limit_changes import Unfitting, read_changes
from wangdian.domain.packs import Catalogue
from wangdian.domain.requirement_fields import Mark, Source, Words
from wangdian.domain.score_sheet import Item, Module, Project, ScoreSheet
from wangdian.domain.sheet_edition import UNSCORED, Counting, EditionText, counted

Cells = Mapping[str, str]
HUNDREDTH = Decimal("0.01")
UNREADABLE = {
    "limits": gettext_lazy("The requirement cannot take this: %(detail)s"),
    "steps": gettext_lazy("A step takes off more points than there are: %(detail)s"),
}


@dataclass(frozen=True, slots=True, order=True)
class RowFault:
    """What is wrong at a row (0: the whole file); `column` is a name of `COLUMNS` or empty."""

    row: int
    column: str
    why: str


@dataclass(slots=True)
class _Line:
    """A row as far as it was read: its codes, filled from above where they are left out."""

    row: int
    codes: dict[str, str]
    cells: Cells
    numbers: dict[str, Decimal]


@dataclass(slots=True)
class Reading:
    """What a file came to: the text if nothing is wrong, how many rows there were, all faults."""

    text: EditionText | None = None
    rows: int = 0
    faults: list[RowFault] = field(default_factory=list)

    def blame(self, row: int, column: str, why: str) -> None:
        self.faults.append(RowFault(row, column, why))


def read_rows(name: str, rows: Iterable[tuple[int, Cells]], catalogue: Catalogue) -> Reading:
    """The edition `name` in these rows; `catalogue` is the delivered one, whose requirements may be counted."""
    reading = Reading()
    lines = _lines(rows, reading)
    if not lines:
        reading.blame(0, "", _("The file holds no rows."))
        return reading
    points = _points(lines, reading)
    counts = [one for one in (_counting(line, points, catalogue, reading) for line in lines) if one is not None]
    modules = _modules(lines, points, reading)
    _check_once(lines, reading)
    if not reading.faults:
        try:
            sheet = ScoreSheet(
                sheet="outlet", title=Words(zh=name, en=name), edition=name, modules=modules,
                sources=(Source(document=name, verified=Mark.PROPOSAL),),
            )
            reading.text = EditionText(sheet=sheet, counts=tuple(counts))
        except ValidationError as error:
            for one in error.errors():
                reading.blame(0, "", str(one["msg"]))
    reading.faults.sort()
    return reading


def _lines(rows: Iterable[tuple[int, Cells]], reading: Reading) -> list[_Line]:
    """Codes left out are those of the row above, as in merged cells."""
    above: dict[str, str] = {}
    lines = []
    for number, cells in rows:
        reading.rows += 1
        codes = {level: cells.get(level, "") or above.get(level, "") for level in ("module", "project", "item")}
        for level, code in codes.items():
            if not code:
                reading.blame(number, level, _("Give the code."))
            elif code == UNSCORED or len(code) > 40:
                reading.blame(number, level, _("This code cannot be used."))
        above = codes
        if not cells.get("requirement"):
            reading.blame(number, "requirement", _("Give the number of a requirement, such as OUT-01."))
        lines.append(_Line(number, codes, cells, _numbers(number, cells, reading)))
    return lines


def _numbers(row: int, cells: Cells, reading: Reading) -> dict[str, Decimal]:
    found = {}
    for column, highest in HIGHEST.items():
        text = cells.get(column, "")
        if not text:
            continue
        number = _number(text, highest)
        if number is None:
            reading.blame(row, column, _("Give a number from 0 to %(most)s.") % {"most": highest})
        else:
            found[column] = number
    return found


def _number(text: str, highest: int) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= highest else None


def _points(lines: list[_Line], reading: Reading) -> dict[int, Decimal]:
    """The points of each row: its own, or an equal share of what its item has left."""
    found: dict[int, Decimal] = {}
    items: dict[str, list[_Line]] = {}
    for line in lines:
        items.setdefault(line.codes["item"], []).append(line)
    for there in items.values():
        whole = next((line.numbers["item_points"] for line in there if "item_points" in line.numbers), None)
        open_rows = [line for line in there if "points" not in line.numbers]
        found |= {line.row: line.numbers["points"] for line in there if "points" in line.numbers}
        given = sum((found[line.row] for line in there if line.row in found), Decimal(0))
        if open_rows and whole is None:
            reading.blame(open_rows[0].row, "points", _("Give the points here, or the points of the item."))
        elif whole is not None and (given > whole or (given != whole and not open_rows)):
            words = {"given": given, "whole": whole}
            why = _("Its requirements have %(given)s points together; the item has %(whole)s.") % words
            reading.blame(there[0].row, "item_points", why)
        elif open_rows and whole is not None:
            found |= _shared(open_rows, whole - given)
    return found


def _shared(rows: list[_Line], points: Decimal) -> dict[int, Decimal]:
    share = (points / len(rows)).quantize(HUNDREDTH, ROUND_DOWN)
    found = {line.row: share for line in rows}
    found[rows[-1].row] = points - share * (len(rows) - 1)
    return found


def _counting(line: _Line, points: Mapping[int, Decimal], catalogue: Catalogue, reading: Reading) -> Counting | None:
    """How the requirement of the row counts, tried on the requirement itself."""
    key = line.cells.get("requirement", "")
    rule = catalogue.requirements.get(key)
    if key and rule is None:
        reading.blame(line.row, "requirement", _("There is no requirement with this number."))
    if rule is None or line.row not in points or not line.codes["item"]:
        return None
    column = "steps"
    try:
        parts = line.cells.get("steps", "").replace("/", ";").replace("；", ";").split(";")
        steps = tuple(Decimal(part.strip()) for part in parts if part.strip())
        column = "limits"
        days = line.numbers.get("window_days")
        one = Counting(
            requirement=key, item=line.codes["item"], points=points[line.row], steps=steps,
            window_days=None if days is None else int(days), on_the_spot=line.numbers.get("on_the_spot"),
            concealed=line.numbers.get("concealed"), limits=read_changes(line.cells.get("limits", "")),
        )
        counted(rule, one, rule.place)
    except Unfitting as error:
        reading.blame(line.row, error.column, str(UNREADABLE[error.column]) % {"detail": error.detail})
    except InvalidOperation:
        reading.blame(line.row, "steps", _("Write the steps as numbers, such as 0.5; 1; 2."))
    except ValidationError as error:
        for problem in error.errors():
            where = str(problem["loc"][0]) if problem["loc"] else column
            reading.blame(line.row, where if where in COLUMNS else "", str(problem["msg"]))
    else:
        return one
    return None


def _modules(lines: list[_Line], points: Mapping[int, Decimal], reading: Reading) -> tuple[Module, ...]:
    """The tree of the sheet in the order of the rows."""
    titles = {level: _titles(lines, level, reading) for level in ("module", "project", "item")}
    _check_homes(lines, reading)
    if reading.faults:
        return ()
    tree: dict[str, dict[str, dict[str, Decimal]]] = {}
    floors: dict[str, Decimal] = {}
    for line in lines:
        module, project, item = line.codes["module"], line.codes["project"], line.codes["item"]
        items = tree.setdefault(module, {}).setdefault(project, {})
        items[item] = items.get(item, Decimal(0)) + points[line.row]
        if "floor" in line.numbers:
            floors.setdefault(module, line.numbers["floor"])
    return tuple(
        Module(
            code=module, floor=floors.get(module), **titles["module"][module],
            projects=tuple(
                Project(
                    code=project, **titles["project"][project],
                    items=tuple(
                        Item(code=item, points=whole, verified=Mark.PROPOSAL, **titles["item"][item])
                        for item, whole in items.items()
                    ),
                )
                for project, items in projects.items()
            ),
        )
        for module, projects in tree.items()
    )


def _titles(lines: list[_Line], level: str, reading: Reading) -> dict[str, dict[str, str]]:
    """By code; each needs a Chinese title where it stands first, the English one is that if it is left out."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        code, zh, en = line.codes[level], line.cells.get(f"{level}_zh", ""), line.cells.get(f"{level}_en", "")
        if code in found:
            if zh and zh != found[code]["zh"]:
                reading.blame(line.row, f"{level}_zh", _("This code has another title further up."))
            continue
        if not zh:
            reading.blame(line.row, f"{level}_zh", _("Give a title where the code stands first."))
        found[code] = {"zh": zh or code, "en": en or zh or code}
    return found


def _check_homes(lines: list[_Line], reading: Reading) -> None:
    """A project stands in one module, an item in one project."""
    for inner, outer in (("project", "module"), ("item", "project")):
        homes: dict[str, str] = {}
        for line in lines:
            if homes.setdefault(line.codes[inner], line.codes[outer]) != line.codes[outer]:
                reading.blame(line.row, inner, _("This code stands elsewhere further up."))


def _check_once(lines: list[_Line], reading: Reading) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        key = line.cells.get("requirement", "")
        if key and seen.setdefault(key, line.row) != line.row:
            reading.blame(line.row, "requirement", _("Row %(row)s counts this requirement.") % {"row": seen[key]})
