"""The bank that a crowd walks: so many outlets with zones, an inspector at each, every requirement in force.

It is founded by a process of its own in a folder of its own (`OPENING`), since a real server serves it.
"""

import sys
from datetime import date

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction

from wangdian.apps.journal.actions.deliver import deliver_due
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.people.actions.add_unit import grow
from wangdian.apps.people.models import Person, RoleGrant, Unit
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

PASSWORD = "quiet-crowd-77"
OPENING = "import django; django.setup(); from tests.crowd.bank import found; found()"
ZONES = {"outdoor": "室外", "hall": "大厅", "counter": "柜台区", "convenience": "便民服务区"}


def found() -> None:
    """Takes the number of outlets from the command line."""
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        root = grow(None, Unit.Kind.HEAD_OFFICE, "HQ", "总行", "Head office")
        for number in range(int(sys.argv[1])):
            _outlet_with_inspector(root, number)
    LoadPacks(who=SYSTEM).do()
    while deliver_due(500):
        pass


def _outlet_with_inspector(root: Unit, number: int) -> None:
    code = f"N{number:03}"
    MakeOutlet(
        who=SYSTEM, parent_code=root.code, code=code, name_zh=f"第{number}网点", kind="full_service",
        opened_on=date(2015, 3, 1), built_on=date(2014, 5, 1),
    ).do()
    for kind, name in ZONES.items():
        MakeZone(who=SYSTEM, outlet_code=code, kind=kind, zone_name=name).do()
    person = Person.objects.create(
        login=f"walker-{number}", name="Test", made_at=clock.now(), password=_hashed(),
    )
    RoleGrant.objects.create(person=person, role=Role.INSPECTOR, unit=Unit.objects.get(code=code))


_hash: list[str] = []


def _hashed() -> str:
    """One hash for all: making one takes a tenth of a second."""
    if not _hash:
        _hash.append(make_password(PASSWORD))
    return _hash[0]
