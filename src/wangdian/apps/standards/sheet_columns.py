"""The columns of a score sheet in a spreadsheet, and what is in force written in them."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wangdian.domain.limit_changes import limits_text
from wangdian.domain.requirement import Requirement
from wangdian.domain.score_sheet import Item, Module, Project, ScoreSheet
from wangdian.domain.sheet_edition import UNSCORED

COLUMNS: dict[str, tuple[Promise, Promise]] = {
    "module": (_("Module code"), _("Left out: as in the row above. So are project code and item code.")),
    "module_zh": (_("Module name"), _("Where the code stands first.")),
    "module_en": (_("Module in English"), _("Left out: the Chinese title.")),
    "floor": (_("Floor of the module"), _("Of 100: who has less in this module fails as a whole. May be left out.")),
    "project": (_("Project code"), _("A project stands in one module.")),
    "project_zh": (_("Project name"), _("Where the code stands first.")),
    "project_en": (_("Project in English"), _("Left out: the Chinese title.")),
    "item": (_("Item code"), _("An item stands in one project.")),
    "item_zh": (_("Item name"), _("Where the code stands first.")),
    "item_en": (_("Item in English"), _("Left out: the Chinese title.")),
    "item_points": (
        _("Points of the item"),
        _("Shared equally by the requirements that have no points of their own."),
    ),
    "requirement": (
        _("Requirement"),
        _("Its number, such as OUT-01. What is on no row is judged and has no points."),
    ),
    "points": (_("Points"), _("Of this requirement; left out: its share of the points of the item.")),
    "steps": (
        _("Deduction steps"),
        _("At the first failure, the first repeat, and so on, such as 0.5; 1. None: all points."),
    ),
    "window_days": (_("Repeats within days"), _("Left out: as delivered.")),
    "on_the_spot": (
        _("Corrected on the spot"),
        _("Points taken off although it was mended on the day. None: no such rule."),
    ),
    "concealed": (
        _("Concealed"),
        _("Points taken off if a self-check of that week said it holds. None: no such rule."),
    ),
    "limits": (
        _("Limits"),
        _("Other than delivered, such as rise = ..600; every = 30d; depth@large@06-01/09-30 = 18..26."),
    ),
}
"""Title and hint by name; a file may head its columns with the name or with the title, in any language we speak."""
HIGHEST = {
    "floor": 100, "item_points": 1000, "points": 1000, "window_days": 3660, "on_the_spot": 1000, "concealed": 1000,
}
"""The columns that hold numbers, with the largest."""
REQUIRED = frozenset({"module", "module_zh", "project", "project_zh", "item", "item_zh", "requirement"})
"""The columns that a file must have."""


def rows_of_sheet(sheet: ScoreSheet, rules: dict[str, Requirement]) -> Iterator[dict[str, str]]:
    """The sheet as rows of cells by column name, one a requirement; limits are written as they are now."""
    by_item: dict[str, list[Requirement]] = {}
    for key in sorted(rules):
        by_item.setdefault(rules[key].place.item, []).append(rules[key])
    for module in sheet.modules:
        for project in module.projects:
            for item in project.items:
                for rule in by_item.get(item.code, ()):
                    if module.code != UNSCORED:
                        yield _row(module, project, item, rule)


def _row(module: Module, project: Project, item: Item, rule: Requirement) -> dict[str, str]:
    return {
        "module": module.code, "module_zh": module.zh, "module_en": module.en, "floor": _text(module.floor),
        "project": project.code, "project_zh": project.zh, "project_en": project.en, "item": item.code,
        "item_zh": item.zh, "item_en": item.en, "item_points": _text(item.points), "requirement": rule.id,
        "points": _text(rule.points), "steps": "; ".join(_text(step) for step in rule.deduct.steps),
        "window_days": str(rule.deduct.window_days), "on_the_spot": _text(rule.deduct.on_the_spot),
        "concealed": _text(rule.deduct.concealed), "limits": limits_text(rule.check),
    }


def _text(number: object) -> str:
    return "" if number is None else f"{number:f}"
