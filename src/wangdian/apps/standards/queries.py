"""Questions about the standards, answered with frozen cards."""

from dataclasses import dataclass
from datetime import datetime

from wangdian.apps.journal.keyset import page_of
from wangdian.apps.standards.access import guard_reading
from wangdian.apps.standards.catalogue import current_requirements, rule_of
from wangdian.apps.standards.models import Load, OwnFile, Requirement
from wangdian.apps.standards.tongue import said
from wangdian.domain.requirement import Requirement as Rule
from wangdian.domain.requirement_fields import Words
from wangdian.domain.rights import Actor
from wangdian.foundation.errors import NotFound
from wangdian.foundation.paging import Page


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """What a list says of a requirement; `title` is in the reader's language, `marks` tell how far it is verified."""

    key: str
    title: str
    pack: str
    check: str
    severity: str
    points: str
    module: str
    proven: bool
    marks: tuple[str, ...]
    waits_for: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class EditionCard:
    """One text of a requirement as it was taken over."""

    number: int
    loaded_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class RequirementPage:
    """All of a requirement: its card, what its current edition says, its editions with the newest first."""

    card: RequirementCard
    rule: Rule
    pack_title: str
    item: str
    project: str
    module: str
    own: bool
    editions: tuple[EditionCard, ...]


@dataclass(frozen=True, slots=True)
class PackCard:
    """A pack as it was taken over; `own` if the bank brought the file."""

    name: str
    title: str
    edition: str
    file: str
    own: bool


@dataclass(frozen=True, slots=True)
class OwnFileCard:
    """A file that the bank brought itself."""

    name: str
    brought_at: datetime


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A module of the score sheet in the reader's language."""

    code: str
    title: str


def requirements_page(
    who: Actor, *, pack: str = "", check: str = "", severity: str = "", waits: bool | None = None,
    proven: bool | None = None, search: str = "", after: str | None = None, limit: int = 50,
) -> Page[RequirementCard]:
    """Requirements in force in the order of their keys; `search` is the beginning of a key. 1 query."""
    guard_reading(who)
    rows = Requirement.objects.filter(in_force=True).select_related("current")
    given = {"pack": pack, "check_kind": check, "severity": severity, "key__istartswith": search.strip()}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if waits is not None:
        rows = rows.filter(waits=waits)
    if proven is not None:
        rows = rows.filter(proven=proven)
    return page_of(rows, ("key",), _card, after, limit)


def requirement_page(who: Actor, key: str) -> RequirementPage:
    """One requirement, in force or not; NotFound if there is none. 5 queries."""
    guard_reading(who)
    row = Requirement.objects.select_related("current").filter(key=key, current__isnull=False).first()
    if row is None or row.current is None:
        raise NotFound
    rule, pack = rule_of(row.current), next((p for p in packs(who) if p.name == row.pack), None)
    titles = _titles()
    place = rule.place
    return RequirementPage(
        card=_card(row),
        rule=rule,
        pack_title=pack.title if pack else row.pack,
        module=titles.get(f"module {place.module}", place.module),
        project=titles.get(f"project {place.project}", place.project),
        item=titles.get(f"item {place.item}", place.item),
        own=bool(pack and pack.own),
        editions=tuple(
            EditionCard(e.number, e.loaded_at, e.pk == row.current_id) for e in row.editions.order_by("-number")
        ),
    )


def packs(who: Actor) -> tuple[PackCard, ...]:
    """The packs of the last load in the order of their files. 2 queries."""
    guard_reading(who)
    load = Load.objects.order_by("-pk").first()
    own = set(OwnFile.objects.values_list("name", flat=True))
    return tuple(
        PackCard(p["name"], said(Words(zh=p["zh"], en=p["en"])), p["edition"], p["file"], p["file"] in own)
        for p in (load.packs if load else [])
    )


def own_files(who: Actor) -> tuple[OwnFileCard, ...]:
    """The bank's own files by name. 1 query."""
    guard_reading(who)
    return tuple(OwnFileCard(*row) for row in OwnFile.objects.order_by("name").values_list("name", "brought_at"))


def modules(who: Actor) -> tuple[SheetLine, ...]:
    """The modules of the score sheet. 1 query, more after a load that changed something."""
    guard_reading(who)
    sheet = current_requirements().sheet
    return tuple(SheetLine(m.code, said(m)) for m in sheet.modules) if sheet else ()


def _titles() -> dict[str, str]:
    """The words of modules, projects and items by sort and code."""
    sheet = current_requirements().sheet
    found: dict[str, str] = {}
    for module in sheet.modules if sheet else ():
        found[f"module {module.code}"] = said(module)
        for project in module.projects:
            found[f"project {project.code}"] = said(project)
            found |= {f"item {item.code}": said(item) for item in project.items}
    return found


def _card(row: Requirement) -> RequirementCard:
    if row.current is None:
        raise NotFound
    rule = rule_of(row.current)
    return RequirementCard(
        key=row.key, title=said(rule.title), pack=row.pack, check=row.check_kind, severity=row.severity,
        points=str(rule.points), module=rule.place.module, proven=row.proven, marks=tuple(sorted(rule.marks)),
        waits_for=rule.waits_for or "", in_force=row.in_force,
    )
