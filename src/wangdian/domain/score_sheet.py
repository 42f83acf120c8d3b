"""The score sheet: modules, projects and items with their points, as data that a bank may exchange."""

from decimal import Decimal

from pydantic import Field, ValidationError

from wangdian.domain.pack_problems import Located, PackProblem, PackRefused
from wangdian.domain.pack_text import Unreadable, read_yaml
from wangdian.domain.requirement_fields import Entry, Mark, Place, Source, Text, Words


class Item(Words):
    """A line of the sheet: its requirements' points add up to `points`; `verified` says how far those are known."""

    code: Text
    points: Decimal = Field(ge=0)
    verified: Mark


class Project(Words):
    code: Text
    items: tuple[Item, ...] = Field(min_length=1)


class Module(Words):
    """A part of the sheet; an outlet that scores less than `floor` of 100 in it fails as a whole."""

    code: Text
    floor: Decimal | None = Field(default=None, ge=0, le=100)
    projects: tuple[Project, ...] = Field(min_length=1)


class ScoreSheet(Entry):
    """Where points are counted; items are known by their code alone, which is unique in the sheet."""

    sheet: Text
    title: Words
    edition: Text
    sources: tuple[Source, ...] = Field(min_length=1)
    modules: tuple[Module, ...] = Field(min_length=1)

    def places(self) -> dict[str, Place]:
        """Every item's place by its code."""
        return {
            item.code: Place(module=module.code, project=project.code, item=item.code)
            for module in self.modules
            for project in module.projects
            for item in project.items
        }

    def floors(self) -> dict[str, Decimal]:
        """By the code of the module."""
        return {module.code: module.floor for module in self.modules if module.floor is not None}

    def items(self) -> tuple[Item, ...]:
        return tuple(item for module in self.modules for project in module.projects for item in project.items)


def parse_score_sheet(text: str, name: str) -> ScoreSheet:
    """Reads a sheet; raises `PackRefused` with every problem."""
    try:
        plain, lines = read_yaml(text)
    except Unreadable as error:
        raise PackRefused([PackProblem(name, error.line, "", "", error.why)]) from error
    where = Located(name, lines)
    try:
        sheet = ScoreSheet.model_validate(plain)
    except ValidationError as error:
        raise PackRefused(where.problems(error, (), "")) from error
    codes = [item.code for item in sheet.items()]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise PackRefused([where.problem(("modules",), code, "code", "this item is there twice") for code in twice])
    return sheet
