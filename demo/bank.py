"""The organisation of the demo bank and its people: head office, branches, vendors, a login for each role."""

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.hashers import make_password

from demo import names
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.add_person import AddPerson
from wangdian.apps.people.actions.add_unit import AddUnit
from wangdian.apps.people.actions.add_vendor import AddVendor
from wangdian.apps.people.actions.open_bank import open_bank
from wangdian.apps.people.models import Person
from wangdian.domain.rights import Actor, Role

PASSWORD = "qinghe-demo-2026"
"""One password for all logins of the demo, printed and shown on its login page; there is nothing to protect in it."""


@dataclass
class Cast:
    """Who acts in the story: ids by login, actors made once."""

    ids: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, login: str) -> Actor:
        if login not in self.actors:
            self.actors[login] = actor_for(self.ids[login])
        return self.actors[login]


def found_bank() -> Cast:
    """Head office, branches, vendors and the people who are not of one outlet."""
    cast = Cast()
    zh, en = names.BANK
    cast.ids["admin"] = open_bank(
        code="HQ", name_zh=f"{zh}总行", name_en=f"{en} head office", login="admin", person_name=names.person(0),
        password=PASSWORD,
    )
    admin = cast.actor("admin")
    for code, branch_zh, branch_en in names.BRANCHES:
        AddUnit(who=admin, parent_code="HQ", kind="branch", code=code, name_zh=branch_zh, name_en=branch_en).do()
    for code, title in names.VENDORS:
        AddVendor(who=admin, code=code, title=title).do()
    hire(cast, "zonghang", Role.HEAD_OFFICE, "HQ", 1)
    hire(cast, "shenji", Role.AUDITOR, "HQ", 2)
    hire(cast, "duxun", Role.INSPECTOR, "HQ", 3)
    hire(cast, "weibao", Role.VENDOR, "HQ", 4, vendor="AN")
    for n, (code, _zh, _en) in enumerate(names.BRANCHES):
        low = code.lower()
        hire(cast, f"{low}-zhihang", Role.BRANCH_MANAGER, code, 10 + n)
        hire(cast, f"{low}-xuncha", Role.INSPECTOR, code, 20 + n)
        hire(cast, f"{low}-gongcheng", Role.ENGINEER, code, 30 + n)
    return cast


def hire(cast: Cast, login: str, role: Role, unit: str, number: int, vendor: str = "") -> None:
    """An account with the demo's password; its owner need not change it, since everybody knows it."""
    cast.ids[login] = AddPerson(
        who=cast.actor("admin"), login=login, person_name=names.person(number), role=role, unit_code=unit,
        vendor_code=vendor, email=f"{login}@qinghe.example",
    ).do()


def give_passwords(cast: Cast) -> None:
    """The same hash for all, made once: hashing for hundreds of people would take most of the time of seeding."""
    Person.objects.filter(pk__in=cast.ids.values()).update(
        password=make_password(PASSWORD), must_change_password=False,
    )


def print_logins(story_outlet: str) -> list[dict[str, str]]:
    """One login a role, written where the login page of the demo finds it."""
    low = story_outlet.lower()
    logins = [
        {"role": role, "login": login, "password": PASSWORD}
        for role, login in (
            (Role.OUTLET_MANAGER, f"{low}-zhuren"), (Role.LOBBY_MANAGER, f"{low}-dating"),
            (Role.BRANCH_MANAGER, "dc-zhihang"), (Role.INSPECTOR, "dc-xuncha"), (Role.ENGINEER, "dc-gongcheng"),
            (Role.VENDOR, "weibao"), (Role.HEAD_OFFICE, "zonghang"), (Role.AUDITOR, "shenji"),
            (Role.ADMINISTRATOR, "admin"),
        )
    ]
    (settings.VAR / "demo-logins.json").write_text(json.dumps(logins, ensure_ascii=False, indent=1))
    return logins
