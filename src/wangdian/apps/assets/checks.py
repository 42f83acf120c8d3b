"""What makes a thing's card wrong, for the verbs that add, change and move it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wangdian.apps.assets.models import Asset
from wangdian.apps.outlets.models import Outlet, Zone
from wangdian.domain.thing_kinds import THING_KINDS
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingText:
    """What people enter of a thing; zone and camera by their names, empty for none."""

    kind: str
    name: str
    zone: str
    model: str
    serial: str
    variant: str
    made_on: date | None
    installed_on: date | None
    seen_by: str
    note: str


def checked(outlet: Outlet, text: ThingText, but: int | None = None) -> Mapping[str, object]:
    """The columns of the thing; raises Invalid with every problem at once."""
    problems = [*_kind_problems(text), *_date_problems(text)]
    if name_taken(outlet, text.name, but):
        problems.append(Problem("asset_name", _("There is a thing of that name at this outlet already.")))
    zone = zone_in(outlet, text.zone, problems)
    camera = _camera_in(outlet, text.seen_by, problems)
    if problems:
        raise Invalid(problems)
    return {
        "kind": text.kind, "name": text.name, "zone": zone, "model": text.model, "serial": text.serial,
        "variant": text.variant, "made_on": text.made_on, "installed_on": text.installed_on, "seen_by": camera,
        "note": text.note,
    }


def name_taken(outlet: Outlet, name: str, but: int | None = None) -> bool:
    same = Asset.objects.filter(outlet=outlet, name=name, retired_on=None)
    return (same if but is None else same.exclude(pk=but)).exists()


def zone_in(outlet: Outlet, name: str, problems: list[Problem]) -> Zone | None:
    """The zone of that name in use at the outlet; none for no name; a problem for a name that it has not."""
    if not name:
        return None
    zone = Zone.objects.filter(outlet=outlet, name=name, retired_on=None).first()
    if zone is None:
        problems.append(Problem("zone", _("This outlet has no zone “%(name)s”.") % {"name": name}))
    return zone


def _camera_in(outlet: Outlet, name: str, problems: list[Problem]) -> Asset | None:
    if not name:
        return None
    camera = Asset.objects.filter(outlet=outlet, kind="camera", name=name, retired_on=None).first()
    if camera is None:
        problems.append(Problem("seen_by", _("This outlet has no camera “%(name)s”.") % {"name": name}))
    return camera


def _kind_problems(text: ThingText) -> list[Problem]:
    kind = THING_KINDS.get(text.kind)
    if kind is None:
        return [Problem("kind", _("This kind of thing is not known."))]
    problems = []
    if text.variant and text.variant not in kind.variants:
        problems.append(Problem("variant", _("This kind of thing has no such type.")))
    if text.seen_by and not kind.on_camera:
        problems.append(Problem("seen_by", _("Only cash counters and machines are kept with their camera.")))
    return problems


def _date_problems(text: ThingText) -> list[Problem]:
    problems = [
        Problem(name, _("This day lies ahead."))
        for name, day in (("made_on", text.made_on), ("installed_on", text.installed_on))
        if day is not None and day > clock.today()
    ]
    if text.made_on and text.installed_on and text.installed_on < text.made_on:
        problems.append(Problem("installed_on", _("It cannot be put up before it is made.")))
    return problems
