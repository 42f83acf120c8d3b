"""Two editions of the score sheet side by side: what came, went, moved, or counts differently."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wangdian.domain.limit_changes import limits_text
from wangdian.domain.packs import Catalogue
from wangdian.domain.requirement import Requirement
from wangdian.domain.requirement_fields import Words
from wangdian.domain.score_sheet import ScoreSheet
from wangdian.domain.sheet_edition import UNSCORED

WHOLE = Words(zh="整张评分表", en="The whole sheet")


class Sort(StrEnum):
    """What differs."""

    BAR = "bar"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    POINTS = "points"
    STEPS = "steps"
    WINDOW = "window"
    ON_THE_SPOT = "on_the_spot"
    CONCEALED = "concealed"
    LIMITS = "limits"
    FLOOR = "floor"


class Level(StrEnum):
    """Of what it is said."""

    SHEET = "sheet"
    MODULE = "module"
    PROJECT = "project"
    ITEM = "item"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `before` and `after` are empty where there is nothing on that side."""

    level: Level
    code: str
    title: Words
    sort: Sort
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A module, project or item: under what it stands, its points, its floor."""

    title: Words
    under: str
    points: Decimal
    floor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how it counts, and the bar of 100 below which a score does not pass."""

    catalogue: Catalogue
    bar: Decimal | None = None


def differences(one: Side, other: Side) -> tuple[Difference, ...]:
    """Every difference in the order of the sheets: the bar, then modules, projects, items, requirements."""
    before, after = one.catalogue, other.catalogue
    found: list[Difference] = []
    if one.bar != other.bar:
        found.append(Difference(Level.SHEET, "", WHOLE, Sort.BAR, _number(one.bar), _number(other.bar)))
    for level in (Level.MODULE, Level.PROJECT, Level.ITEM):
        found += _of_parts(level, _parts(before.sheet, level), _parts(after.sheet, level))
    old, new = before.requirements, after.requirements
    for key in sorted(old.keys() | new.keys()):
        found += _of_rules(key, old.get(key), new.get(key))
    return tuple(found)


def _parts(sheet: ScoreSheet, level: Level) -> dict[str, _Part]:
    """By code; what is not scored is no part."""
    found: dict[str, _Part] = {}
    for module in sheet.modules:
        if module.code == UNSCORED:
            continue
        lines = [(project, item) for project in module.projects for item in project.items]
        if level is Level.MODULE:
            points = sum((item.points for _, item in lines), Decimal(0))
            found[module.code] = _Part(module, "", points, module.floor)
        for project, item in lines:
            if level is Level.PROJECT:
                points = sum((one.points for one in project.items), Decimal(0))
                found[project.code] = _Part(project, module.code, points)
            elif level is Level.ITEM:
                found[item.code] = _Part(item, project.code, item.points)
    return found


def _of_parts(level: Level, old: Mapping[str, _Part], new: Mapping[str, _Part]) -> Iterable[Difference]:
    for code in [*new, *(code for code in old if code not in new)]:
        was, now = old.get(code), new.get(code)
        if was is None and now is not None:
            yield Difference(level, code, now.title, Sort.ADDED, "", _number(now.points))
            if now.floor is not None:
                yield Difference(level, code, now.title, Sort.FLOOR, "", _number(now.floor))
        elif was is not None and now is None:
            yield Difference(level, code, was.title, Sort.REMOVED, _number(was.points), "")
        elif was is not None and now is not None:
            sides: tuple[tuple[Sort, Callable[[_Part], str]], ...] = (
                (Sort.RENAMED, lambda one: one.title.zh), (Sort.MOVED, lambda one: one.under),
                (Sort.POINTS, lambda one: _number(one.points)), (Sort.FLOOR, lambda one: _number(one.floor)),
            )
            for sort, told in sides:
                if told(was) != told(now):
                    yield Difference(level, code, now.title, sort, told(was), told(now))


def _of_rules(key: str, was: Requirement | None, now: Requirement | None) -> Iterable[Difference]:
    """A requirement that is not scored on one side came or went."""
    counted_before, counted_now = _is_scored(was), _is_scored(now)
    some = now or was
    if some is None or not (counted_before or counted_now):
        yield from _of_limits(key, was, now)
        return
    if counted_before and counted_now and was is not None and now is not None:
        for sort, told in _SIDES:
            if told(was) != told(now):
                yield Difference(Level.REQUIREMENT, key, now.title, sort, told(was), told(now))
    elif counted_now and now is not None:
        yield Difference(Level.REQUIREMENT, key, some.title, Sort.ADDED, "", _number(now.points))
    elif was is not None:
        yield Difference(Level.REQUIREMENT, key, some.title, Sort.REMOVED, _number(was.points), "")
    yield from _of_limits(key, was, now)


def _of_limits(key: str, was: Requirement | None, now: Requirement | None) -> Iterable[Difference]:
    if was is None or now is None:
        return
    before, after = limits_text(was.check), limits_text(now.check)
    if before != after:
        yield Difference(Level.REQUIREMENT, key, now.title, Sort.LIMITS, before, after)


def _is_scored(rule: Requirement | None) -> bool:
    return rule is not None and rule.place.module != UNSCORED


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def _steps(rule: Requirement) -> str:
    """Equal steps at the end say no more than one."""
    steps = list(rule.deduct.steps)
    while len(steps) > 1 and steps[-1] == steps[-2]:
        steps.pop()
    return " / ".join(_number(step) for step in steps)


_SIDES: tuple[tuple[Sort, Callable[[Requirement], str]], ...] = (
    (Sort.MOVED, lambda rule: rule.place.item),
    (Sort.POINTS, lambda rule: _number(rule.points)),
    (Sort.STEPS, _steps),
    (Sort.WINDOW, lambda rule: str(rule.deduct.window_days)),
    (Sort.ON_THE_SPOT, lambda rule: _number(rule.deduct.on_the_spot)),
    (Sort.CONCEALED, lambda rule: _number(rule.deduct.concealed)),
)
