"""The role matrix of verbs: every role, inside and outside its subtree; each refusal proves that nothing changed."""

import pytest
from django.db import transaction

from tests.cast import Cast
from tests.roles.example import NOBODY, Example, everybody, far, near
from tests.roles.registry import examples, verbs
from tests.roles.snapshot import Watch
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
    wrong, watch = [], Watch()
    for name, who in actors.items():
        try:
            example.verb(who).do()
            wrong.append(f"{name} may not, and yet it was done")
        except (NotFound, NotAllowed):
            pass
        wrong.extend(f"{name} was refused, and yet {table} changed" for table in watch.changed())
        if wrong:
            break
    return wrong


def successes(example: Example, actors: dict[str, Actor]) -> list[str]:
    """What went wrong where the verb was due to be done; each try is undone before the next."""
    wrong, watch = [], Watch()
    for name, who in actors.items():
        undo = transaction.savepoint()
        try:
            example.verb(who).do()
            if not watch.changed():
                wrong.append(f"{name} did it, and nothing changed")
        except example.refuses:
            pass
        except (NotFound, NotAllowed) as error:
            wrong.append(f"{name} may, and yet was refused: {type(error).__name__}")
        transaction.savepoint_rollback(undo)
    return wrong


def walked(cast: Cast, case: str, side: str) -> list[str]:
    example, people = built(cast, case, side), everybody(cast)
    barred = {label: who for label, who in people.items() if not example.allows(who)}
    free = {label: who for label, who in people.items() if label not in barred}
    assert "nobody" in barred
    assert free, f"nobody at all may do {case}: is its example at the right place?"
    return [*refusals(example, barred), *successes(example, free)]


@pytest.mark.parametrize("name", VERB_NAMES)
def test_a_verb_has_an_example(name: str) -> None:
    known = {verb_of(case) for case in CASES}
    assert name in known, f"the verb {name} has no example: add one to EXAMPLES in tests/roles/examples_*.py"


def test_every_example_is_of_a_verb_that_exists() -> None:
    assert {verb_of(case) for case in CASES} <= set(VERB_NAMES)


@pytest.mark.parametrize("case", CASES)
def test_a_verb_is_done_for_those_who_may_and_changes_nothing_for_others(cast: Cast, case: str) -> None:
    assert walked(cast, case, "near") == []


@pytest.mark.prove
@pytest.mark.parametrize("case", CASES)
def test_the_same_holds_in_the_other_branch(cast: Cast, case: str) -> None:
    assert walked(cast, case, "far") == []
