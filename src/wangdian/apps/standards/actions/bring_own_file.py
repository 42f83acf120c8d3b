"""Takes a file of the bank's own into the catalogue: a pack, or another score sheet."""

import hashlib
import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.actions.load_packs import Loaded, take_over
from wangdian.apps.standards.files import all_files, read_files
from wangdian.apps.standards.models import OwnFile
from wangdian.domain.packs import COVERAGE_FILE
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,50}\.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class BringOwnFile(Verb):
    """Takes the file in place of the one with the same name, or beside the others, and loads the whole catalogue.

    Raises PackRefused, naming every problem, if the catalogue is not right with it; then nothing has changed.
    """

    name = "standards.bring_own_file"
    right = Right.EDIT_STANDARDS

    who: Actor
    file_name: str
    text: str

    @transaction.atomic
    def do(self) -> Loaded:
        guard_whole_bank(self.who, self.right)
        if not FILE_NAME.fullmatch(self.file_name) or self.file_name == COVERAGE_FILE:
            why = _("Name it in small letters, such as own_rules.yaml; coverage.yaml cannot be replaced.")
            raise invalid("file", str(why))
        catalogue = read_files(all_files() | {self.file_name: self.text})
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        OwnFile.objects.update_or_create(
            name=self.file_name, defaults={"text": self.text, "digest": digest, "brought_at": clock.now()},
        )
        return take_over(self.who, self.name, catalogue)
