"""Examples of the API operations of outlets, zones and calendars."""

from datetime import date, timedelta

from tests.cast import Cast
from tests.roles.ask import EVERYBODY, Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_outlets import HOURS, a_zone, closing
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.domain.rights import SYSTEM, Right
from wangdian.foundation import clock

CARD = {"name_zh": "新名网点", "kind": "light", "opened_on": "2020-01-01"}


def list_outlets(cast: Cast, where: Where) -> Ask:
    return Ask("/outlets", Right.SEE, where.unit.path, shows=f'"code": "{where.outlet.code}"')


def read_outlet(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}", Right.SEE, where.unit.path)


def make_outlet(cast: Cast, where: Where) -> Ask:
    body = {**CARD, "code": "N900", "parent_code": where.branch.code}
    return Ask("/outlets", Right.EDIT_OUTLETS, where.branch.path, body=body)


def change_outlet(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}", Right.EDIT_OUTLETS, where.unit.path, body=CARD)


def close_outlet(cast: Cast, where: Where) -> Ask:
    body = {"closed_on": clock.today().isoformat()}
    return Ask(f"/outlets/{where.outlet.code}/close", Right.EDIT_OUTLETS, where.unit.path, body=body)


def reopen_outlet(cast: Cast, where: Where) -> Ask:
    CloseOutlet(who=SYSTEM, code=where.outlet.code, closed_on=clock.today()).do()
    return Ask(f"/outlets/{where.outlet.code}/reopen", Right.EDIT_OUTLETS, where.unit.path)


def list_zones(cast: Cast, where: Where) -> Ask:
    return Ask("/zones", Right.SEE, where.unit.path, shows=f'"id": {a_zone(where)},')


def read_zone(cast: Cast, where: Where) -> Ask:
    return Ask(f"/zones/{a_zone(where)}", Right.SEE, where.unit.path)


def make_zone(cast: Cast, where: Where) -> Ask:
    body = {"outlet_code": where.outlet.code, "kind": "hall", "zone_name": "新厅"}
    return Ask("/zones", Right.EDIT_OUTLETS, where.unit.path, body=body)


def change_zone(cast: Cast, where: Where) -> Ask:
    body = {"kind": "waiting", "zone_name": "等候区"}
    return Ask(f"/zones/{a_zone(where)}", Right.EDIT_OUTLETS, where.unit.path, body=body)


def retire_zone(cast: Cast, where: Where) -> Ask:
    return Ask(f"/zones/{a_zone(where)}", Right.EDIT_OUTLETS, where.unit.path)


def read_calendar(cast: Cast, where: Where) -> Ask:
    return Ask(f"/outlets/{where.outlet.code}/calendar", Right.SEE, where.unit.path)


def set_hours(cast: Cast, where: Where) -> Ask:
    body = {"effective_from": clock.today().isoformat(), "hours": HOURS}
    return Ask(f"/outlets/{where.outlet.code}/hours", Right.EDIT_HOURS, where.unit.path, body=body)


def remove_hours(cast: Cast, where: Where) -> Ask:
    ahead = clock.today() + timedelta(days=9)
    SetHours(who=SYSTEM, outlet_code=where.outlet.code, effective_from=ahead, hours=HOURS).do()
    return Ask(f"/outlets/{where.outlet.code}/hours/{ahead.isoformat()}", Right.EDIT_HOURS, where.unit.path)


def plan_closure(cast: Cast, where: Where) -> Ask:
    starts = clock.now() + timedelta(days=2)
    body = {
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=2)).isoformat(), "reason": "停电",
    }
    return Ask(f"/outlets/{where.outlet.code}/closures", Right.EDIT_HOURS, where.unit.path, body=body)


def cancel_closure(cast: Cast, where: Where) -> Ask:
    closure = closing(SYSTEM, where).do()
    return Ask(f"/closures/{closure}/cancel", Right.EDIT_HOURS, where.unit.path)


def list_official_days(cast: Cast, where: Where) -> Ask:
    return Ask("/official-days", EVERYBODY)


def load_official_days(cast: Cast, where: Where) -> Ask:
    days = [{"day": date(2026, 10, 1).isoformat(), "kind": "festival", "name_zh": "国庆节"}]
    return Ask("/official-days/2026", Right.EDIT_OFFICIAL_DAYS, body={"days": days})


REQUESTS: dict[str, AskBuilder] = {
    "GET /outlets": list_outlets,
    "POST /outlets": make_outlet,
    "GET /outlets/{code}": read_outlet,
    "PUT /outlets/{code}": change_outlet,
    "POST /outlets/{code}/close": close_outlet,
    "POST /outlets/{code}/reopen": reopen_outlet,
    "GET /zones": list_zones,
    "POST /zones": make_zone,
    "GET /zones/{zone_id}": read_zone,
    "PUT /zones/{zone_id}": change_zone,
    "DELETE /zones/{zone_id}": retire_zone,
    "GET /outlets/{code}/calendar": read_calendar,
    "POST /outlets/{code}/hours": set_hours,
    "DELETE /outlets/{code}/hours/{effective_from}": remove_hours,
    "POST /outlets/{code}/closures": plan_closure,
    "POST /closures/{closure_id}/cancel": cancel_closure,
    "GET /official-days": list_official_days,
    "PUT /official-days/{year}": load_official_days,
}
