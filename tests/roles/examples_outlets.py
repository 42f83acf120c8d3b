"""Examples of the verbs of outlets."""

from datetime import date

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet


def make_outlet(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path,
        verb=lambda who: MakeOutlet(
            who=who, parent_code=where.branch.code, code="N900", name_zh="新网点", kind="light",
            opened_on=date(2020, 1, 1),
        ),
    )


EXAMPLES: dict[str, Builder] = {
    "outlets.make_outlet": make_outlet,
}
