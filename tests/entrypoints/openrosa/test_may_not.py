"""What the OpenRosa addresses refuse, and that nothing happened then."""

import base64
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.apps.evidence.scene import Scene, jpeg
from tests.entrypoints.openrosa.caller import HALL, Caller, basic, filled, of, told
from wangdian.apps.evidence.models import Answer, AnswerPhoto, NamedMedia, Photo, Walk
from wangdian.apps.evidence.queries_walks import walk_read
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.people.access import actor_for
from wangdian.domain.rights import Role
from wangdian.entrypoints.openrosa.replies import MOST_BYTES
from wangdian.entrypoints.xlsforms.names import Asked
from wangdian.foundation import clock


def nothing() -> bool:
    return not Walk.objects.exists() and not Answer.objects.exists() and not NamedMedia.objects.exists()


def test_nobody_is_let_in_without_a_token_and_is_told_how(scene: Scene) -> None:
    caller = Client()
    for address in ("formList", f"forms/{HALL}.xml", "submission", "at/N001/formList"):
        for headers in ({}, {"Authorization": "Basic %%%"}, {"Authorization": "Bearer wd_x"}):
            method = caller.head if address == "submission" else caller.get
            answer = method(f"/openrosa/{address}", headers=headers)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"].startswith("Basic ")
            assert answer.headers["X-OpenRosa-Version"] == "1.0"


def test_a_session_s_cookie_opens_nothing_here(scene: Scene) -> None:
    client = Client()
    client.force_login(scene.cast.person(Role.LOBBY_MANAGER), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/openrosa/formList").status_code == 401


def test_the_password_itself_is_no_token(scene: Scene) -> None:
    person = scene.cast.person(Role.LOBBY_MANAGER)
    person.set_password("plum-river-42")
    person.save()
    answer = Client().get("/openrosa/formList", headers=basic(person.login, "plum-river-42"))
    assert answer.status_code == 401


def test_a_token_opens_only_with_its_owner_s_login(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    secret = base64.b64decode(caller.headers["Authorization"][6:]).decode().partition(":")[2]
    other = scene.cast.person(Role.INSPECTOR).login
    assert Client().get("/openrosa/formList", headers=basic(other, secret)).status_code == 401


def test_too_many_wrong_tries_shut_the_door_for_the_right_token_too(scene: Scene, settings: object) -> None:
    settings.AXES_ENABLED = True
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    login = scene.cast.person(Role.LOBBY_MANAGER).login
    for _try in range(5):
        assert Client().get("/openrosa/formList", headers=basic(login, "wd_wrong")).status_code == 401
    answer = caller.get("formList")
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"


def test_over_plain_http_from_elsewhere_no_token_is_even_asked_for(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    far = caller.get("formList", REMOTE_ADDR="10.0.0.9")
    assert far.status_code == 403
    assert "WWW-Authenticate" not in far.headers
    assert "HTTPS" in told(far)
    secure = caller.client.get("/openrosa/formList", headers=caller.headers, secure=True, REMOTE_ADDR="10.0.0.9")
    assert secure.status_code == 200


def test_a_read_only_token_fetches_and_sends_nothing(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER, read_only=True)
    assert caller.get(f"forms/{HALL}.xml").status_code == 200
    answer = caller.post(filled((of(scene), "ok")))
    assert answer.status_code == 403
    assert nothing()


def test_those_who_may_not_walk_get_no_forms_and_send_none(scene: Scene) -> None:
    for role in (Role.AUDITOR, Role.ENGINEER, Role.ADMINISTRATOR):
        caller = Caller(scene.cast, role)
        assert b"<xform>" not in caller.get("formList").content
        assert caller.get(f"forms/{HALL}.xml").status_code == 403
        assert caller.post(filled((of(scene), "ok"))).status_code == 403
    assert nothing()


def test_another_branch_s_outlet_looks_like_none(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER, side="far")
    walk = Walk.objects.create(id=uuid4(), kind="self", outlet=scene.cast.outlet, state="planned")
    hidden, absent = (caller.post(filled((of(scene), "ok"), form=form)) for form in (HALL, "new-self-NOWHERE"))
    assert (hidden.status_code, told(hidden)) == (absent.status_code, told(absent))
    for form in (HALL, f"walk-{walk.pk}", f"walk-{uuid4()}", "else"):
        assert caller.get(f"forms/{form}.xml").status_code == 404
        assert caller.post(filled((of(scene), "ok"), form=form)).status_code == 404
    assert caller.get("at/N001/formList").status_code == 404
    walk.refresh_from_db()
    assert (walk.state, Answer.objects.count()) == ("planned", 0)


def test_a_form_of_an_unknown_version_is_told_so_plainly(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    for version in ("", "7", "2.0123456789abcdef", "2026111801"):
        answer = caller.post(filled((of(scene), "ok"), version=version))
        assert answer.status_code == 409
        assert (version or "—") in told(answer)
    assert nothing()


@pytest.mark.parametrize("xml", [
    "", "no XML", "<data>", '<!DOCTYPE d [<!ENTITY a "b">]><data id="x" version="1.0">&a;</data>',
    '<data id="new-self-N001" version="1.0000000000000000"/>',
])
def test_what_is_no_filled_in_form_is_refused(scene: Scene, xml: str) -> None:
    assert Caller(scene.cast, Role.LOBBY_MANAGER).post(xml).status_code == 422
    assert nothing()


def test_a_post_that_is_no_form_at_all_or_too_large_is_refused(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    plain = caller.client.post("/openrosa/submission", "{}", content_type="application/json", headers=caller.headers)
    assert plain.status_code == 422
    large = caller.post(filled((of(scene), "ok")), {"x.jpg": b"0" * MOST_BYTES})
    assert large.status_code == 413
    assert nothing()


def test_an_answer_that_does_not_fit_is_named_and_the_others_are_kept(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    foreign = f"{Asked('IN-01', 1, scene.far_hall.pk)}_says"
    answer = caller.post(filled((of(scene), "ok"), (foreign, "ok"), (of(scene, key="RMP-01"), "val")))
    assert answer.status_code == 422
    assert [one.subject_id for one in Answer.objects.all()] == [scene.hall.pk]
    first = caller.post(filled((of(scene), "ok"), (foreign, "ok")), **{"*isIncomplete*": "yes"})
    assert first.status_code == 201


def test_what_is_no_photo_is_named_and_its_answer_goes_on_waiting(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    xml = filled((of(scene), "fail"), (of(scene, "photo1"), "a.jpg"), ("signature", "b.png"))
    answer = caller.post(xml, {"a.jpg": b"MZ no photo", "b.png": jpeg(7), "c.jpg": jpeg(9)})
    assert answer.status_code == 422
    assert "a.jpg" in told(answer)
    walk = Walk.objects.get()
    assert (walk.signature is not None, Photo.objects.count(), AnswerPhoto.objects.count()) == (True, 1, 0)
    seen = walk_read(actor_for(scene.cast.person(Role.LOBBY_MANAGER).pk), walk.pk)
    assert seen.awaited == ("a.jpg",)
    assert [photo.here for zone in seen.zones for one in zone.answers for photo in one.photos] == [False]
    assert caller.post(xml, {"a.jpg": jpeg(8)}).status_code == 201
    walk.refresh_from_db()
    assert walk.signature is not None
    seen = walk_read(actor_for(scene.cast.person(Role.LOBBY_MANAGER).pk), walk.pk)
    assert seen.awaited == ()
    assert [photo.here for zone in seen.zones for one in zone.answers for photo in one.photos] == [True]


def test_somebody_else_s_filled_in_form_changes_nothing_of_theirs(scene: Scene) -> None:
    mine, theirs = Caller(scene.cast, Role.LOBBY_MANAGER), Caller(scene.cast, Role.OUTLET_MANAGER)
    xml = filled((of(scene), "fail"), (of(scene, "photo1"), "a.jpg"))
    assert mine.post(xml).status_code == 201
    assert theirs.post(xml, {"a.jpg": jpeg(8)}).status_code == 422
    assert list(NamedMedia.objects.values_list("sender__login", "photo")) == [("near-lobby_manager", None)]


def test_a_mind_changed_before_it_is_sent_again_is_another_answer(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    number = f"uuid:{uuid4()}"
    for says in ("ok", "ok", "fail", "fail"):
        assert caller.post(filled((of(scene), says), instance=number)).status_code == 201
    assert sorted(Answer.objects.values_list("says", flat=True)) == ["fail", "ok"]
    assert Walk.objects.count() == 1


def test_figures_as_java_writes_them_are_judged_as_figures(scene: Scene) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    rise, run = of(scene, "v_rise", "RMP-01"), of(scene, "v_run", "RMP-01")
    answer = caller.post(filled((of(scene, key="RMP-01"), "val"), (rise, "1.0E2"), (run, "1200.0")))
    assert answer.status_code == 201, told(answer)
    (kept,) = Answer.objects.all()
    assert (kept.values, kept.verdict) == ({"rise": "100", "run": "1200"}, "holds")


def test_sent_again_nothing_at_all_is_written(
    scene: Scene, django_assert_max_num_queries: Callable[..., object],
) -> None:
    caller = Caller(scene.cast, Role.LOBBY_MANAGER)
    xml = filled((of(scene), "fail"), (of(scene, "photo1"), "a.jpg"))
    assert caller.post(xml, {"a.jpg": jpeg(8)}).status_code == 201
    before = AuditEntry.objects.count()
    with django_assert_max_num_queries(70):
        assert caller.post(xml, {"a.jpg": jpeg(8)}).status_code == 201
    assert AuditEntry.objects.count() == before


def test_the_list_of_forms_has_a_bound_of_questions_whatever_the_number_of_walks(
    scene: Scene, django_assert_max_num_queries: Callable[..., object],
) -> None:
    caller = Caller(scene.cast, Role.INSPECTOR)
    for number in range(30):
        Walk.objects.create(
            id=UUID(int=number + 1), kind="self", outlet=scene.cast.outlet, state="started",
            walker=scene.cast.person(Role.INSPECTOR), started_at=clock.now(),
        )
    with django_assert_max_num_queries(40):
        answer = caller.get("formList")
    assert answer.content.count(b"<formID>walk-") == 30
    one = caller.client.get("/openrosa/formList?formID=new-spot-N001", headers=caller.headers)
    assert one.content.count(b"<formID>") == 1
