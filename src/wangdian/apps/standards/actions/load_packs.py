"""Takes over the whole catalogue: every file checked, every sample run, all of it or nothing."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.editions import edition_in_force, under
from wangdian.apps.standards.facts import RequirementsLoaded
from wangdian.apps.standards.files import all_files, read_files
from wangdian.apps.standards.models import Load, Requirement, RequirementEdition, SheetEdition
from wangdian.domain.packs import Catalogue
from wangdian.domain.requirement import Requirement as Rule
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock

TAKEN = ["pack", "check_kind", "severity", "proven", "waits", "in_force", "current"]


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
    """Makes rows of a catalogue that was read whole; for verbs that have guarded already.

    The bank's own edition of the score sheet stands over it, if one is in force.
    """
    edition = edition_in_force(clock.today())
    catalogue = under(edition, catalogue)
    known = {row.key: row for row in Requirement.objects.select_for_update(of=("self",)).select_related("current")}
    rows = [_row(rule, pack.name, known) for pack in catalogue.packs for rule in pack.requirements]
    gone = [row for key, row in known.items() if row.in_force and key not in catalogue.requirements]
    loaded = Loaded(added=[row.key for row in rows if row.pk is None], gone=[row.key for row in gone])
    Requirement.objects.bulk_create([row for row in rows if row.pk is None])
    loaded.changed = _take_texts(rows, catalogue, set(loaded.added))
    for row in gone:
        row.in_force = False
    Requirement.objects.bulk_create([*rows, *gone], update_conflicts=True, update_fields=TAKEN, unique_fields=["id"])
    load = _remember(catalogue, loaded, edition)
    if loaded.keys:
        announce(RequirementsLoaded(keys=loaded.keys))
    detail = {"added": len(loaded.added), "changed": len(loaded.changed), "gone": len(loaded.gone)}
    record(who, verb, "load", load.pk, "", {**detail, "digest": load.digest, "sheet": load.sheet_edition_id})
    return loaded


def _row(rule: Rule, pack: str, known: Mapping[str, Requirement]) -> Requirement:
    """The row of a requirement as its rule now says; not written yet."""
    row = known.get(rule.id) or Requirement(key=rule.id, in_force=False)
    row.pack, row.check_kind, row.severity = pack, rule.check.kind, rule.severity
    row.proven, row.waits = rule.is_proven, rule.waits_for is not None
    return row


def _take_texts(rows: list[Requirement], catalogue: Catalogue, added: set[str]) -> list[str]:
    """Gives each row the edition with its text, made if need be; returns the keys that changed by it."""
    editions: dict[int, dict[str, RequirementEdition]] = defaultdict(dict)
    for edition in RequirementEdition.objects.defer("body"):
        editions[edition.requirement_id][edition.digest] = edition
    made: list[RequirementEdition] = []
    changed: list[str] = []
    now = clock.now()
    for row in rows:
        body = body_of(catalogue.requirements[row.key])
        digest, mine = digest_of(body), editions[row.pk]
        edition = mine.get(digest) or RequirementEdition(
            requirement=row, number=len(mine) + 1, body=body, digest=digest, loaded_at=now,
        )
        if edition.pk is None:
            made.append(edition)
        if row.key not in added and not (row.in_force and row.current is not None and row.current.digest == digest):
            changed.append(row.key)
        row.current, row.in_force = edition, True
    RequirementEdition.objects.bulk_create(made)
    return changed


def body_of(rule: Rule) -> dict[str, object]:
    """The lasting form of a requirement; of a sample only what it gives, since what it leaves out says something."""
    body: dict[str, object] = rule.model_dump(mode="json", by_alias=True, exclude={"samples"})
    body["samples"] = [one.model_dump(mode="json", by_alias=True, exclude_unset=True) for one in rule.samples]
    return body


def digest_of(body: object) -> str:
    """SHA-256 of the canonical JSON of a body."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _remember(catalogue: Catalogue, loaded: Loaded, edition: SheetEdition | None) -> Load:
    sheet = catalogue.sheet.model_dump(mode="json", by_alias=True)
    packs = [
        {"name": p.name, "zh": p.title.zh, "en": p.title.en, "edition": p.edition, "file": p.file}
        for p in catalogue.packs
    ]
    in_force = Requirement.objects.filter(in_force=True).order_by("pk")
    held = in_force.values_list("pk", "current_id", "current__digest")
    return Load.objects.create(
        at=clock.now(), digest=digest_of([list(held), packs, sheet]), packs=packs, sheet=sheet,
        added=len(loaded.added), changed=len(loaded.changed), gone=len(loaded.gone), sheet_edition=edition,
    )
