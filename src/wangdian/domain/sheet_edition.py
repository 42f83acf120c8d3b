"""An edition of the score sheet as a bank writes it, and the catalogue as it counts and judges by that edition."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from pydantic import Field, ValidationError

from wangdian.domain.judging import judge
from wangdian.domain.limit_changes import LimitChange, Unfitting, check_with
from wangdian.domain.pack_problems import PackProblem, PackRefused
from wangdian.domain.packs import Catalogue
from wangdian.domain.requirement import Requirement, RequirementId
from wangdian.domain.requirement_fields import Deduct, Entry, Mark, Place, Text
from wangdian.domain.score_sheet import Item, Module, Project, ScoreSheet

UNSCORED = "-"
"""The code of the place of what an edition does not count; it is judged and mended all the same."""


class Counting(Entry):
    """How one requirement counts: its item, its points, the steps of deduction, and limits other than delivered.

    Without steps a failure costs all points; the last step stands for all that follow.
    """

    requirement: RequirementId
    item: Text
    points: Decimal = Field(ge=0, le=1000)
    steps: tuple[Decimal, ...] = ()
    window_days: int | None = Field(default=None, gt=0, le=3660)
    on_the_spot: Decimal | None = Field(default=None, ge=0)
    concealed: Decimal | None = Field(default=None, ge=0)
    limits: tuple[LimitChange, ...] = ()


class EditionText(Entry):
    """A whole edition: where points are counted, and how each requirement counts."""

    sheet: ScoreSheet
    counts: tuple[Counting, ...] = Field(min_length=1)


def counted_by(catalogue: Catalogue, text: EditionText) -> Catalogue:
    """The catalogue with this sheet in place of its own; requirements keep their keys.

    What the edition does not name stays in force and has no points. Raises `PackRefused` where limits do not fit.
    """
    places, counts = text.sheet.places(), {one.requirement: one for one in text.counts}
    problems: list[PackProblem] = []
    packs = tuple(
        replace(pack, requirements=tuple(_counted(one, counts, places, problems) for one in pack.requirements))
        for pack in catalogue.packs
    )
    if problems:
        raise PackRefused(problems)
    left = any(one.place.module == UNSCORED for pack in packs for one in pack.requirements)
    sheet = text.sheet.model_copy(update={"modules": (*text.sheet.modules, _unscored())}) if left else text.sheet
    return replace(catalogue, packs=packs, sheet=sheet)


def counted(rule: Requirement, one: Counting, place: Place) -> Requirement:
    """The requirement as it counts; raises `Unfitting` for limits that it has not, or that could not be."""
    check = check_with(rule.check, one.limits)
    deduct = Deduct(
        first=_step(one, 0), repeat=_step(one, 1), more=one.steps[2:],
        window_days=one.window_days or rule.deduct.window_days, on_the_spot=one.on_the_spot, concealed=one.concealed,
    )
    if deduct.dearest > one.points:
        raise Unfitting("steps", str(deduct.dearest))
    changed = rule.model_copy(update={"points": one.points, "deduct": deduct, "place": place, "check": check})
    return _with_fitting_samples(changed) if one.limits else changed


def text_of(catalogue: Catalogue, sheet: ScoreSheet) -> EditionText:
    """What is counted now, as an edition: the beginning of a bank's own."""
    counts = [
        Counting(
            requirement=one.id, item=one.place.item, points=one.points, steps=one.deduct.steps,
            window_days=one.deduct.window_days, on_the_spot=one.deduct.on_the_spot, concealed=one.deduct.concealed,
        )
        for pack in catalogue.packs for one in pack.requirements if one.place.module != UNSCORED
    ]
    return EditionText(sheet=sheet, counts=tuple(counts))


def _counted(
    rule: Requirement, counts: Mapping[str, Counting], places: Mapping[str, Place], problems: list[PackProblem],
) -> Requirement:
    one = counts.get(rule.id)
    if one is None:
        place = Place(module=UNSCORED, project=UNSCORED, item=UNSCORED)
        none = Deduct(first=Decimal(0), repeat=Decimal(0), window_days=rule.deduct.window_days)
        return rule.model_copy(update={"points": Decimal(0), "deduct": none, "place": place})
    try:
        return counted(rule, one, places[one.item])
    except Unfitting as error:
        problems.append(PackProblem("", 0, rule.id, error.column, error.detail))
    except ValidationError as error:
        problems += [PackProblem("", 0, rule.id, "limits", str(one["msg"])) for one in error.errors()]
    return rule


def _step(one: Counting, number: int) -> Decimal:
    if not one.steps:
        return one.points
    return one.steps[min(number, len(one.steps) - 1)]


def _with_fitting_samples(rule: Requirement) -> Requirement:
    """Samples tell of the delivered limits: those that say something else now are left out."""
    return rule.model_copy(update={"samples": tuple(_fitting(rule))})


def _fitting(rule: Requirement) -> Iterable[object]:
    for sample in rule.samples:
        if judge(rule, sample.evidence(rule.check, rule.subjects[0]), sample.at).says is sample.says:
            yield sample


def _unscored() -> Module:
    words = {"zh": "不计分", "en": "Not scored"}
    item = Item(code=UNSCORED, points=Decimal(0), verified=Mark.PROPOSAL, **words)
    return Module(code=UNSCORED, projects=(Project(code=UNSCORED, items=(item,), **words),), **words)
