"""Examples of the API operations of scores."""

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from wangdian.apps.reports.jobs import score_today
from wangdian.domain.rights import Right


def read_ranking(cast: Cast, where: Where) -> Ask:
    score_today()
    return Ask("/scores", Right.SEE, where.unit.path, shows=f'"{where.outlet.code}"')


def read_unit_trend(cast: Cast, where: Where) -> Ask:
    score_today()
    return Ask("/scores/trend", Right.SEE, where.branch.path, query={"unit": where.branch.code}, shows='"day"')


def read_outlet_score(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}/score", Right.SEE, where.unit.path)


def read_outlet_trend(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}/score/trend", Right.SEE, where.unit.path)


REQUESTS: dict[str, AskBuilder] = {
    "GET /scores": read_ranking,
    "GET /scores/trend": read_unit_trend,
    "GET /outlets/{code}/score": read_outlet_score,
    "GET /outlets/{code}/score/trend": read_outlet_trend,
}
