"""Examples of the verbs of readings."""

from decimal import Decimal

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.evidence.actions.record_readings import RecordReadings
from wangdian.apps.evidence.actions.take_log import LogRow, TakeLog
from wangdian.apps.evidence.actions.withdraw_reading import WithdrawReading
from wangdian.apps.evidence.models import Reading
from wangdian.domain.rights import SYSTEM, Right
from wangdian.foundation import clock

HEAT = {"room.temperature": Decimal("21.5")}


def a_reading(where: Where) -> Reading:
    RecordReadings(who=SYSTEM, subject_id=where.outlet.subject_id, at=clock.now(), values=HEAT).do()
    return Reading.objects.get(series__subject_id=where.outlet.subject_id)


def record_readings(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: RecordReadings(
            who=who, subject_id=where.outlet.subject_id, at=clock.now(), values=HEAT,
        ),
    )


def take_log(cast: Cast, where: Where) -> Example:
    row = LogRow(where.outlet.code, "", "room.temperature", clock.now(), Decimal(70), "°F")
    return Example(at=where.unit.path, verb=lambda who: TakeLog(who=who, rows=(row,)))


def withdraw_reading(cast: Cast, where: Where) -> Example:
    """Another's: only where one checks others' work."""
    made = a_reading(where)
    return Example(
        at=where.unit.path, verb=lambda who: WithdrawReading(who=who, reading_id=made.pk, why="读错了"),
        only=lambda who: who.may(Right.RECHECK, where.unit.path),
    )


EXAMPLES: dict[str, Builder] = {
    "evidence.record_readings": record_readings,
    "evidence.take_log": take_log,
    "evidence.withdraw_reading": withdraw_reading,
}
