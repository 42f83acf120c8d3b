"""Examples of the API operations of readings."""

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_climate import a_reading
from wangdian.domain.rights import Right


def list_series(cast: Cast, where: Where) -> Ask:
    a_reading(where)
    return Ask(f"/outlets/{where.outlet.code}/series", Right.SEE, where.unit.path)


def list_readings(cast: Cast, where: Where) -> Ask:
    return Ask(f"/series/{a_reading(where).series_id}/readings", Right.SEE, where.unit.path)


def record_readings(cast: Cast, where: Where) -> Ask:
    body = {"subject": where.outlet.subject_id, "values": {"room.humidity": "50"}}
    return Ask("/readings", Right.WALK, where.unit.path, body=body)


def withdraw_reading(cast: Cast, where: Where) -> Ask:
    """Another's: only where one checks others' work."""
    return Ask(f"/readings/{a_reading(where).pk}/withdraw", Right.RECHECK, where.unit.path, body={"why": "读错了"})


REQUESTS: dict[str, AskBuilder] = {
    "GET /outlets/{code}/series": list_series,
    "GET /series/{series_id}/readings": list_readings,
    "POST /readings": record_readings,
    "POST /readings/{reading_id}/withdraw": withdraw_reading,
}
