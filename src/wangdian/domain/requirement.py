"""What must hold at an outlet, as one entry of a catalogue pack says it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from wangdian.domain.priority import Level
from wangdian.domain.requirement_checks import (
    Check,
    Compare,
    DatedCheck,
    Fact,
    Measured,
    Monitored,
    Observed,
)
from wangdian.domain.requirement_fields import (
    Chip,
    Deduct,
    Effective,
    Entry,
    EvidenceAsked,
    Mark,
    Mend,
    Photo,
    Place,
    Season,
    Source,
    Words,
)
from wangdian.domain.requirement_samples import FIELDS, Sample
from wangdian.domain.rights import Role
from wangdian.domain.severity import Severity

__all__ = [
    "Applies",
    "Check",
    "Chip",
    "Compare",
    "DatedCheck",
    "Fact",
    "Level",
    "Mark",
    "Measured",
    "Monitored",
    "Observed",
    "OutletFacts",
    "OutletKind",
    "Photo",
    "Requirement",
    "Sample",
    "Source",
    "Words",
]

RequirementId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}-\d{2}[a-z]?$")]
PhraseId = Annotated[str, StringConstraints(pattern=r"^[1-5]\.\d{2}$")]
SubjectKind = Annotated[
    str, StringConstraints(pattern=r"^(outlet|(zone|asset|document|process|article):(\*|[a-z][a-z0-9_]*))$")
]


class OutletKind(StrEnum):
    """What sort of outlet (网点) it is."""

    FULL_SERVICE = "full_service"
    LIGHT = "light"
    COMMUNITY = "community"
    SELF_SERVICE = "self_service"


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """What decides whether a requirement applies; for a thing with its own year, `built_on` is the thing's."""

    kind: OutletKind
    fx_licence: bool = False
    built_on: date | None = None


class Applies(Entry):
    """To which outlets. A place of unknown age is judged by the rule for new work, which is the stricter one."""

    outlet_kinds: tuple[OutletKind, ...] = Field(default=tuple(OutletKind), min_length=1)
    fx_licence: bool | None = None
    built_before: date | None = None
    built_from: date | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.built_before and self.built_from and self.built_before <= self.built_from:
            raise ValueError("built_before lies before built_from: it applies to nothing")
        return self

    def covers(self, outlet: OutletFacts) -> bool:
        if outlet.kind not in self.outlet_kinds or self.fx_licence not in {None, outlet.fx_licence}:
            return False
        if outlet.built_on is None:
            return self.built_before is None
        return not (
            (self.built_before is not None and outlet.built_on >= self.built_before)
            or (self.built_from is not None and outlet.built_on < self.built_from)
        )


class Requirement(Entry):
    """One rule as data; `as_body` is its lasting form, which `model_validate` reads back to the same."""

    id: RequirementId
    phrases: tuple[PhraseId, ...] = ()
    title: Words
    instruction: Words
    subjects: tuple[SubjectKind, ...] = Field(alias="subject", min_length=1)
    applies: Applies = Applies()
    check: Check
    season: Season | None = None
    severity: Severity
    points: Decimal = Field(ge=0, le=1000)
    deduct: Deduct
    place: Place
    evidence: EvidenceAsked = EvidenceAsked()
    answers_for: Role
    mend: Mend
    impact: Level
    urgency: Level
    sources: tuple[Source, ...] = Field(min_length=1)
    effective: Effective = Effective()
    waits_for: Literal["devices"] | None = None
    samples: tuple[Sample, ...] = ()

    @field_validator("subjects", mode="before")
    @classmethod
    def _one_or_many(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.deduct.dearest > self.points:
            raise ValueError(f"deduct: a step takes off more than the {self.points} points there are")
        if (self.check.kind == "monitored") != (self.waits_for == "devices"):
            raise ValueError("waits_for: a monitored check waits for devices, and only a monitored one")
        return self

    @model_validator(mode="after")
    def _samples_speak_of_the_check(self) -> Self:
        for number, sample in enumerate(self.samples):
            if sample.given is None:
                continue
            strange = sample.given.model_dump(exclude_defaults=True).keys() - FIELDS[self.check.kind]
            if strange:
                names = ", ".join(sorted(strange))
                raise ValueError(f"samples.{number}.given: a {self.check.kind} check does not know {names}")
        return self

    def as_body(self) -> dict[str, Any]:
        """Plain JSON values, without what is as by default; the same requirement gives the same body."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @property
    def marks(self) -> frozenset[Mark]:
        """How far its figures are verified: all marks of its sources."""
        return frozenset(source.verified for source in self.sources)

    @property
    def is_proven(self) -> bool:
        """Whether every source was read, first or second hand; otherwise it is shown as the bank's own default."""
        return self.marks <= {Mark.LAW, Mark.SECONDARY}

    def is_about(self, subject_kind: str) -> bool:
        """Whether it speaks of subjects of a kind such as "zone:hall"; "zone:*" speaks of every zone."""
        sort = subject_kind.partition(":")[0]
        return subject_kind in self.subjects or f"{sort}:*" in self.subjects
