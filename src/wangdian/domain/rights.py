"""Who may do what and where: roles, rights and the subtree that a grant covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

STEP = 5
"""Digits that one level of the organisation takes in a path: 00001 is the head office, 0000100003 its third branch."""


class Role(StrEnum):
    """The roles of the bank; a person may hold several, each over a subtree."""

    ADMINISTRATOR = "administrator"
    HEAD_OFFICE = "head_office"
    BRANCH_MANAGER = "branch_manager"
    OUTLET_MANAGER = "outlet_manager"
    LOBBY_MANAGER = "lobby_manager"
    INSPECTOR = "inspector"
    ENGINEER = "engineer"
    VENDOR = "vendor"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What a verb or a question asks of a role."""

    SEE = "see"                          # outlets, things, findings, orders, scores
    SEE_AUDIT = "see_audit"
    SEE_PEOPLE = "see_people"            # names and contact details of colleagues
    EDIT_PEOPLE = "edit_people"
    EDIT_ORGANISATION = "edit_organisation"
    EDIT_OUTLETS = "edit_outlets"        # outlets, zones
    EDIT_HOURS = "edit_hours"            # opening hours, closures
    EDIT_OFFICIAL_DAYS = "edit_official_days"
    EDIT_THINGS = "edit_things"          # assets, kits, playlists, documents
    EDIT_STANDARDS = "edit_standards"
    EDIT_PLANS = "edit_plans"
    WALK = "walk"                        # opening check and self-check
    RECHECK = "recheck"                  # the branch's re-check
    SPOT_CHECK = "spot_check"            # head office's spot check
    LEAD_CHECKS = "lead_checks"          # draw checks, see how checks agree, calibrate inspectors
    REPORT_FAULT = "report_fault"
    ASK_WAIVER = "ask_waiver"
    APPROVE_WAIVER = "approve_waiver"
    ASSIGN_WORK = "assign_work"
    DO_WORK = "do_work"
    VERIFY_WORK = "verify_work"
    IMPORT = "import"
    EXPORT = "export"
    USE_OWN = "use_own"                  # own inbox, own sessions, own tokens
    EDIT_CHANNELS = "edit_channels"      # robots and webhooks: where news and facts go outside
    EDIT_DUTY = "edit_duty"              # the duty roster of a unit
    KEEP_PHOTOS = "keep_photos"          # how long photos are kept, and what is held back from removal
    BLUR_PHOTOS = "blur_photos"          # make faces and screens on a photo unreadable for everybody
    SEE_ORIGINALS = "see_originals"      # photos as they came, where they were blurred; each look is recorded


_DAILY = {Right.SEE, Right.REPORT_FAULT, Right.USE_OWN}
_LEADS = _DAILY | {
    Right.SEE_PEOPLE, Right.EDIT_HOURS, Right.EDIT_THINGS, Right.WALK, Right.ASK_WAIVER,
    Right.ASSIGN_WORK, Right.VERIFY_WORK, Right.EXPORT, Right.EDIT_DUTY, Right.BLUR_PHOTOS,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset({
        Right.SEE, Right.SEE_PEOPLE, Right.EDIT_PEOPLE, Right.EDIT_ORGANISATION, Right.EDIT_OUTLETS,
        Right.EDIT_HOURS, Right.EDIT_OFFICIAL_DAYS, Right.EDIT_THINGS, Right.EDIT_STANDARDS,
        Right.EDIT_PLANS, Right.IMPORT, Right.EXPORT, Right.REPORT_FAULT, Right.USE_OWN, Right.EDIT_CHANNELS,
        Right.EDIT_DUTY,
    }),
    Role.HEAD_OFFICE: frozenset(_LEADS | {
        Right.LEAD_CHECKS, Right.EDIT_OUTLETS, Right.EDIT_OFFICIAL_DAYS, Right.EDIT_STANDARDS, Right.EDIT_PLANS,
        Right.RECHECK,
        Right.SPOT_CHECK, Right.APPROVE_WAIVER, Right.IMPORT, Right.KEEP_PHOTOS, Right.SEE_ORIGINALS,
    }),
    Role.BRANCH_MANAGER: frozenset(_LEADS | {
        Right.LEAD_CHECKS, Right.EDIT_OUTLETS, Right.EDIT_PLANS, Right.RECHECK, Right.APPROVE_WAIVER, Right.IMPORT,
    }),
    Role.OUTLET_MANAGER: frozenset(_LEADS | {Right.DO_WORK}),  # what they answer for they may also put right themselves
    Role.LOBBY_MANAGER: frozenset(_DAILY | {Right.WALK, Right.EDIT_THINGS, Right.DO_WORK}),
    Role.INSPECTOR: frozenset(_DAILY | {
        Right.WALK, Right.RECHECK, Right.SPOT_CHECK, Right.VERIFY_WORK, Right.EXPORT, Right.BLUR_PHOTOS,
    }),
    Role.ENGINEER: frozenset(_DAILY | {Right.EDIT_THINGS, Right.DO_WORK}),
    Role.VENDOR: frozenset({Right.DO_WORK, Right.USE_OWN}),
    Role.AUDITOR: frozenset({Right.SEE, Right.SEE_AUDIT, Right.EXPORT, Right.USE_OWN, Right.SEE_ORIGINALS}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over the subtree that starts at `path`; `units` are the ids of its units where they are few, else None."""

    role: Role
    path: str
    units: tuple[int, ...] | None = None

    def covers(self, path: str) -> bool:
        return path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the id of a person (0 is Wangdian itself), what was granted, and the vendor worked for, if any."""

    id: int
    grants: tuple[Grant, ...] = ()
    vendor_id: int | None = None

    @property
    def is_system(self) -> bool:
        return self.id == 0

    def may(self, right: Right, path: str) -> bool:
        """Whether some grant gives `right` at `path`."""
        return self.is_system or any(right in RIGHTS[g.role] and g.covers(path) for g in self.grants)

    def may_somewhere(self, right: Right) -> bool:
        """Whether some grant gives `right` anywhere at all."""
        return self.is_system or any(right in RIGHTS[g.role] for g in self.grants)

    def roots(self, right: Right) -> tuple[str, ...]:
        """The shortest paths whose subtrees hold `right`; ("",) is everything."""
        if self.is_system:
            return ("",)
        return shortest(g.path for g in self.grants if right in RIGHTS[g.role])

    def few_units(self, right: Right) -> tuple[int, ...] | None:
        """The ids of all units where some grant gives `right`, if they are few enough to be named; None otherwise."""
        if self.is_system:
            return None
        named = [g.units for g in self.grants if right in RIGHTS[g.role]]
        some = [units for units in named if units is not None]
        return tuple(sorted({unit for units in some for unit in units})) if len(some) == len(named) else None


SYSTEM = Actor(id=0)


def shortest(paths: Iterable[str]) -> tuple[str, ...]:
    """Drops every path that lies under another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(path.startswith(k) for k in kept):
            kept.append(path)
    return tuple(kept)


def upwards(path: str) -> list[str]:
    """The paths of all units over a unit, from the root down to its own."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def after_subtree(path: str) -> str:
    """The first path behind the subtree of `path`, for a range in an index: digits alone sort alike everywhere."""
    return str(int(path) + 1).zfill(len(path))
