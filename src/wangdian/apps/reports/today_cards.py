"""The frozen cards in which Today is answered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for somebody: `id` is what its kind goes by (a walk's, a finding's, an order's number).

    `code` and `place` name the outlet, `thing` what at it; `since` and `until` are moments or None.
    """

    kind: str
    id: str
    code: str
    place: str
    what_zh: str
    what_en: str
    thing: str = ""
    severity: str = ""
    state: str = ""
    since: datetime | None = None
    until: datetime | None = None
    finding_id: int | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Heap:
    """What waits of one kind, the most urgent first; `more` says that there is more than is shown of `count`."""

    kind: str
    count: int
    rows: tuple[Waiting, ...]
    bounded: bool = False

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the open outlets one may see have nothing against them, and of how many nothing is known."""

    outlets: int
    in_order: int
    not_in_order: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Today:
    """All of it; `to_do` counts what asks for this person today, `bounded` says that it is more."""

    standing: Standing
    heaps: tuple[Heap, ...]
    to_do: int
    bounded: bool
    only_outlet: str
