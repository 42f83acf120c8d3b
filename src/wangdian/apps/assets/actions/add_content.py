"""Puts approved content on a screen, window or light box."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.access import asset_for
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.assets.models import PlaylistItem
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.thing_kinds import THING_KINDS, Holds
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem


def content_problems(approval: str, valid_from: date, valid_until: date) -> list[Problem]:
    problems = []
    if not approval.strip():
        problems.append(Problem("approval", _("Nothing is shown without an approval: give its number.")))
    if valid_until < valid_from:
        problems.append(Problem("valid_until", _("The last day lies before the first.")))
    return problems


@dataclass(frozen=True, slots=True, kw_only=True)
class AddContent(Verb):
    """Adds an item to what the screen shows; returns its id."""

    name = "assets.add_content"
    right = Right.EDIT_THINGS

    who: Actor
    asset_id: int
    title: str
    approval: str
    valid_from: date
    valid_until: date

    @transaction.atomic
    def do(self) -> int:
        screen = asset_for(self.who, self.asset_id)
        path = screen.outlet.unit.path
        guard(self.who, self.right, path)
        problems = content_problems(self.approval, self.valid_from, self.valid_until)
        if THING_KINDS[screen.kind].holds is not Holds.PLAYLIST:
            problems.append(Problem("", _("This thing shows no content.")))
        if PlaylistItem.objects.filter(
            screen=screen, removed_on=None, title=self.title, approval=self.approval,
        ).exists():
            problems.append(Problem("title", _("This content is on the screen already.")))
        if problems:
            raise Invalid(problems)
        item = PlaylistItem.objects.create(
            screen=screen, title=self.title, approval=self.approval, valid_from=self.valid_from,
            valid_until=self.valid_until,
        )
        announce(DatesChanged(subject_id=screen.subject_id))
        detail = {"asset": screen.pk, "valid_until": self.valid_until.isoformat()}
        record(self.who, self.name, "content", item.pk, path, detail)
        return item.pk
