"""Says of outlets whether something counts against them and whether anything is known: what being in order means."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.domain.finding_state import UNSETTLED
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

LOOKED_AT = Q(says="holds") & ~Q(requirement__check_kind="dated")
"""Known to hold by somebody's eyes: a calendar alone knows nothing of a place where nobody has been."""


def counting() -> QuerySet[Finding]:
    """The findings that count: neither closed nor let pass for a time."""
    return Finding.objects.filter(state__in=UNSETTLED).exclude(waived_until__gt=clock.now())


def fails(unit: str = "unit") -> Exists:
    """Whether something counts against the outlet; `unit` is the way to its unit. Looked up by index."""
    return Exists(counting().filter(unit=OuterRef(unit)))


def known(unit: str = "unit") -> Exists:
    """Whether somebody looked and saw something hold there; `unit` is the way to its unit. Looked up by index."""
    return Exists(StandingRow.objects.filter(LOOKED_AT, unit=OuterRef(unit)))


def in_state(state: str, prefix: str = "") -> Q:
    """The condition on outlets, reached over `prefix`: open and holds, fails or unknown; closed; any if it is empty.

    Raises Invalid for another state.
    """
    if not state:
        return Q()
    is_open, unit = Q(**{f"{prefix}closed_on": None}), f"{prefix}unit"
    if state == "fails":
        return is_open & Q(fails(unit))
    if state == "holds":
        return is_open & ~Q(fails(unit)) & Q(known(unit))
    if state == "unknown":
        return is_open & ~Q(fails(unit)) & ~Q(known(unit))
    if state == "closed":
        return ~is_open
    raise invalid("state", "Choose holds, fails, unknown or closed.")
