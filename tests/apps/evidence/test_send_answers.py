"""Sending a walk: in parts, again, by two people, late, wrong in every way that the protocol names."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.apps.evidence.scene import Scene, later
from wangdian.apps.evidence.models import Answer, AnswerPhoto, Walk
from wangdian.apps.evidence.refusals import OtherWalk
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.errors import NotAllowed, NotFound, Refused


def codes(refused: object) -> list[str]:
    return [one.code for one in refused]


def test_the_same_walk_sent_twice_is_one_walk_with_its_answers(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    answers = [scene.said(), scene.said("val", "RMP-01", values={"rise": "100", "run": "1200"})]
    first = scene.send(who, *answers, walk=walk, finished_at=clock.now())
    rows = (Walk.objects.count(), Answer.objects.count(), AuditEntry.objects.count(), OutboxRow.objects.count())
    second = scene.send(who, *answers, walk=walk, finished_at=clock.now())
    assert first == second
    assert first.kept == tuple(a.id for a in answers)
    assert first.state == "finished"
    assert rows == (
        Walk.objects.count(), Answer.objects.count(), AuditEntry.objects.count(), OutboxRow.objects.count(),
    )


def test_a_walk_sent_in_parts_in_any_order_is_whole(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    one, two = scene.said(), scene.said("fail", "BRD-01", reason="missing")
    assert scene.send(who, two, walk=walk).state == "started"
    assert scene.send(who, one, two, walk=walk, finished_at=clock.now()).kept == (one.id, two.id)
    row = Walk.objects.get(pk=walk)
    assert (row.answered, row.failed, row.asked) == (2, 1, 3)


def test_each_answer_is_judged_as_it_comes(scene: Scene) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    scene.send(
        who, scene.said("fail"), scene.said("na", "BRD-01"),
        scene.said("val", "RMP-01", values={"rise": "100", "run": "800"}),
    )
    verdicts = dict(Answer.objects.values_list("requirement__key", "verdict"))
    assert verdicts == {"IN-01": "fails", "BRD-01": "not_applicable", "RMP-01": "fails"}
    assert Answer.objects.get(requirement__key="IN-01").verdict_reason == "dirty"


def test_a_changed_mind_is_a_second_answer_and_the_later_one_counts(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    early, late = scene.said("fail", answered_at=later(-4)), scene.said("ok", answered_at=later(-1))
    scene.send(who, late, walk=walk)
    scene.send(who, early, walk=walk)
    row = Walk.objects.get(pk=walk)
    assert (Answer.objects.count(), row.answered, row.failed) == (2, 1, 0)


def test_two_people_on_one_walk_lose_nothing(scene: Scene) -> None:
    walk = uuid4()
    lobby, manager = scene.cast.near(Role.LOBBY_MANAGER), scene.cast.near(Role.OUTLET_MANAGER)
    mine, theirs = scene.said("ok"), scene.said("fail")
    scene.send(lobby, mine, walk=walk)
    assert scene.send(manager, theirs, walk=walk).kept == (theirs.id,)
    assert set(Answer.objects.values_list("author_id", flat=True)) == {lobby.id, manager.id}
    assert Walk.objects.get(pk=walk).walker_id == lobby.id


def test_one_wrong_answer_is_named_and_the_others_are_kept(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    good = scene.said()
    wrong = {
        "unknown_requirement": scene.said(requirement="XX-99"),
        "unknown_edition": scene.said(edition=7),
        "unknown_subject": scene.said(subject=scene.far_hall.pk),
        "not_asked": scene.said(subject=scene.ramp.pk),
        "bad_reason": scene.said("fail", reason="ugly"),
        "bad_value": scene.said("val", "RMP-01", values={"rise": "1e999999999", "run": "3"}),
    }
    sent = scene.send(who, good, *wrong.values(), walk=walk)
    assert sent.kept == (good.id,)
    assert {one.code: one.id for one in sent.refused} == {code: said.id for code, said in wrong.items()}
    assert all(one.message for one in sent.refused)
    assert list(Answer.objects.values_list("pk", flat=True)) == [good.id]


@pytest.mark.parametrize("values", [
    {}, {"variant": "x"}, {"height": "3"}, {"rise": "three"}, {"rise": "NaN"}, {"rise": "1" * 20},
    {"rise": "1", "variant": "no_such"},
])
def test_figures_that_are_none_are_refused(scene: Scene, values: dict[str, str]) -> None:
    sent = scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said("val", "RMP-01", values=values))
    assert codes(sent.refused) == ["bad_value"]
    assert not Answer.objects.exists()


def test_a_colleague_cannot_send_under_the_same_answer_id(scene: Scene) -> None:
    answer = scene.said()
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), answer)
    assert codes(scene.send(scene.cast.near(Role.OUTLET_MANAGER), answer).refused) == ["id_taken"]
    assert Answer.objects.get().author_id == scene.cast.near(Role.LOBBY_MANAGER).id


def test_a_walk_without_an_answer_is_not_finished(scene: Scene) -> None:
    sent = scene.send(scene.cast.near(Role.LOBBY_MANAGER), finished_at=clock.now())
    assert (sent.state, codes(sent.refused)) == ("started", ["nothing_answered"])


def test_a_finished_walk_takes_what_was_answered_in_time_and_refuses_what_came_days_later(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    scene.send(who, scene.said(), walk=walk, finished_at=clock.now())
    in_time, next_hour = scene.said("ok", "BRD-01"), scene.said(answered_at=later(60))
    with clock.standing_at(later(23 * 60)):
        assert not scene.send(who, next_hour, walk=walk).refused
    with clock.standing_at(later(72 * 60)):
        sent = scene.send(who, in_time, scene.said(answered_at=later(-600)), walk=walk)
    assert sent.kept == (in_time.id,)
    assert codes(sent.refused) == ["too_late"]


def test_a_phone_that_lives_in_the_future_does_not_win_for_ever(scene: Scene) -> None:
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said("fail", answered_at=later(60 * 24 * 365)))
    assert Answer.objects.get().answered_at == clock.now()


def test_the_finish_that_came_first_counts_and_is_announced_once(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    scene.send(who, scene.said(), walk=walk, finished_at=later(-2))
    scene.send(scene.cast.near(Role.OUTLET_MANAGER), scene.said(), walk=walk, finished_at=later(-1))
    assert Walk.objects.get(pk=walk).finished_at == later(-2)
    told = OutboxRow.objects.filter(topic="evidence.walk_ended").values("body").distinct()
    assert [row["body"] for row in told] == [{"walk_id": str(walk), "state": "finished"}]


def test_a_missed_walk_that_was_walked_after_all_is_finished(scene: Scene) -> None:
    who, walk = scene.cast.near(Role.LOBBY_MANAGER), uuid4()
    Walk.objects.create(
        id=walk, kind="self", outlet=scene.cast.outlet, state="missed", due_from=later(-90), due_until=later(-30),
    )
    assert scene.send(who, scene.said(), walk=walk).state == "missed"
    assert scene.send(who, walk=walk, finished_at=later(-40)).state == "finished"


def test_photos_are_named_before_they_come(scene: Scene) -> None:
    digest = "ab" * 32
    answer = scene.said(photos=[{"slot": 1, "sha256": digest, "size": 9}, {"slot": 2, "sha256": "cd" * 32, "size": 9}])
    sent = scene.send(scene.cast.near(Role.LOBBY_MANAGER), answer, signature="ef" * 32)
    assert set(sent.awaited) == {digest, "cd" * 32, "ef" * 32}
    assert AnswerPhoto.objects.filter(photo=None).count() == 2


@pytest.mark.parametrize(("role", "near", "kind", "refusal"), [
    (Role.LOBBY_MANAGER, True, "recheck", NotAllowed),
    (Role.OUTLET_MANAGER, True, "spot", NotAllowed),
    (Role.BRANCH_MANAGER, True, "spot", NotAllowed),
    (Role.ENGINEER, True, "self", NotAllowed),
    (Role.AUDITOR, True, "opening", NotAllowed),
    (Role.ADMINISTRATOR, True, "opening", NotAllowed),
    (Role.VENDOR, True, "self", NotFound),
    (Role.LOBBY_MANAGER, False, "self", NotFound),
    (Role.INSPECTOR, False, "recheck", NotFound),
])
def test_others_may_not_and_nothing_happens(
    scene: Scene, role: Role, near: bool, kind: str, refusal: type[Refused],
) -> None:
    before = (Walk.objects.count(), Answer.objects.count(), AuditEntry.objects.count(), OutboxRow.objects.count())
    with pytest.raises(refusal):
        scene.send(scene.cast.near(role) if near else scene.cast.far(role), scene.said(), kind=kind)
    assert before == (
        Walk.objects.count(), Answer.objects.count(), AuditEntry.objects.count(), OutboxRow.objects.count(),
    )


def test_a_walk_of_another_outlet_or_kind_is_not_touched(scene: Scene) -> None:
    walk = uuid4()
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(), walk=walk)
    before = (Answer.objects.count(), AuditEntry.objects.count())
    with pytest.raises(OtherWalk):
        scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said(), walk=walk, kind="opening")
    with pytest.raises(NotFound):
        scene.send(scene.cast.far(Role.LOBBY_MANAGER), walk=walk, outlet="N101")
    assert (Answer.objects.count(), AuditEntry.objects.count()) == before


def test_a_thousand_answers_cost_few_questions(
    scene: Scene, django_assert_max_num_queries: object,
) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    moments = [clock.now() - timedelta(seconds=n) for n in range(1000)]
    with django_assert_max_num_queries(50):
        sent = scene.send(who, *(scene.said(answered_at=at) for at in moments), finished_at=clock.now())
    assert len(sent.kept) == 1000
