"""What a phone says: answers in the shape of the walk protocol, judged one by one."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from wangdian.apps.evidence.sandbox import MOST_BYTES
from wangdian.domain.judging import Evidence, Measurement, Observation, Verdict, judge
from wangdian.domain.photo_ways import Came, is_refused
from wangdian.domain.requirement import Measured, Observed, Requirement

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Row = Annotated[int, Field(ge=1, le=2**31 - 1)]
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,9})?")
VARIANT = "variant"


def _printable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("not text")
    return text


class PhotoNamed(BaseModel):
    """A photo by its hash; its bytes come apart from it, before or after."""

    model_config = ConfigDict(frozen=True)

    slot: int = Field(default=1, ge=1, le=4)
    sha256: Sha256
    size: int = Field(gt=0, le=MOST_BYTES)
    came: Literal[Came.LIVE, Came.CAMERA, Came.FILE, Came.UNSAID] = Came.UNSAID


class Said(BaseModel):
    """One answer; `values` are decimals as text, and under "variant" the code of one."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    requirement: str = Field(max_length=24)
    edition: Row
    subject: Row
    says: Literal["ok", "fail", "na", "val"]
    values: dict[str, str] = Field(default_factory=dict, max_length=20)
    reason: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=500)
    compared_with: str | None = Field(default=None, max_length=4000)
    answered_at: AwareDatetime
    photos: tuple[PhotoNamed, ...] = Field(default=(), max_length=4)

    @field_validator("requirement", "reason", "note")
    @classmethod
    def _text(cls, text: str) -> str:
        return _printable(text)

    @field_validator("compared_with")
    @classmethod
    def _long_text(cls, text: str | None) -> str | None:
        return None if text is None else _printable(text)

    @model_validator(mode="after")
    def _one_photo_a_slot(self) -> Self:
        if len({photo.slot for photo in self.photos}) != len(self.photos):
            raise ValueError("two photos in one slot")
        return self


def misfit(rule: Requirement, said: Said) -> str | None:
    """The protocol's code for an answer that does not fit its requirement; None if it does."""
    check = rule.check
    if not isinstance(check, Observed | Measured):
        return "not_asked"
    if said.says == "val":
        if not isinstance(check, Measured) or not _fits(check, said.values):
            return "bad_value"
    elif said.values:
        return "bad_value"
    if said.reason and said.reason not in {chip.code for chip in check.reasons}:
        return "bad_reason"
    if any(is_refused(rule.evidence.camera, photo.came) for photo in said.photos):
        return "not_taken_there"
    return None


def _fits(check: Measured, values: Mapping[str, str]) -> bool:
    variant = values.get(VARIANT)
    if variant is not None and variant not in {chip.code for chip in check.variants}:
        return False
    figures = {name: text for name, text in values.items() if name != VARIANT}
    known = {value.name for value in check.values}
    return bool(figures) and figures.keys() <= known and all(NUMBER.fullmatch(text) for text in figures.values())


def evidence_of(says: str, values: Mapping[str, str], reason: str, at: datetime, seen: str | None) -> Evidence:
    """An answer as the judge reads it."""
    if says == "val":
        return Measurement.from_text(values, at)
    return Observation(
        holds={"ok": True, "fail": False}.get(says), reasons=(reason,) if reason else (),
        not_applicable=says == "na", taken_at=at, compared_with=seen,
    )


def judged(rule: Requirement, said: Said, at: datetime) -> Verdict:
    """The verdict at the moment of answering."""
    return judge(rule, evidence_of(said.says, said.values, said.reason, at, said.compared_with), at)
