"""Notes that somebody took a list out of Wangdian as a file."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteExport(Verb):
    """Records which list went out, in which form; filters are not kept, since they may be names."""

    name = "outlets.note_export"
    right = Right.EXPORT

    who: Actor
    listing: str
    form: str

    @transaction.atomic
    def do(self) -> None:
        guard_somewhere(self.who, self.right)
        record(self.who, self.name, "list", self.listing[:40], "", {"form": self.form})
