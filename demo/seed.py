"""Seeds the demo bank: places and things first, then ninety days of history as a story."""

from collections.abc import Callable

from django.db import transaction

from demo import bank, climate, desk, places, rounds, story, things, upkeep
from demo.days import Stage, at, evening, morning, settle
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.outlets.actions.load_official_days import load_delivered
from wangdian.apps.people.models import Unit
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash

Progress = Callable[[str, int, int], None]
"""Told what is being made, how much is done and how much there is."""


def seed(outlets: int, days: int, tell: Progress) -> list[dict[str, str]]:
    """Makes the bank in empty tables; returns its logins. Refuses with Clash where there is a bank already."""
    if Unit.objects.exists():
        raise Clash("There is a bank already; the demo needs an empty place.")
    now = clock.now()
    today = clock.today()
    stage = Stage(bank.Cast(), {spot.code: spot for spot in places.plan_spots(outlets, story.OUTLETS)}, today, days)
    with clock.standing_at(stage.moment(days, "06:00")), transaction.atomic():
        stage.cast = bank.found_bank()
        load_delivered(SYSTEM)
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
    """Day by day; what would happen later today has not happened yet."""
    told = story.events(stage)
    kept = upkeep.all_kept()
    for ago in range(days - 1, -1, -1):
        if ago == rounds.PLANNED_FOR:
            rounds.make_plans(stage)
        morning(stage, ago)
        upkeep.do_upkeep(stage, ago, kept)
        rounds.planned(stage, ago, "opening", "08:05", "08:40")
        desk.morning(stage, ago)
        rounds.planned(stage, ago, "self", "09:05", "10:00")
        rounds.rounds(stage, ago)
        for event in told.get(ago, ()):
            event(stage)
        desk.afternoon(stage, ago)
        climate.logged(stage, ago)
        evening(stage, ago)
        tell("days", days - ago, days)
