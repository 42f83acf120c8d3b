"""The API of drawn checks."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from wangdian.apps.reports.actions.call_off_draw import CallOffDraw
from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.draw_queries import (
    DrawCard,
    DrawnAgain,
    DrawRead,
    DryLook,
    draw_again,
    draw_read,
    draws_page,
    look_at_draw,
)
from wangdian.apps.reports.lots import Lot
from wangdian.domain.drawing import WEIGHTS
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.shapes import Code, Day
from wangdian.entrypoints.api.who import who

router = Router(tags=["draws"])
Weight = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]


class WeightsIn(Schema):
    """What each part of the risk weighs, from 0 to 100."""

    score: Weight = WEIGHTS["score"]
    age: Weight = WEIGHTS["age"]
    repeats: Weight = WEIGHTS["repeats"]
    faults: Weight = WEIGHTS["faults"]
    complaints: Weight = WEIGHTS["complaints"]
    season: Weight = WEIGHTS["season"]


class LotIn(Schema):
    """What is drawn: `share` is the part by chance alone, a ratio; `kind` is spot or recheck."""

    unit: Code
    kind: str = Field(max_length=8)
    size: int = Field(ge=1, le=2000)
    share: Decimal = Field(default=Decimal("0.2"), gt=0, le=1, max_digits=5, decimal_places=4)
    starts_on: Day
    days: int = Field(default=14, ge=1, le=92)
    window_days: int = Field(default=90, ge=1, le=730)
    weights: WeightsIn = WeightsIn()

    def lot(self) -> Lot:
        starts: date = self.starts_on
        return Lot(
            unit=self.unit, kind=self.kind, size=self.size, share=self.share, starts_on=starts, days=self.days,
            window_days=self.window_days, weights=self.weights.model_dump(),
        )


class DrawIn(LotIn):
    """A draw; without a `seed` the server rolls one."""

    seed: str = Field(default="", max_length=64)


@router.get("/draws", response=Listed[DrawCard])
def list_draws(request: HttpRequest, after: str | None = None, limit: int = 50) -> Listed[DrawCard]:
    """The latest first."""
    return listed(draws_page(who(request), after=after, limit=limit))


@router.post("/draws/look", response=DryLook)
def look_before_drawing(request: HttpRequest, body: LotIn) -> DryLook:
    """Who might come and how probable; nothing is drawn."""
    return look_at_draw(who(request), body.lot())


@router.post("/draws", response={201: DrawRead})
def draw_checks(request: HttpRequest, body: DrawIn) -> Status[DrawRead]:
    """Draws and plans the walks; nobody at the outlets is told."""
    made = DrawChecks(who=who(request), lot=body.lot(), seed=body.seed).do()
    return Status(201, draw_read(who(request), made))


@router.get("/draws/{draw_id}", response=DrawRead)
def read_draw(request: HttpRequest, draw_id: int) -> DrawRead:
    return draw_read(who(request), draw_id)


@router.get("/draws/{draw_id}/again", response=DrawnAgain)
def verify_draw(request: HttpRequest, draw_id: int) -> DrawnAgain:
    """Draws again from the seed and what is kept, and says whether it is the same."""
    return draw_again(who(request), draw_id)


@router.post("/draws/{draw_id}/call-off", response={204: None})
def call_off_draw(request: HttpRequest, draw_id: int) -> Status[None]:
    CallOffDraw(who=who(request), draw_id=draw_id).do()
    return Status(204, None)
