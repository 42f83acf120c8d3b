"""What a fact is: something that happened, told to whoever listens, after the transaction that made it so."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fact:
    """Subclasses are frozen dataclasses of ids, numbers and strings (JSON), named in the past tense."""

    topic: ClassVar[str]
