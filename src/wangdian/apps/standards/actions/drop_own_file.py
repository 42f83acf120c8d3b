"""Takes a file of the bank's own out of the catalogue; what Wangdian brings along under that name is back."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.load_packs import Loaded, take_over
from wangdian.apps.standards.files import all_files, read_files
from wangdian.apps.standards.models import OwnFile
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOwnFile(Verb):
    """Removes the file and loads the catalogue without it; refused if the rest is not right alone."""

    name = "standards.drop_own_file"
    right = Right.EDIT_STANDARDS

    who: Actor
    file_name: str

    @transaction.atomic
    def do(self) -> Loaded:
        guard_whole_bank(self.who, self.right)
        gone, _ = OwnFile.objects.filter(name=self.file_name).delete()
        if not gone:
            raise NotFound
        return take_over(self.who, self.name, read_files(all_files()))
