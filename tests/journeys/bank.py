"""The bank that the journeys walk: the named cast with passwords, zones, things and walks that are due now.

It is founded by a process of its own in a folder of its own (`OPENING`), since a real server serves it.
"""

import json
from datetime import date, timedelta

from django.core.management import call_command

from tests.cast import Cast, gather
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.models import Plan, Walk
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.models import RoleGrant
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

PASSWORD = "plum-river-42"
OPENING = "import django; django.setup(); from tests.journeys.bank import found; found()"
ZONES = {
    "outdoor": "室外", "hall": "大厅", "waiting": "等候区", "counter": "柜台区", "convenience": "便民服务区",
    "self_service": "自助服务区",
}
PLANS = {
    "开门检查": ("opening", ["outdoor", "indoor", "convenience", "accessibility"]),
    "消防自查": ("self", ["fire", "security"]),
}
WALKERS = (Role.LOBBY_MANAGER, Role.OUTLET_MANAGER, Role.INSPECTOR)


def found() -> None:
    """Prints what the journeys need to know, as JSON."""
    call_command("migrate", interactive=False, verbosity=0)
    cast = gather()
    for role in WALKERS:
        person = cast.person(role)
        person.set_password(PASSWORD)
        person.save()
    colleague = cast.person(Role.OUTLET_MANAGER)
    RoleGrant.objects.create(person=colleague, role=Role.LOBBY_MANAGER, unit=cast.outlet.unit)
    LoadPacks(who=SYSTEM).do()
    _furnish(cast)
    walks = {title: str(_walk_due(cast, title, kind, packs)) for title, (kind, packs) in PLANS.items()}
    print(json.dumps({
        "outlet": cast.outlet.code, "walks": walks,
        "tag": Subject.objects.get(label="无障碍坡道").tag,
        "logins": {role.value: cast.person(role).login for role in WALKERS},
    }))


def _furnish(cast: Cast) -> None:
    for kind, name in ZONES.items():
        MakeZone(who=SYSTEM, outlet_code=cast.outlet.code, kind=kind, zone_name=name).do()
    for kind, name, zone in (
        ("ramp", "无障碍坡道", "室外"), ("fascia_sign", "门头招牌", "室外"), ("queue_machine", "排队机", "大厅"),
        ("extinguisher", "灭火器 1 号", "大厅"), ("extinguisher", "灭火器 2 号", "柜台区"),
    ):
        AddAsset(
            who=SYSTEM, outlet_code=cast.outlet.code, kind=kind, asset_name=name, zone=zone,
            installed_on=date(2023, 5, 1),
        ).do()


def _walk_due(cast: Cast, title: str, kind: str, packs: list[str]) -> object:
    plan_id = MakePlan(
        who=SYSTEM, title=title, kind=kind, unit=cast.east.code,
        rule="FREQ=DAILY;BYHOUR=0;BYMINUTE=0", starts_on=date(2030, 1, 1), due_minutes=600, days="any",
        role=Role.LOBBY_MANAGER, packs=packs,
    ).do()
    now = clock.now()
    return Walk.objects.create(
        id=new_uuid(), plan=Plan.objects.get(pk=plan_id), kind=kind,
        outlet=cast.outlet, state=Walk.State.PLANNED, due_from=now - timedelta(minutes=20),
        due_until=now + timedelta(hours=2), begins_at=now - timedelta(minutes=20),
    ).pk
