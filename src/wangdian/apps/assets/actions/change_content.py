"""Corrects the days for which content on a screen is approved."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wangdian.apps.assets.access import item_for
from wangdian.apps.assets.actions.add_content import content_problems
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.fields import change_fields
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeContent(Verb):
    """Sets title, approval and days of an item; returns whether anything differed."""

    name = "assets.change_content"
    right = Right.EDIT_THINGS

    who: Actor
    item_id: int
    title: str
    approval: str
    valid_from: date
    valid_until: date

    @transaction.atomic
    def do(self) -> bool:
        item = item_for(self.who, self.item_id)
        path = item.screen.outlet.unit.path
        guard(self.who, self.right, path)
        problems = content_problems(self.approval, self.valid_from, self.valid_until)
        if problems:
            raise Invalid(problems)
        changed = change_fields(item, {
            "title": self.title, "approval": self.approval, "valid_from": self.valid_from,
            "valid_until": self.valid_until,
        })
        if changed:
            announce(DatesChanged(subject_id=item.screen.subject_id))
            detail = {"fields": changed, "valid_until": self.valid_until.isoformat()}
            record(self.who, self.name, "content", item.pk, path, detail)
        return bool(changed)
