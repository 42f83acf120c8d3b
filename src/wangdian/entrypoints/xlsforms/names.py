"""How a form names what it asks, so that an answer says by itself of what it speaks."""

import re
from dataclasses import dataclass
from typing import Self

STEM = r"([A-Z]{2,6})_(\d{2}[a-z]?)_(\d{1,9})_(\d{1,9})"
FIELD = re.compile(STEM + r"_(says|reason|note|variant|seen|photo[12]|v_[a-z][a-z0-9_]{0,39})")
VALUE = "v_"
SIGNATURE, LAST_WORD = "signature", "walk_note"
PICTURE = re.compile(r"([0-9a-f]{64})\.jpg")
"""How a form names the photo of how something should look: by its SHA-256."""


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """A requirement of an edition at a subject; written as OUT_01_3_311."""

    key: str
    edition: int
    subject: int

    def __str__(self) -> str:
        return f"{self.key.replace('-', '_')}_{self.edition}_{self.subject}"

    @classmethod
    def of(cls, name: str) -> tuple[Self, str] | None:
        """What a field's name speaks of, and which part of the answer it is; None if it is none of ours."""
        found = FIELD.fullmatch(name)
        if found is None:
            return None
        letters, number, edition, subject, part = found.groups()
        return cls(f"{letters}-{number}", int(edition), int(subject)), part
