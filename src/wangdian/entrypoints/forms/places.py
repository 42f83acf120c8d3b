"""Lets a unit, a person or a vendor be chosen by its name, as long as they are few enough to choose from."""

from collections.abc import Mapping
from typing import Any

from django import forms

from wangdian.apps.people.duty_queries import MOST_CHOICES
from wangdian.apps.people.queries import units_page, vendors_page
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.filled import offer
from wangdian.entrypoints.web.frame.tongue import chosen

MOST_UNITS = 200
"""Beyond this nobody chooses from a list, and none may be left out: the code is typed."""


def offer_units(form: forms.Form, name: str, who: Actor, label: Any, *, outlets: bool = False) -> bool:
    """Makes the code of a unit a list of those that `who` sees, called `label`; False where there are too many."""
    units = units_page(who, outlets=outlets, limit=MOST_UNITS)
    if units.after is not None:
        return False
    form.fields[name].label = label  # first: a field that was looked at once keeps its label
    names = {unit.code: f"{chosen(unit.name_zh, unit.name_en)} ({unit.code})" for unit in units.items}
    offer(form, name, ({} if form[name].value() else {"": "—"}) | names)  # none is chosen unless by hand
    return True


def offer_people(form: forms.Form, name: str, people: Mapping[str, str], label: Any) -> None:
    """Makes a login name a list of `people`, names by login; it is typed where there is nobody or too many."""
    if not people or len(people) > MOST_CHOICES:
        return
    form.fields[name].label = label
    first = {} if form[name].value() or not form.fields[name].required else {"": "—"}
    offer(form, name, first | {login: f"{shown} ({login})" for login, shown in people.items()})


def offer_vendors(form: forms.Form, name: str, who: Actor, label: Any) -> None:
    """Makes the code of a vendor a list, as long as it holds them all."""
    vendors = vendors_page(who, limit=MOST_UNITS)
    if vendors.after is None:
        form.fields[name].label = label
        offer(form, name, {vendor.code: vendor.name for vendor in vendors.items if vendor.active})
