"""Examples of the verbs of outlets."""

from datetime import date, timedelta

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.outlets.actions.begin_import import BeginImport
from wangdian.apps.outlets.actions.cancel_closure import CancelClosure
from wangdian.apps.outlets.actions.change_outlet import ChangeOutlet
from wangdian.apps.outlets.actions.change_zone import ChangeZone
from wangdian.apps.outlets.actions.close_outlet import CloseOutlet
from wangdian.apps.outlets.actions.load_official_days import LoadOfficialDays
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.actions.note_export import NoteExport
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.remove_hours import RemoveHours
from wangdian.apps.outlets.actions.reopen_outlet import ReopenOutlet
from wangdian.apps.outlets.actions.retire_zone import RetireZone
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.actions.stop_import import StopImport
from wangdian.apps.outlets.models import ImportRun, Zone
from wangdian.apps.outlets.notices import NamedDay
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock

HOURS = {"personal.working": "09:00-17:00"}


def a_zone(where: Where) -> int:
    """The zone 大堂 of the outlet, made once."""
    there = Zone.objects.filter(outlet=where.outlet, name="大堂").first()
    if there is not None:
        return there.pk
    return int(MakeZone(who=SYSTEM, outlet_code=where.outlet.code, kind="hall", zone_name="大堂").do())


def make_outlet(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path,
        verb=lambda who: MakeOutlet(
            who=who, parent_code=where.branch.code, code="N900", name_zh="新网点", kind="light",
            opened_on=date(2020, 1, 1),
        ),
    )


def change_outlet(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: ChangeOutlet(
            who=who, code=where.outlet.code, name_zh="新名网点", kind="light", opened_on=date(2020, 1, 1),
        ),
    )


def close_outlet(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: CloseOutlet(who=who, code=where.outlet.code, closed_on=clock.today()),
    )


def reopen_outlet(cast: Cast, where: Where) -> Example:
    CloseOutlet(who=SYSTEM, code=where.outlet.code, closed_on=clock.today()).do()
    return Example(at=where.unit.path, verb=lambda who: ReopenOutlet(who=who, code=where.outlet.code))


def make_zone(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: MakeZone(who=who, outlet_code=where.outlet.code, kind="hall", zone_name="新厅"),
    )


def change_zone(cast: Cast, where: Where) -> Example:
    zone = a_zone(where)
    return Example(
        at=where.unit.path, verb=lambda who: ChangeZone(who=who, zone_id=zone, kind="waiting", zone_name="等候区"),
    )


def retire_zone(cast: Cast, where: Where) -> Example:
    zone = a_zone(where)
    return Example(at=where.unit.path, verb=lambda who: RetireZone(who=who, zone_id=zone))


def set_hours(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: SetHours(
            who=who, outlet_code=where.outlet.code, effective_from=clock.today(), hours=HOURS,
        ),
    )


def remove_hours(cast: Cast, where: Where) -> Example:
    ahead = clock.today() + timedelta(days=9)
    SetHours(who=SYSTEM, outlet_code=where.outlet.code, effective_from=ahead, hours=HOURS).do()
    return Example(
        at=where.unit.path,
        verb=lambda who: RemoveHours(who=who, outlet_code=where.outlet.code, effective_from=ahead),
    )


def closing(who: Actor, where: Where) -> PlanClosure:
    starts = clock.now() + timedelta(days=3)
    return PlanClosure(
        who=who, outlet_code=where.outlet.code, starts_at=starts, ends_at=starts + timedelta(hours=2), reason="停电",
    )


def plan_closure(cast: Cast, where: Where) -> Example:
    return Example(at=where.unit.path, verb=lambda who: closing(who, where))


def cancel_closure(cast: Cast, where: Where) -> Example:
    closure = closing(SYSTEM, where).do()
    return Example(at=where.unit.path, verb=lambda who: CancelClosure(who=who, closure_id=closure))


def load_official_days(cast: Cast, where: Where) -> Example:
    days = (NamedDay(date(2026, 10, 1), "festival", "国庆节"),)
    return Example(at=None, verb=lambda who: LoadOfficialDays(who=who, year=2026, days=days))


def begin_import(cast: Cast, where: Where) -> Example:
    return Example(
        at=None,
        verb=lambda who: BeginImport(who=who, noun="outlets", file_name="a.xlsx", sha256="0" * 64, language="en"),
    )


def stop_import(cast: Cast, where: Where) -> Example:
    """The run of the head office's person: nobody else stops it."""
    owner = cast.people[f"{where.side}-{Role.HEAD_OFFICE}"].pk
    now = clock.now()
    run = ImportRun.objects.create(actor_id=owner, noun="outlets", sha256="0" * 64, asked_at=now, heard_at=now)
    return Example(
        at=None, only=lambda who: who.id == owner, verb=lambda who: StopImport(who=who, run_id=run.pk),
    )


def note_export(cast: Cast, where: Where) -> Example:
    return Example(at=None, verb=lambda who: NoteExport(who=who, listing="outlets", form="xlsx"))


EXAMPLES: dict[str, Builder] = {
    "outlets.make_outlet": make_outlet,
    "outlets.change_outlet": change_outlet,
    "outlets.close_outlet": close_outlet,
    "outlets.reopen_outlet": reopen_outlet,
    "outlets.make_zone": make_zone,
    "outlets.change_zone": change_zone,
    "outlets.retire_zone": retire_zone,
    "outlets.set_hours": set_hours,
    "outlets.remove_hours": remove_hours,
    "outlets.plan_closure": plan_closure,
    "outlets.cancel_closure": cancel_closure,
    "outlets.load_official_days": load_official_days,
    "outlets.begin_import": begin_import,
    "outlets.stop_import": stop_import,
    "outlets.note_export": note_export,
}
