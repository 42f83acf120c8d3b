"""Takes over the whole catalogue: every file checked, every sample run, all of it or nothing."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.facts import RequirementsLoaded
from wangdian.apps.standards.files import all_files, read_files
from wangdian.apps.standards.models import Load, Requirement, RequirementEdition
from wangdian.domain.packs import Catalogue
from wangdian.domain.requirement import Requirement as Rule
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock


@dataclass(slots=True)
class Loaded:
    """The keys that came, that got a new text, and that are no longer in force."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        return sorted({*self.added, *self.changed, *self.gone})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPacks(Verb):
    """Loads settings.CATALOGUE and the bank's own files; returns what changed.

    A changed text becomes a new edition and the old one stays; a requirement that is in no pack is no longer in
    force. Raises PackRefused with every problem of every file, and then nothing has changed.
    """

    name = "standards.load_packs"
    right = Right.EDIT_STANDARDS

    who: Actor

    def do(self) -> Loaded:
        guard_whole_bank(self.who, self.right)
        return take_over(self.who, self.name, read_files(all_files()))


@transaction.atomic
def take_over(who: Actor, verb: str, catalogue: Catalogue) -> Loaded:
    """Makes rows of a catalogue that was read whole; for verbs that have guarded already."""
    known = {row.key: row for row in Requirement.objects.select_for_update().select_related("current")}
    loaded = Loaded()
    for pack in catalogue.packs:
        for rule in pack.requirements:
            _take(rule, pack.name, known.get(rule.id), loaded)
    for key, row in known.items():
        if row.in_force and key not in catalogue.requirements:
            row.in_force = False
            row.save(update_fields=["in_force"])
            loaded.gone.append(key)
    load = _remember(catalogue, loaded)
    if loaded.keys:
        announce(RequirementsLoaded(keys=loaded.keys))
    detail = {"added": len(loaded.added), "changed": len(loaded.changed), "gone": len(loaded.gone)}
    record(who, verb, "load", load.pk, "", {**detail, "digest": load.digest})
    return loaded


def digest_of(body: object) -> str:
    """SHA-256 of the canonical JSON of a body."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _take(rule: Rule, pack: str, row: Requirement | None, loaded: Loaded) -> None:
    if row is None:
        row = Requirement(key=rule.id)
        loaded.added.append(rule.id)
    body = rule.model_dump(mode="json", by_alias=True)
    digest = digest_of(body)
    same = row.current is not None and row.current.digest == digest
    if row.pk and not (same and row.in_force):
        loaded.changed.append(rule.id)
    row.pack, row.check_kind, row.severity = pack, rule.check.kind, rule.severity
    row.proven, row.waits, row.in_force = rule.is_proven, rule.waits_for is not None, True
    row.save()
    if not same:
        row.current = _edition(row, body, digest)
        row.save(update_fields=["current"])


def _edition(row: Requirement, body: object, digest: str) -> RequirementEdition:
    """The edition with this text: an earlier one if the text has been there before."""
    found = row.editions.filter(digest=digest).first()
    if found is not None:
        return found
    return row.editions.create(
        number=row.editions.count() + 1, body=body, digest=digest, loaded_at=clock.now(),
    )


def _remember(catalogue: Catalogue, loaded: Loaded) -> Load:
    sheet = catalogue.sheet.model_dump(mode="json", by_alias=True)
    packs = [
        {"name": p.name, "zh": p.title.zh, "en": p.title.en, "edition": p.edition, "file": p.file}
        for p in catalogue.packs
    ]
    held = Requirement.objects.filter(in_force=True).order_by("pk").values_list("pk", "current_id")
    return Load.objects.create(
        at=clock.now(), digest=digest_of([list(held), packs, sheet]), packs=packs, sheet=sheet,
        added=len(loaded.added), changed=len(loaded.changed), gone=len(loaded.gone),
    )
