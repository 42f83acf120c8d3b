"""The API of the standards."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from wangdian.apps.standards.actions.bring_own_file import BringOwnFile
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.queries import PackCard, RequirementCard, packs, requirement_page, requirements_page
from wangdian.domain.pack_problems import PackRefused
from wangdian.entrypoints.api.pages import Listed, listed
from wangdian.entrypoints.api.who import who
from wangdian.foundation.errors import Invalid, Problem

router = Router(tags=["requirements"])


class EditionOut(Schema):
    """One text of a requirement as it was taken over."""

    number: int
    loaded_at: datetime
    current: bool


class RequirementOut(Schema):
    """All of a requirement; `rule` is its entry in the pack, `own` says that the bank brought it."""

    card: RequirementCard
    rule: dict[str, Any]
    own: bool
    editions: list[EditionOut]


class OwnFileIn(Schema):
    """A pack, or another score sheet, as text."""

    file_name: str
    text: str


class LoadedOut(Schema):
    """The numbers of the requirements that came, changed, or are no longer in force."""

    added: list[str]
    changed: list[str]
    gone: list[str]


@router.get("/requirements", response=Listed[RequirementCard])
def list_requirements(
    request: HttpRequest, search: str = "", pack: str = "", check: str = "", severity: str = "",
    waits: bool | None = None, proven: bool | None = None, after: str | None = None, limit: int = 50,
) -> Listed[RequirementCard]:
    """Requirements in force; `proven`: every source was read, `waits`: it waits for devices."""
    page = requirements_page(
        who(request), search=search, pack=pack, check=check, severity=severity, waits=waits, proven=proven,
        after=after, limit=limit,
    )
    return listed(page)


@router.get("/requirements/{key}", response=RequirementOut)
def read_requirement(request: HttpRequest, key: str) -> dict[str, Any]:
    page = requirement_page(who(request), key)
    return {
        "card": page.card, "rule": page.rule.model_dump(mode="json", by_alias=True), "own": page.own,
        "editions": page.editions,
    }


@router.get("/packs", response=list[PackCard])
def list_packs(request: HttpRequest) -> list[PackCard]:
    return list(packs(who(request)))


@router.post("/packs/load", response=LoadedOut)
def load_packs(request: HttpRequest) -> dict[str, list[str]]:
    """Loads the delivered catalogue and the bank's own files again."""
    return _loaded(LoadPacks(who=who(request)))


@router.post("/packs", response=LoadedOut)
def bring_own_file(request: HttpRequest, body: OwnFileIn) -> dict[str, list[str]]:
    """Takes a file of the bank's own into the catalogue; one problem anywhere, and nothing changes."""
    return _loaded(BringOwnFile(who=who(request), file_name=body.file_name, text=body.text))


def _loaded(verb: LoadPacks | BringOwnFile) -> dict[str, list[str]]:
    """What the verb changed; a refused catalogue is told problem by problem, each by file, line, entry and field."""
    try:
        loaded = verb.do()
    except PackRefused as refused:
        raise Invalid([
            Problem(" ".join(filter(None, (f"{p.file}:{p.line}", p.entry, p.field))), p.why) for p in refused.problems
        ]) from refused
    return {"added": loaded.added, "changed": loaded.changed, "gone": loaded.gone}
