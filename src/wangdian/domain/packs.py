"""Packs of the catalogue: read as text, checked whole, their samples run before anything is taken over."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from wangdian.domain.coverage import Coverage, parse_coverage
from wangdian.domain.judging import Says, judge
from wangdian.domain.pack_problems import Located, PackProblem, PackRefused, entry_name
from wangdian.domain.pack_text import Plain, Unreadable, read_yaml
from wangdian.domain.requirement import Requirement
from wangdian.domain.requirement_fields import Words
from wangdian.domain.score_sheet import ScoreSheet, parse_score_sheet

_Parsed = TypeVar("_Parsed")

COVERAGE_FILE = "coverage.yaml"
SHEET_FILE = "score_sheet.yaml"

_HEAD = frozenset({"pack", "title", "edition", "requirements"})
_MUST_BE_TOLD = {Says.HOLDS: "holds", Says.FAILS: "fails", Says.UNKNOWN: "is unknown"}


@dataclass(frozen=True)
class Pack:
    """A file of requirements; `digest` is the SHA-256 of its text."""

    name: str
    title: Words
    edition: str
    requirements: tuple[Requirement, ...]
    file: str
    digest: str


@dataclass(frozen=True)
class Catalogue:
    """All files together: packs, the sheet on which they score, and what of the source they carry."""

    packs: tuple[Pack, ...]
    sheet: ScoreSheet
    coverage: Coverage

    @property
    def requirements(self) -> dict[str, Requirement]:
        return {one.id: one for pack in self.packs for one in pack.requirements}


def parse_pack(text: str, name: str) -> Pack:
    """Reads and checks one pack; raises `PackRefused` with every problem. Samples are not run: see `run_samples`."""
    try:
        plain, lines = read_yaml(text)
    except Unreadable as error:
        raise PackRefused([PackProblem(name, error.line, _entry_of(error), "", error.why)]) from error
    where = Located(name, lines)
    if not isinstance(plain, dict):
        raise PackRefused([where.problem((), "", "", "a pack begins with pack, title, edition, requirements")])
    problems = _head_problems(plain, where)
    title = _title(plain, where, problems)
    requirements = _requirements(plain.get("requirements"), where, problems)
    if problems or title is None:
        raise PackRefused(problems)
    return Pack(
        name=str(plain["pack"]),
        title=title,
        edition=str(plain["edition"]),
        requirements=tuple(requirements),
        file=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def run_samples(pack: Pack) -> None:
    """Plays every sample; raises `PackRefused` naming each one with which the judge does not agree."""
    problems = [
        PackProblem(pack.file, 0, requirement.id, f"samples.{number}", why)
        for requirement in pack.requirements
        for number, why in _disagreements(requirement)
    ]
    if problems:
        raise PackRefused(problems)


def parse_catalogue(files: Mapping[str, str]) -> Catalogue:
    """Reads all files by name, runs all samples; raises `PackRefused` with the problems of all of them.

    `coverage.yaml` and `score_sheet.yaml` must be among them; every other file is a pack.
    """
    absent = sorted({COVERAGE_FILE, SHEET_FILE} - files.keys())
    problems = [PackProblem(name, 0, "", "", "this file is missing") for name in absent]
    packs: list[Pack] = []
    for name in sorted(files.keys() - {COVERAGE_FILE, SHEET_FILE}):
        try:
            pack = parse_pack(files[name], name)
            packs.append(pack)
            run_samples(pack)
        except PackRefused as refused:
            problems += refused.problems
    sheet = _gather(files, SHEET_FILE, parse_score_sheet, problems)
    coverage = _gather(files, COVERAGE_FILE, parse_coverage, problems)
    problems += _told_twice(packs)
    if sheet is not None:
        problems += _misplaced(packs, sheet)
    if problems or sheet is None or coverage is None:
        raise PackRefused(problems)
    return Catalogue(tuple(packs), sheet, coverage)


def _entry_of(error: Unreadable) -> str:
    return ".".join(map(str, error.path))


def _head_problems(plain: Mapping[str, Plain], where: Located) -> list[PackProblem]:
    problems = [where.problem((key,), "", key, "unknown field") for key in plain if key not in _HEAD]
    problems += [where.problem((), "", key, "missing") for key in sorted(_HEAD) if key not in plain]
    problems += [
        where.problem((key,), "", key, "write a name")
        for key in ("pack", "edition")
        if key in plain and not (isinstance(plain[key], str) and plain[key])
    ]
    return problems


def _title(plain: Mapping[str, Plain], where: Located, problems: list[PackProblem]) -> Words | None:
    try:
        return Words.model_validate(plain.get("title"))
    except ValidationError as error:
        problems += [where.problem(("title",), "", f"title.{p.field}", p.why) for p in where.problems(error, (), "")]
        return None


def _requirements(plain: Plain, where: Located, problems: list[PackProblem]) -> list[Requirement]:
    if not isinstance(plain, list) or not plain:
        problems.append(where.problem(("requirements",), "", "requirements", "a list of requirements is expected"))
        return []
    found: list[Requirement] = []
    for number, entry in enumerate(plain):
        name = entry_name(entry, "id", number)
        path = ("requirements", number)
        if any(name == earlier.id for earlier in found):
            problems.append(where.problem((*path, "id"), name, "id", "this id is there twice"))
        try:
            one = Requirement.model_validate(entry)
        except ValidationError as error:
            problems += where.problems(error, path, name)
            continue
        problems += _untold(one, where, path)
        found.append(one)
    return found


def _untold(one: Requirement, where: Located, path: tuple[str | int, ...]) -> Iterable[PackProblem]:
    told = {sample.says for sample in one.samples}
    for says, words in _MUST_BE_TOLD.items():
        if says not in told:
            yield where.problem((*path, "samples"), one.id, "samples", f"no sample tells when it {words}")


def _disagreements(requirement: Requirement) -> Iterable[tuple[int, str]]:
    for number, sample in enumerate(requirement.samples):
        verdict = judge(requirement, sample.evidence(requirement.check, requirement.subjects[0]), sample.at)
        if verdict.says is not sample.says:
            yield number, f"{sample.story}: should say {sample.says}, the judge says {verdict.says} ({verdict.reason})"


def _told_twice(packs: Iterable[Pack]) -> Iterable[PackProblem]:
    """Ids and pack names are unique over all packs."""
    homes: dict[str, str] = {}
    names: dict[str, str] = {}
    for pack in packs:
        if names.setdefault(pack.name, pack.file) != pack.file:
            yield PackProblem(pack.file, 0, "", "pack", f"{names[pack.name]} has this name already")
        for one in pack.requirements:
            if homes.setdefault(one.id, pack.file) != pack.file:
                yield PackProblem(pack.file, 0, one.id, "id", f"{homes[one.id]} has this id already")


def _misplaced(packs: Iterable[Pack], sheet: ScoreSheet) -> Iterable[PackProblem]:
    """A requirement must count at a place of the sheet, and an item's requirements share its points exactly."""
    places = sheet.places()
    shared = dict.fromkeys(places, Decimal(0))
    for pack in packs:
        for one in pack.requirements:
            if places.get(one.place.item) != one.place:
                yield PackProblem(pack.file, 0, one.id, "place", f"the score sheet has no such place: {one.place.item}")
            else:
                shared[one.place.item] += one.points
    for item in sheet.items():
        if shared[item.code] != item.points:
            why = f"its requirements have {shared[item.code]} points together, the sheet gives {item.points}"
            yield PackProblem(SHEET_FILE, 0, item.code, "points", why)


def _gather(
    files: Mapping[str, str], name: str, parse: Callable[[str, str], _Parsed], problems: list[PackProblem]
) -> _Parsed | None:
    if name not in files:
        return None
    try:
        return parse(files[name], name)
    except PackRefused as refused:
        problems += refused.problems
        return None
