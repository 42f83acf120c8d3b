"""The walks of the demo bank: a first look at everything, some of it later, the latest ones, those planned."""

from datetime import timedelta
from random import Random

from demo import names, story
from demo.answers import walked
from demo.days import Stage, at
from demo.places import MOST, Spot
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.models import Finding
from wangdian.foundation import clock

STAFFED = ("full_service", "light", "community")
SMALL = (
    "IN-14", "IN-15", "CONV-01", "CONV-10", "OUT-08", "OUT-13", "OUT-17", "IN-27", "INFO-10", "IN-16", "IN-17", "IN-24",
    "IN-26", "OUT-01", "CONV-13", "OUT-15", "OUT-02",
)
"""What goes wrong anywhere now and then, and may take some days to be put right."""
ANYTHING = (*SMALL, "CONV-08", "CONV-11", "CONV-04", "IN-19")
"""The same with what is put right within a day."""
FIRST_WEEK = 5
LATEST = 5
"""For so many days back the last round runs; what it finds is being worked on."""
PLANNED_FOR = 6
"""For so many days back there are plans; before them people walked without."""


def rounds(stage: Stage, ago: int) -> None:
    """The re-checks of the day: those of the story walk their own."""
    if not stage.come(ago, "11:30"):
        return
    luck = Random(ago)
    for spot in stage.spots.values():
        if not _is_due(stage, spot, ago):
            continue
        broken, mended = _standing(spot.code)
        wrong = ANYTHING if ago > LATEST else SMALL
        broken |= dict.fromkeys(luck.sample(wrong, luck.choice(_how_many(stage, ago))), "")
        who = stage.cast.actor(f"{spot.branch.lower()}-xuncha")
        with at(stage.moment(ago, "11:30")):
            photo = story.photo_of(stage, spot.code, str(ago)) if broken and ago <= 2 else None
            began = stage.moment(ago, "09:40") + timedelta(minutes=spot.number * 7 % 60)
            walked(who, stage.asked(spot.code), "recheck", began, broken, photo=photo, skip=mended)


def _is_due(stage: Stage, spot: Spot, ago: int) -> bool:
    """Everybody in the first week, some each second day after it, a third of the bank in the last days."""
    if ago > stage.days - 1 - FIRST_WEEK:
        return spot.number % FIRST_WEEK == ago % FIRST_WEEK
    if spot.code in story.OUTLETS:
        return False
    if 0 < ago <= LATEST:
        return spot.number % 3 == 1 and spot.number // 3 % LATEST == ago - 1
    return ago > LATEST + 6 and ago % 2 == 0 and spot.number % MOST == ago + 1


def _how_many(stage: Stage, ago: int) -> tuple[int, ...]:
    """Out of which numbers of things gone wrong a walk draws."""
    if ago > stage.days - 1 - FIRST_WEEK:
        return 0, 0, 0, 0, 0, 0, 0, 0, 1
    return (0, 1, 1, 1, 1, 2, 4) if ago <= LATEST else (0, 1)


def _standing(code: str) -> tuple[dict[str, str], set[str]]:
    """What stands against an outlet, and what is said to be mended: that waits for whoever verifies it."""
    found = Finding.objects.filter(unit__code=code).exclude(state=Finding.State.CLOSED)
    rows = list(found.values_list("requirement__key", "state"))
    mended = {key for key, state in rows if state == Finding.State.MENDED}
    return {key: "" for key, _state in rows if key not in mended}, mended


def make_plans(stage: Stage) -> None:
    """The plans of head office and of the eastern branch."""
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


def planned(stage: Stage, ago: int, kind: str, began: str, ended: str) -> None:
    """Who has a walk of that kind to do does it, and says what stands there.

    One did not on the first morning, and the outlet of the demo's logins leaves open what may still be walked.
    """
    if not stage.come(ago, ended):
        return
    since, until = stage.moment(ago, "00:00"), stage.moment(ago, "09:30")
    due = Walk.objects.filter(plan__kind=kind, due_from__range=(since, until)).exclude(state=Walk.State.MISSED)
    for walk in due.select_related("plan", "outlet").order_by("due_from", "outlet__code"):
        spot, late = stage.spots[walk.outlet.code], walk.due_until and walk.due_until <= clock.now()
        missed = spot.code == story.RELAPSE and kind == "opening" and _is_first(walk)
        if missed or (spot.code == story.HOME and not late):
            continue
        broken, mended = _standing(spot.code)
        with at(stage.moment(ago, ended)):
            who = stage.cast.actor(spot.lobby if kind == "opening" else spot.manager)
            packs = walk.plan.packs if walk.plan else ()
            walked(who, stage.asked(spot.code), kind, stage.moment(ago, began), broken, walk=walk.pk, packs=packs,
                   skip=mended)


def _is_first(walk: Walk) -> bool:
    """Whether no walk of its plan was due there before."""
    return not Walk.objects.filter(plan=walk.plan, outlet=walk.outlet, due_from__lt=walk.due_from).exists()
