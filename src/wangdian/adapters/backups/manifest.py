"""What stands in the manifest of a backup, and which names may stand in the file beside it."""

from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, StringConstraints, ValidationError, model_validator

from wangdian.ports.records import RecordsLost

MANIFEST = "manifest.json"
FORMAT = 1
RECORDS = {"sqlite": "records.sqlite3", "postgresql": "records.dump"}
"""The name of the file with the records, by the engine that reads it."""
KEY, DEMO_LOGINS = "secret.key", "demo-logins.json"
FOLDERS = frozenset({"photos", "uploads", "tls"})
NAMES = frozenset({*RECORDS.values(), KEY, DEMO_LOGINS})


class Held(BaseModel):
    """One file: its length in bytes and its hash."""

    model_config = ConfigDict(strict=True, extra="forbid")
    size: NonNegativeInt
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """The whole of it; `rows` by table, `files` by name, `damaged` the names whose content is not what they say."""

    model_config = ConfigDict(strict=True, extra="forbid")
    format: Literal[1]
    made_at: str
    wangdian: str
    engine: Literal["sqlite", "postgresql"]
    records: str
    rows: dict[str, NonNegativeInt] = Field(min_length=1)
    files: dict[str, Held]
    damaged: list[str]

    @model_validator(mode="after")
    def _records_are_there(self) -> "Manifest":
        if self.records != RECORDS[self.engine] or self.records not in self.files:
            raise ValueError("the records are not among the files")
        return self


def checked(read: Any) -> dict[str, Any]:
    """The manifest as plain values; raises RecordsLost for anything of another shape."""
    if isinstance(read, dict) and "format" in read and read["format"] != FORMAT:
        raise RecordsLost(f"the backup has the format {read['format']}, which is not known here")
    try:
        return Manifest.model_validate(read).model_dump()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise RecordsLost(f"the manifest is not one of a backup: {where} {first['msg']}".strip()) from error


def belongs(name: str) -> bool:
    """Whether a file of that name may stand in a backup: nothing outside, nothing that we do not put there."""
    path = PurePosixPath(name)
    if str(path) != name or path.is_absolute() or ".." in path.parts or "\0" in name:
        return False
    return name in NAMES or (len(path.parts) > 1 and path.parts[0] in FOLDERS)
