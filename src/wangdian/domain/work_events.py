"""What can happen to a work order, and what a step of its life makes known."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PauseReason(StrEnum):
    """Why nobody can go on."""

    WAITING_PART = "waiting_part"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_VENDOR = "waiting_vendor"
    WAITING_ACCESS = "waiting_access"
    OUTSIDE_HOURS = "outside_hours"


@dataclass(frozen=True, slots=True)
class Assigned:
    """To a person, to a vendor who chooses the person, or to a vendor's person; all by id."""

    by: str
    to: str | None = None
    vendor: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    by: str


@dataclass(frozen=True, slots=True)
class Started:
    by: str


@dataclass(frozen=True, slots=True)
class Paused:
    by: str
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Resumed:
    by: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """To another person or vendor, who has to accept it anew."""

    by: str
    reason: str
    to: str | None = None
    vendor: str | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """`cost` in the bank's currency, `interruption` in whole minutes; both add to what earlier rounds took."""

    by: str
    cost: Decimal = Decimal(0)
    interruption: int = 0


@dataclass(frozen=True, slots=True)
class Verified:
    """A failed verification returns the order and needs its reason."""

    by: str
    passed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lapsed:
    """There is nothing left to mend: it was seen to hold without it, or is no longer asked."""

    by: str
    reason: str


Event = Assigned | Accepted | Started | Paused | Resumed | HandedOver | Mended | Verified | Cancelled | Lapsed


@dataclass(frozen=True, slots=True)
class Offered:
    """It waits for somebody's acceptance."""

    to: str | None
    vendor: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """`first` if it stopped the response clock."""

    by: str
    first: bool


@dataclass(frozen=True, slots=True)
class Begun:
    by: str


@dataclass(frozen=True, slots=True)
class Held:
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class GoneOn:
    by: str


@dataclass(frozen=True, slots=True)
class Done:
    """Mended, and waiting for other eyes."""

    by: str


@dataclass(frozen=True, slots=True)
class Settled:
    by: str


@dataclass(frozen=True, slots=True)
class Returned:
    """It did not pass; `times` counts all its returns."""

    by: str
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class Dropped:
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Over:
    """It ended because nothing was left to mend."""

    by: str
    reason: str


Happening = Offered | Taken | Begun | Held | GoneOn | Done | Settled | Returned | Dropped | Over
