"""The API of scores."""

from datetime import date

from django.http import HttpRequest
from ninja import Router

from wangdian.apps.reports.cards import OutletScore, Ranking, TrendPoint
from wangdian.apps.reports.queries import outlet_score, ranking, trend, unit_trend
from wangdian.entrypoints.api.who import who
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound

router = Router(tags=["scores"])


@router.get("/scores", response=Ranking)
def read_ranking(
    request: HttpRequest, unit: str = "", module: str = "", day: date | None = None, after: str | None = None,
    limit: int = 100,
) -> Ranking:
    """The ranking of a day, the last one that has scores by default, the best first; `module` counts one module alone,
    on the last day. Give `after` back to read on."""
    return ranking(who(request), unit=unit, day=day, module=module, after=after, limit=limit)


@router.get("/scores/trend", response=list[TrendPoint])
def read_unit_trend(request: HttpRequest, unit: str = "") -> list[TrendPoint]:
    """The outlets (of a unit) counted as one, over the last 90 days."""
    return list(unit_trend(who(request), unit))


@router.get("/outlets/{code}/score", response=OutletScore)
def read_outlet_score(request: HttpRequest, code: str, day: date | None = None) -> OutletScore:
    """An outlet's score with its reasons: as it stands now, or as it was given on a day."""
    found = outlet_score(who(request), code, None if day == clock.today() else day)
    if found is None:
        raise NotFound
    return found


@router.get("/outlets/{code}/score/trend", response=list[TrendPoint])
def read_outlet_trend(request: HttpRequest, code: str) -> list[TrendPoint]:
    return list(trend(who(request), code))
