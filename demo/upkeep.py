"""What is tested, checked and serviced again and again at the outlets of the demo bank, each on days of its own."""

from dataclasses import dataclass

from demo import story
from demo.days import Stage, at
from wangdian.apps.assets.models import UpkeepRecord
from wangdian.apps.findings.actions.look_again import look_again
from wangdian.apps.findings.models import Standing

MONTHLY = 21
"""Days from one monthly check to the next: a week before it would be due."""
SLOW = 27
"""The same where people wait until the last days."""

EVERY: dict[str, int] = {
    "check.extinguisher": MONTHLY, "check.fire": MONTHLY, "check.accessibility": MONTHLY, "test.call_button": MONTHLY,
    "test.panic_button": MONTHLY, "test.emergency_light": MONTHLY, "test.complaint_line": MONTHLY,
    "service.cctv": MONTHLY, "service.water_dispenser": 70, "service.hvac_filter": 145,
}
"""Sort to how many days lie between one time and the next."""

FORGOTTEN, SINCE = frozenset({"check.extinguisher", "check.fire"}), 26
"""What nobody does any more at the outlet that slides, for so many days."""


def every(sort: str, number: int) -> int:
    """The days from one time to the next at the outlet of that number; one in 24 is slow."""
    return SLOW if EVERY[sort] == MONTHLY and number % 24 == 11 else EVERY[sort]


def last_before(sort: str, number: int) -> int:
    """How many days before the first day of the story it was done last, spread over the bank."""
    return 1 + (number * 7 + list(EVERY).index(sort) * 5) % (every(sort, number) - 1)


@dataclass(frozen=True)
class Kept:
    """A sort of upkeep of one subject, with what its records say."""

    subject: int
    outlet: str
    sort: str
    answer: int | None


def all_kept() -> list[Kept]:
    """What is done again and again, out of the records of the first time."""
    rows = UpkeepRecord.objects.filter(sort__in=EVERY).order_by("subject_id", "sort")
    return [Kept(*row) for row in rows.values_list("subject_id", "subject__unit__code", "sort", "answer_seconds")]


def do_upkeep(stage: Stage, ago: int, kept: list[Kept]) -> None:
    """Everything that is due that day in the whole bank, written and judged at once, since it is routine."""
    if not stage.come(ago, "08:00"):
        return
    due = [one for one in kept if _is_due(stage, ago, one)]
    with at(stage.moment(ago, "08:00")):
        UpkeepRecord.objects.bulk_create([
            UpkeepRecord(subject_id=one.subject, sort=one.sort, done_on=stage.day(ago), answer_seconds=one.answer)
            for one in due
        ])
        rows = Standing.objects.filter(
            subject_id__in={one.subject for one in due}, requirement__check_kind="dated",
        ).exclude(requirement__key__startswith="WALK")
        look_again(rows.values_list("requirement_id", "subject_id"))


def _is_due(stage: Stage, ago: int, one: Kept) -> bool:
    if one.outlet == story.SLIDING and one.sort in FORGOTTEN and ago < SINCE:
        return False
    number = stage.spots[one.outlet].number
    return (stage.days - ago + last_before(one.sort, number)) % every(one.sort, number) == 0
