"""Examples of the verbs of people."""

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.people.actions.add_unit import AddUnit


def add_unit(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path,
        verb=lambda who: AddUnit(
            who=who, parent_code=where.branch.code, kind="sub_branch", code="S900", name_zh="新分理处",
        ),
    )


EXAMPLES: dict[str, Builder] = {
    "people.add_unit": add_unit,
}
