"""Seeds the demo bank: places and things first, then ninety days of history as a story."""

from collections import defaultdict
from collections.abc import Callable
from random import Random

from django.db import transaction

from demo import bank, names, places, story, things
from demo.answers import walked
from demo.days import Stage, at, evening, morning, settle
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.models import Finding
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Unit
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash

Progress = Callable[[str, int, int], None]
"""Told what is being made, how much is done and how much there is."""

STAFFED = ("full_service", "light", "community")
EASY = ("IN-14", "IN-15", "CONV-08", "CONV-01", "OUT-08", "IN-19")
"""What goes wrong anywhere now and then, and is put right by the next walk."""


def seed(outlets: int, days: int, tell: Progress) -> list[dict[str, str]]:
    """Makes the bank in empty tables; returns its logins. Refuses with Clash where there is a bank already."""
    if Unit.objects.exists():
        raise Clash("There is a bank already; the demo needs an empty place.")
    now = clock.now()
    today = clock.today()
    stage = Stage(bank.Cast(), {spot.code: spot for spot in places.plan_spots(outlets, story.OUTLETS)}, today, days)
    with clock.standing_at(stage.moment(days, "06:00")), transaction.atomic():
        stage.cast = bank.found_bank()
    _build(stage, days, tell)
    bank.give_passwords(stage.cast)
    with at(stage.moment(days, "07:00")):
        LoadPacks(who=SYSTEM).do()
    _history(stage, days, tell)
    with clock.standing_at(now):
        settle()
    return bank.print_logins(story.HOME)


def _build(stage: Stage, days: int, tell: Progress) -> None:
    spots = list(stage.spots.values())
    for n, spot in enumerate(spots):
        with clock.standing_at(stage.moment(days, "06:10")), transaction.atomic():
            places.build(stage.cast, spot, stage.day(days))
            things.furnish(stage.cast, spot, stage.day(days), stage.today)
        tell("outlets", n + 1, len(spots))
    # What is told of places and things matters only to standings, and those are made whole when the packs are loaded.
    OutboxRow.objects.all().delete()


def _history(stage: Stage, days: int, tell: Progress) -> None:
    told = story.events(stage)
    in_story = set(Outlet.objects.filter(code__in=story.OUTLETS).values_list("pk", flat=True))
    for ago in range(days - 1, -1, -1):
        if ago == PLANNED_FOR:
            _plan(stage)
        if (days - 1 - ago) % 24 == 0:
            things.look_after_all(stage.day(ago))
        morning(stage, ago)
        _rounds(stage, ago, days)
        _put_right(stage, ago)
        _planned(stage, ago)
        for event in told.get(ago, ()):
            event(stage)
        evening(stage, ago, in_story)
        tell("days", days - ago, days)


def _rounds(stage: Stage, ago: int, days: int) -> None:
    """Every outlet is looked at once in the first week, and about every ninth week after, but for those of the story:

    a round in which all is well again would end what is told of them.
    """
    luck = Random(ago)
    spots = list(stage.spots.values())
    first = days - ago <= 5
    if first:
        due = [s for s in spots if s.number % 5 == ago % 5]
    else:
        due = [s for s in spots if s.number % 63 == ago % 63 and s.code not in story.OUTLETS]
    for spot in due:
        began = stage.moment(ago, "10:00")
        broken = {key: "" for key in luck.sample(EASY, luck.choice((0, 0, 0, 1, 1, 2)))}
        with at(stage.moment(ago, "11:30")):
            walked(stage.cast.actor(f"{spot.branch.lower()}-xuncha"), stage.asked(spot.code), "recheck", began, broken)


def _put_right(stage: Stage, ago: int) -> None:
    """What went wrong outside the story is put right within days, and seen to hold; one in nine is left lying."""
    lying: dict[str, set[str]] = defaultdict(set)
    settled = Finding.objects.exclude(state="closed").exclude(unit__code__in=story.OUTLETS).filter(
        requirement__key__in=EASY, opened_at__lt=stage.moment(ago + 3, "12:00"),
    )
    for pk, code, key in settled.values_list("pk", "unit__code", "requirement__key"):
        if pk % 9:
            lying[code].add(key)
    for code, keys in lying.items():
        login = f"{stage.spots[code].branch.lower()}-xuncha"
        with at(stage.moment(ago, "15:00")):
            began = stage.moment(ago, "14:30")
            walked(stage.cast.actor(login), stage.asked(code), "recheck", began, {}, only=keys)


PLANNED_FOR = 6
"""For so many days back there are plans; before them people walked without."""


def _plan(stage: Stage) -> None:
    east, _zh, _en = names.BRANCHES[0]
    day = stage.day(PLANNED_FOR)
    for unit, login, kind, title, rule, minutes, role, packs in (
        (east, "dc-zhihang", "opening", "班前检查", "FREQ=DAILY;BYHOUR=8;BYMINUTE=0", 120, "lobby_manager",
         ("convenience",)),
        (east, "dc-zhihang", "self", "每周自查", "FREQ=WEEKLY;BYDAY=FR;BYHOUR=9;BYMINUTE=0", 4 * 24 * 60,
         "outlet_manager", ("indoor", "outdoor")),
        (east, "dc-zhihang", "recheck", "月度复查", "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0", 10 * 24 * 60,
         "inspector", ()),
        ("HQ", "zonghang", "spot", "季度抽查", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5;BYHOUR=9;BYMINUTE=0",
         20 * 24 * 60, "inspector", ()),
    ):
        with at(stage.moment(PLANNED_FOR, "07:00")):
            MakePlan(
                who=stage.cast.actor(login), title=title, kind=kind, unit=unit, rule=rule, starts_on=day,
                due_minutes=minutes, role=role, packs=packs, outlet_kinds=STAFFED if kind == "opening" else (),
            ).do()


def _planned(stage: Stage, ago: int) -> None:
    """Who has a walk to do that day does it by nine, and says what stands there.

    One did not on the first morning, and the outlet of the demo's logins leaves open what may still be walked.
    """
    since, until = stage.moment(ago, "00:00"), stage.moment(ago, "09:30")
    due = Walk.objects.filter(plan__kind__in=("opening", "self"), due_from__range=(since, until))
    for walk in due.select_related("plan", "outlet").order_by("due_from", "outlet__code"):
        spot, late = stage.spots[walk.outlet.code], walk.due_until and walk.due_until <= clock.now()
        missed = spot.code == story.RELAPSE and walk.kind == "opening" and _is_first(walk)
        if missed or (spot.code == story.HOME and not late):
            continue
        opening = walk.kind == "opening" and spot.kind != "self_service"
        began, ended = (stage.moment(ago, time) for time in (("08:05", "08:40") if opening else ("09:05", "10:00")))
        with at(ended):
            who = stage.cast.actor(spot.lobby if opening else spot.manager)
            packs = walk.plan.packs if walk.plan else ()
            walked(who, stage.asked(spot.code), walk.kind, began, _standing(spot.code), walk=walk.pk, packs=packs)


def _is_first(walk: Walk) -> bool:
    """Whether no walk of its plan was due there before."""
    return not Walk.objects.filter(plan=walk.plan, outlet=walk.outlet, due_from__lt=walk.due_from).exists()


def _standing(code: str) -> dict[str, str]:
    """What is not in order at an outlet and has not been mended."""
    found = Finding.objects.filter(unit__code=code, state=Finding.State.OPEN)
    return {key: "" for key in found.values_list("requirement__key", flat=True)}
