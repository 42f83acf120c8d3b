"""The role matrix of verbs: every role, inside and outside its subtree; each refusal proves that nothing changed."""

import pytest
from django.db import transaction

from tests.cast import Cast
from tests.roles.example import NOBODY, Example, everybody, far, near
from tests.roles.registry import examples, verbs
from tests.roles.snapshot import changed, snapshot
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotAllowed, NotFound

VERB_NAMES = sorted(verbs())
CASES = sorted(examples())


def verb_of(case: str) -> str:
    """A case is a verb's name, with `#` and the case's own name behind it where a verb has several."""
    return case.partition("#")[0]


def built(cast: Cast, case: str, side: str) -> Example:
    example = examples()[case](cast, near(cast) if side == "near" else far(cast))
    assert example.verb(NOBODY).name == verb_of(case), f"the example {case} builds another verb"
    return example


def refusals(example: Example, actors: dict[str, Actor]) -> list[str]:
    """What went wrong where a refusal was due: a verb that was done, or a table that changed."""
    wrong = []
    before = snapshot()
    for name, who in actors.items():
        try:
            example.verb(who).do()
            wrong.append(f"{name} may not, and yet it was done")
        except (NotFound, NotAllowed):
            pass
        wrong.extend(f"{name} was refused, and yet {table} changed" for table in changed(before, snapshot()))
        if wrong:
            break
    return wrong


def successes(example: Example, actors: dict[str, Actor]) -> list[str]:
    """What went wrong where the verb was due to be done; each try is undone before the next."""
    wrong = []
    for name, who in actors.items():
        before = snapshot()
        undo = transaction.savepoint()
        try:
            example.verb(who).do()
            if not changed(before, snapshot()):
                wrong.append(f"{name} did it, and nothing changed")
        except example.refuses:
            pass
        except (NotFound, NotAllowed) as error:
            wrong.append(f"{name} may, and yet was refused: {type(error).__name__}")
        transaction.savepoint_rollback(undo)
    return wrong


@pytest.mark.parametrize("name", VERB_NAMES)
def test_a_verb_has_an_example(name: str) -> None:
    known = {verb_of(case) for case in CASES}
    assert name in known, f"the verb {name} has no example: add one to EXAMPLES in tests/roles/examples_*.py"


def test_every_example_is_of_a_verb_that_exists() -> None:
    assert {verb_of(case) for case in CASES} <= set(VERB_NAMES)


@pytest.mark.parametrize("case", CASES)
def test_a_verb_is_refused_to_all_who_may_not_and_nothing_changes(cast: Cast, case: str) -> None:
    example = built(cast, case, "near")
    barred = {label: who for label, who in everybody(cast).items() if not example.allows(who)}
    assert "nobody" in barred
    assert refusals(example, barred) == []


@pytest.mark.parametrize("case", CASES)
def test_a_verb_is_done_for_all_who_may(cast: Cast, case: str) -> None:
    example = built(cast, case, "near")
    free = {label: who for label, who in everybody(cast).items() if example.allows(who)}
    assert free, f"nobody at all may do {case}: is its example at the right place?"
    assert successes(example, free) == []


@pytest.mark.prove
@pytest.mark.parametrize("case", CASES)
def test_the_same_holds_in_the_other_branch(cast: Cast, case: str) -> None:
    example = built(cast, case, "far")
    people = everybody(cast)
    assert refusals(example, {label: who for label, who in people.items() if not example.allows(who)}) == []
    assert successes(example, {label: who for label, who in people.items() if example.allows(who)}) == []
