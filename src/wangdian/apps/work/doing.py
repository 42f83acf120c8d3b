"""What verbs of whoever has an order share."""

from wangdian.apps.work.access import has_it
from wangdian.apps.work.casework import Case, case_for
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import Invalid, NotAllowed, Problem

LONGEST = 300


def case_of_holder(who: Actor, number: str, version: int | None) -> Case:
    """The order in hand for whoever has it; NotAllowed for others who mend there, who may see it all the same."""
    case = case_for(who, number, Right.DO_WORK, version)
    if not has_it(who, case.order):
        raise NotAllowed
    return case


def checked_reason(reason: str, lacking: str, too_long: str, name: str = "reason") -> str:
    """The reason without blanks around it; raises Invalid if there is none or it is too long."""
    said = reason.strip()
    if not said:
        raise Invalid([Problem(name, lacking)])
    if len(said) > LONGEST:
        raise Invalid([Problem(name, too_long)])
    return said
