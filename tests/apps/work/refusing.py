"""Does what must be refused, and proves that nothing changed."""

from tests.roles.snapshot import changed, snapshot
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Refused


def refused(verb: Verb, kind: type[Refused]) -> Refused:
    """What the verb was refused with; fails if it was done, was refused otherwise, or left a trace."""
    before = snapshot()
    try:
        verb.do()
    except kind as refusal:
        assert changed(before, snapshot()) == []
        return refusal
    raise AssertionError(f"{verb.name} was not refused")
