"""Examples of the API operations of outlets."""

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from wangdian.domain.rights import Right


def list_outlets(cast: Cast, where: Where) -> Ask:
    return Ask("/outlets", Right.SEE, where.unit.path, shows=f'"code": "{where.outlet.code}"')


def read_outlet(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}", Right.SEE, where.unit.path)


def make_outlet(cast: Cast, where: Where) -> Ask:
    body = {
        "code": "N900", "parent_code": where.branch.code, "name_zh": "新网点", "kind": "light",
        "opened_on": "2020-01-01",
    }
    return Ask("/outlets", Right.EDIT_OUTLETS, where.branch.path, body=body)


REQUESTS: dict[str, AskBuilder] = {
    "GET /outlets": list_outlets,
    "POST /outlets": make_outlet,
    "GET /outlets/{code}": read_outlet,
}
