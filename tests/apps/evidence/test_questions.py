"""Questions about plans, walks and photos cost the same however much there is."""

from datetime import date
from uuid import uuid4

from tests.apps.evidence.scene import Scene, jpeg, later
from wangdian.apps.evidence.actions.begin_upload import BeginUpload
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.jobs import plan_walks
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Plan, Walk
from wangdian.apps.evidence.planning import PlanWords
from wangdian.apps.evidence.queries_faults import fault_card, faults_page
from wangdian.apps.evidence.queries_photos import photo_card, photo_file, thumbnail_file, upload_card
from wangdian.apps.evidence.queries_plans import packs_to_walk, plan_card, plans_page, preview_of, preview_plan
from wangdian.apps.evidence.queries_today import place_for_phone, subject_of_tag, today_of
from wangdian.apps.evidence.queries_walks import walk_read, walks_page
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

WORDS = {
    "title": "班前检查", "kind": "opening", "rule": "FREQ=DAILY;BYHOUR=8", "role": "lobby_manager",
    "starts_on": date(2026, 11, 1), "due_minutes": 60, "days": "working", "timing": "at_rule",
}


def test_plans_cost_few_questions(scene: Scene, django_assert_max_num_queries: object) -> None:
    plan = MakePlan(who=SYSTEM, unit="B1", **WORDS).do()
    who = scene.cast.near(Role.BRANCH_MANAGER)
    with django_assert_max_num_queries(1):
        assert [card.title for card in plans_page(who).items] == ["班前检查"]
    with django_assert_max_num_queries(1):
        assert plan_card(who, plan).rule == "FREQ=DAILY;BYHOUR=8"
    with django_assert_max_num_queries(7):
        assert preview_plan(who, "B1", PlanWords(**WORDS)).outlets == 2
    with django_assert_max_num_queries(7):
        assert len(preview_of(who, plan).windows) == 5
    with django_assert_max_num_queries(4):
        assert packs_to_walk() == ("own",)


def test_stopped_plans_are_found_by_name_and_place(scene: Scene) -> None:
    MakePlan(who=SYSTEM, unit="B1", **WORDS).do()
    who = scene.cast.near(Role.HEAD_OFFICE)
    assert [len(plans_page(who, search=text).items) for text in ("班前", "东城", "b1", "西城")] == [1, 1, 1, 0]
    Plan.objects.update(active=False)
    assert [len(plans_page(who, stopped=stopped).items) for stopped in (True, False)] == [1, 0]


def test_walks_cost_few_questions(scene: Scene, django_assert_max_num_queries: object) -> None:
    lobby, who, walk = scene.cast.near(Role.LOBBY_MANAGER), scene.cast.near(Role.BRANCH_MANAGER), uuid4()
    photos = [{"slot": 1, "sha256": "ab" * 32, "size": 9}]
    answers = [scene.said("fail", photos=photos, answered_at=later(-n)) for n in range(20)]
    scene.send(lobby, *answers, scene.said("ok", "BRD-01"), walk=walk)
    for n in range(5):
        scene.send(lobby, scene.said(), started_at=later(-n))
    with django_assert_max_num_queries(1):
        assert len(walks_page(who, limit=3).items) == 3
    with django_assert_max_num_queries(2):
        assert len(walks_page(who, unit="B1").items) == 6
    with django_assert_max_num_queries(9):
        read = walk_read(who, walk)
    hall = read.zones[1]
    assert [answer.counts for answer in hall.answers] == [True, *([False] * 19)]
    assert read.awaited == ("ab" * 32,)


def test_a_page_of_walks_goes_on_where_the_last_one_ended(scene: Scene) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    for n in range(7):
        scene.send(who, scene.said(), started_at=later(-n // 2))
    seen, after = [], None
    while True:
        page = walks_page(who, after=after, limit=2)
        seen += [card.id for card in page.items]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == Walk.objects.count() == 7


def test_photos_and_uploads_cost_few_questions(scene: Scene, django_assert_max_num_queries: object) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    data = jpeg()
    photo = keep_photo(who, scene.cast.outlet.unit, data)
    assert keep_photo(who, scene.cast.outlet.unit, data) == photo
    with django_assert_max_num_queries(4):
        assert photo_card(who, photo.sha256).seal_holds
    with django_assert_max_num_queries(1):
        assert photo_file(who, photo.sha256) == ("image/jpeg", data)
    with django_assert_max_num_queries(1):
        assert thumbnail_file(who, photo.sha256)[0] == "image/jpeg"
    upload = BeginUpload(who=who, outlet="N001", sha256="a" * 64, size=9).do()
    with django_assert_max_num_queries(1):
        assert upload_card(who, upload.id).offset == 0


def test_a_phone_costs_few_questions(scene: Scene, django_assert_max_num_queries: object) -> None:
    MakePlan(who=SYSTEM, unit="HQ", **WORDS).do()
    plan_walks()
    lobby = scene.cast.near(Role.LOBBY_MANAGER)
    with django_assert_max_num_queries(25):
        today = today_of(lobby)
    assert [walk.plan for walk in today.walks] == ["班前检查"]
    with django_assert_max_num_queries(20):
        assert place_for_phone(lobby, "N001").asked.code == "N001"
    with django_assert_max_num_queries(1):
        assert subject_of_tag(lobby, scene.hall.tag) == ("N001", scene.hall.pk)
    assert clock.today() == date(2026, 11, 18)


def test_faults_cost_few_questions(scene: Scene, django_assert_max_num_queries: object) -> None:
    lobby, faults = scene.cast.near(Role.LOBBY_MANAGER), [uuid4() for _ in range(4)]
    for n, fault in enumerate(faults):
        ReportFault(who=lobby, fault_id=fault, reported_at=later(-n), subject_id=scene.hall.pk, sha256="a" * 64).do()
    who = scene.cast.near(Role.BRANCH_MANAGER)
    with django_assert_max_num_queries(1):
        assert [card.id for card in faults_page(who, limit=2).items] == faults[:2]
    with django_assert_max_num_queries(2):
        assert len(faults_page(who, unit="B1").items) == 4
    with django_assert_max_num_queries(1):
        assert not fault_card(who, faults[0]).photo_here
    assert not faults_page(scene.cast.far(Role.BRANCH_MANAGER)).items
