"""Whether a self-check passed over what another check then found, of a state that cannot be new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(days=7)
OWN = frozenset({"opening", "self"})
OTHERS = frozenset({"recheck", "spot"})


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a requirement of a subject: on which kind of walk, when, and what it came to."""

    kind: str
    at: datetime
    says: str


def concealed(looks: Iterable[Looked]) -> bool:
    """Whether the last failure that others found follows within a week on an own check that said it holds.

    Only the own check just before counts; one that said so itself, or that nobody made, conceals nothing.
    """
    listed = sorted(looks, key=lambda one: one.at)
    found = next((one for one in reversed(listed) if one.kind in OTHERS and one.says == "fails"), None)
    if found is None:
        return False
    before = [one for one in listed if one.kind in OWN and found.at - WITHIN <= one.at < found.at]
    return bool(before) and before[-1].says == "holds"
