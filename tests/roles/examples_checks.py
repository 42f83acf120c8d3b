"""Examples of the verbs of draws and calibration."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from tests.apps.reports.given import requirement
from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_evidence import own_shelf, photo
from wangdian.apps.evidence.actions.add_calibration_item import AddCalibrationItem
from wangdian.apps.evidence.actions.close_calibration_set import CloseCalibrationSet
from wangdian.apps.evidence.actions.judge_calibration_item import JudgeCalibrationItem
from wangdian.apps.evidence.actions.make_calibration_set import MakeCalibrationSet
from wangdian.apps.evidence.actions.open_calibration_set import OpenCalibrationSet
from wangdian.apps.evidence.actions.plan_drawn_walks import PlanDrawnWalks
from wangdian.apps.evidence.actions.remove_calibration_item import RemoveCalibrationItem
from wangdian.apps.evidence.actions.withdraw_drawn_walks import WithdrawDrawnWalks
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Answer, AnswerPhoto, CalibrationItem, CalibrationSet, Walk
from wangdian.apps.reports.actions.call_off_draw import CallOffDraw
from wangdian.apps.reports.actions.draw_checks import DrawChecks
from wangdian.apps.reports.actions.note_complaints import Complaints, NoteComplaints
from wangdian.apps.reports.lots import Lot
from wangdian.domain.rights import SYSTEM, Actor, Right, Role
from wangdian.foundation import clock

SPACE = UUID(int=0xCA11)


def window() -> dict[str, datetime]:
    return {"due_from": clock.now(), "due_until": clock.now() + timedelta(days=3)}


def lot(where: Where, kind: str) -> Lot:
    return Lot(unit=where.branch.code, kind=kind, size=1, share=Decimal("0.5"), starts_on=date(2026, 11, 18))


def draw_checks(kind: str, right: Right) -> Builder:
    def build(cast: Cast, where: Where) -> Example:
        return Example(
            at=where.branch.path, verb=lambda who: DrawChecks(who=who, lot=lot(where, kind), seed="seed"),
            only=lambda who: who.may(right, where.branch.path),
        )

    return build


def note_complaints(cast: Cast, where: Where) -> Example:
    row = Complaints(where.outlet.code, date(2026, 11, 17), "hotline", 2)
    return Example(at=where.unit.path, verb=lambda who: NoteComplaints(who=who, rows=(row,)))


def drawn(where: Where, kind: str = "recheck") -> int:
    return DrawChecks(who=SYSTEM, lot=lot(where, kind), seed="seed").do()


def call_off_draw(kind: str, right: Right) -> Builder:
    def build(cast: Cast, where: Where) -> Example:
        made = drawn(where, kind)
        return Example(
            at=where.branch.path, verb=lambda who: CallOffDraw(who=who, draw_id=made),
            only=lambda who: who.may(right, where.branch.path),
        )

    return build


def plan_drawn_walks(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path, only=lambda who: who.may(Right.RECHECK, where.branch.path),
        verb=lambda who: PlanDrawnWalks(
            who=who, unit=where.branch.code, kind="recheck", outlets=[where.outlet.pk], **window(),
        ),
    )


def withdraw_drawn_walks(cast: Cast, where: Where) -> Example:
    made = PlanDrawnWalks(
        who=SYSTEM, unit=where.branch.code, kind="spot", outlets=[where.outlet.pk], **window(),
    ).do()
    return Example(
        at=where.branch.path, only=lambda who: who.may(Right.SPOT_CHECK, where.branch.path),
        verb=lambda who: WithdrawDrawnWalks(
            who=who, unit=where.branch.code, kind="spot", walks=list(made.values()),
        ),
    )


def maker(cast: Cast) -> Actor:
    return cast.near(Role.HEAD_OFFICE)


def answer_with_photo(cast: Cast, where: Where) -> Answer:
    own_shelf()
    kept = keep_photo(maker(cast), where.unit, photo())
    row, at = requirement("CAL-01"), clock.now()
    assert row.current is not None
    walk = Walk.objects.create(
        id=uuid5(SPACE, "walk"), kind="self", outlet=where.outlet, state="started", started_at=at, received_at=at,
    )
    answer = Answer.objects.create(
        id=uuid5(SPACE, "answer"), walk=walk, requirement=row, edition=row.current, subject=where.outlet.subject,
        author_id=maker(cast).id, says="ok", answered_at=at, received_at=at, verdict="holds",
    )
    AnswerPhoto.objects.create(answer=answer, slot=1, sha256=kept.sha256, photo=kept)
    return answer


def a_set(cast: Cast, where: Where, state: str = "draft") -> CalibrationSet:
    """Two items that differ by the photo's edition alone would be one: the second has another requirement."""
    answer = answer_with_photo(cast, where)
    made = MakeCalibrationSet(who=maker(cast), unit=where.branch.code, title="一组照片").do()
    AddCalibrationItem(who=maker(cast), set_id=made, answer=answer.pk, reference="holds").do()
    other, shown = requirement("CAL-02").current, AnswerPhoto.objects.get(answer=answer)
    assert other is not None
    CalibrationItem.objects.create(set_id=made, edition=other, photo_id=shown.photo_id or 0, reference="fails")
    if state != "draft":
        OpenCalibrationSet(who=maker(cast), set_id=made, no_customers=True).do()
    return CalibrationSet.objects.get(pk=made)


def first_item(made: CalibrationSet) -> int:
    return CalibrationItem.objects.filter(set=made).earliest("pk").pk


def make_calibration_set(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path, verb=lambda who: MakeCalibrationSet(who=who, unit=where.branch.code, title="新的一组"),
    )


def add_calibration_item(cast: Cast, where: Where) -> Example:
    answer = answer_with_photo(cast, where)
    made = MakeCalibrationSet(who=maker(cast), unit=where.branch.code, title="一组照片").do()
    return Example(
        at=where.branch.path,
        verb=lambda who: AddCalibrationItem(who=who, set_id=made, answer=answer.pk, reference="holds"),
    )


def remove_calibration_item(cast: Cast, where: Where) -> Example:
    made = a_set(cast, where)
    item = first_item(made)
    return Example(
        at=where.branch.path, verb=lambda who: RemoveCalibrationItem(who=who, set_id=made.pk, item_id=item),
    )


def open_calibration_set(cast: Cast, where: Where) -> Example:
    made = a_set(cast, where)
    return Example(
        at=where.branch.path, verb=lambda who: OpenCalibrationSet(who=who, set_id=made.pk, no_customers=True),
    )


def close_calibration_set(cast: Cast, where: Where) -> Example:
    made = a_set(cast, where, "open")
    return Example(at=where.branch.path, verb=lambda who: CloseCalibrationSet(who=who, set_id=made.pk))


def judge_calibration_item(cast: Cast, where: Where) -> Example:
    made, knows = a_set(cast, where, "open"), maker(cast).id
    item = first_item(made)
    return Example(
        at=where.branch.path, only=lambda who: who.id != knows,
        verb=lambda who: JudgeCalibrationItem(who=who, set_id=made.pk, item_id=item, says="fails"),
    )


EXAMPLES: dict[str, Builder] = {
    "reports.note_complaints": note_complaints,
    "reports.draw_checks": draw_checks("recheck", Right.RECHECK),
    "reports.draw_checks#spot": draw_checks("spot", Right.SPOT_CHECK),
    "reports.call_off_draw": call_off_draw("recheck", Right.RECHECK),
    "reports.call_off_draw#spot": call_off_draw("spot", Right.SPOT_CHECK),
    "evidence.plan_drawn_walks": plan_drawn_walks,
    "evidence.withdraw_drawn_walks": withdraw_drawn_walks,
    "evidence.make_calibration_set": make_calibration_set,
    "evidence.add_calibration_item": add_calibration_item,
    "evidence.remove_calibration_item": remove_calibration_item,
    "evidence.open_calibration_set": open_calibration_set,
    "evidence.close_calibration_set": close_calibration_set,
    "evidence.judge_calibration_item": judge_calibration_item,
}
