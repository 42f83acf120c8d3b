"""The page of an order says what is next, and does it; what was typed comes back when it is not taken."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.work.scene import GRAVE, Scene, fresh, picture
from tests.settle import settle
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.models import OrderPhoto
from wangdian.domain.rights import SYSTEM, Role

GUARDS = {
    "Cache-Control": "private, max-age=31536000, immutable", "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox", "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff", "Content-Type": "image/jpeg",
}


def browser(scene: Scene, role: Role) -> Client:
    client = Client()
    client.force_login(scene.cast.person(role), "django.contrib.auth.backends.ModelBackend")
    return client


def shot(shade: int = 90) -> SimpleUploadedFile:
    return SimpleUploadedFile("shot.jpg", picture(shade), "image/jpeg")


def test_the_whole_way_through_the_pages(scene: Scene) -> None:
    order = scene.found()
    at = f"/orders/{order.number}"
    manager, engineer = browser(scene, Role.OUTLET_MANAGER), browser(scene, Role.ENGINEER)
    taker = f"p:{scene.cast.person(Role.ENGINEER).pk}"
    steps = [
        (manager, "assign", {"taker": taker}), (engineer, "accept", {}), (engineer, "start", {}),
        (engineer, "pause", {"reason": "waiting_part", "note": "lamp"}), (engineer, "resume", {}),
        (engineer, "mend", {"photos": [shot(1), shot(2)], "cost": "12.50", "interruption": "5", "note": "wiped"}),
        (manager, "verify", {"passed": "yes"}),
    ]
    for client, act, data in steps:
        page = client.get(f"{at}/").content.decode()
        assert f'action="{at}/{act}/"' in page, act
        answer = client.post(f"{at}/{act}/", {"version": fresh(order).version, **data})
        assert (act, answer.status_code) == (act, 302)
    settle()
    order = fresh(order)
    assert (order.state, str(order.cost), order.finding.state) == ("verified", "12.50", "closed")
    page = manager.get(f"{at}/").content.decode()
    assert page.count("small.jpg") == 2


def test_the_next_act_is_the_main_button_and_others_are_quiet(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    page = browser(scene, Role.ENGINEER).get(f"/orders/{order.number}/").content.decode()
    main = page.index('class="next-act accept"')
    assert main < page.index('class="more-acts"')
    assert page.count('class="next-act') == 1
    auditor = browser(scene, Role.AUDITOR).get(f"/orders/{order.number}/").content.decode()
    assert "next-act" not in auditor
    assert "more-acts" not in auditor


def test_a_repair_without_its_photo_comes_back_with_what_was_typed(scene: Scene) -> None:
    order = scene.working(scene.found())
    data = {"version": order.version, "cost": "7.00", "note": "wiped it"}
    answer = browser(scene, Role.ENGINEER).post(f"/orders/{order.number}/mend/", data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "wiped it" in page
    assert 'class="problem"' in page
    assert fresh(order).state == "working"


def test_what_is_no_photo_is_refused_at_its_field(scene: Scene) -> None:
    order = scene.working(scene.found())
    broken = SimpleUploadedFile("shot.jpg", b"no photo at all", "image/jpeg")
    answer = browser(scene, Role.ENGINEER).post(f"/orders/{order.number}/photo/", {"photos": broken, "moment": "after"})
    assert (answer.status_code, OrderPhoto.objects.count()) == (400, 0)


def test_an_old_page_is_told_what_changed_meanwhile(scene: Scene) -> None:
    order = scene.found()
    ChangePriority(who=SYSTEM, number=order.number, priority="P1", reason="visitors").do()
    client = browser(scene, Role.OUTLET_MANAGER)
    data = {"version": order.version, "reason": "opened twice"}
    answer = client.post(f"/orders/{order.number}/cancel/", data, follow=True)
    assert answer.redirect_chain == [(f"/orders/{order.number}/", 302)]
    assert 'class="said error"' in answer.content.decode()
    assert fresh(order).state == "new"


def test_who_may_not_is_refused_and_who_may_not_see_finds_nothing(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    at = f"/orders/{order.number}"
    assert browser(scene, Role.LOBBY_MANAGER).post(f"{at}/accept/").status_code == 403
    far = Client()
    far.force_login(scene.cast.people["far-engineer"], "django.contrib.auth.backends.ModelBackend")
    assert far.get(f"{at}/").status_code == 404
    assert far.post(f"{at}/accept/").status_code == 404
    assert browser(scene, Role.ENGINEER).post(f"{at}/dance/").status_code == 404
    assert fresh(order).state == "assigned"


def test_a_vendors_person_works_without_seeing_the_board(scene: Scene) -> None:
    order = scene.found()
    AssignOrder(who=SYSTEM, numbers=(order.number,), vendor_id=scene.cast.vendor.pk).do()
    client = browser(scene, Role.VENDOR)
    page = client.get("/orders/").content.decode()
    assert f"/orders/{order.number}/" in page
    one = client.get(f"/orders/{order.number}/").content.decode()
    assert "/findings/" not in one
    assert "/outlets/" not in one.partition("<main")[2]
    assert client.post(f"/orders/{order.number}/accept/").status_code == 302
    assert client.get("/orders/W20261118-0099/").status_code == 404


def test_photos_are_served_to_whoever_sees_the_order(scene: Scene) -> None:
    order = scene.mended(scene.found())
    sha = OrderPhoto.objects.get().photo.sha256
    client = browser(scene, Role.INSPECTOR)
    whole, small = client.get(f"/orders/{order.number}/photos/{sha}.jpg"), client.get(
        f"/orders/{order.number}/photos/{sha}/small.jpg",
    )
    assert (whole.content, whole.headers["Content-Type"], small.status_code) == (picture(), "image/jpeg", 200)
    assert client.get(f"/orders/{order.number}/photos/{'0' * 64}.jpg").status_code == 404


def test_every_answer_with_a_photo_has_the_same_guards(scene: Scene) -> None:
    order = scene.mended(scene.found())
    sha = OrderPhoto.objects.get().photo.sha256
    client = browser(scene, Role.INSPECTOR)
    for address in (
        f"/photos/{sha}.jpg", f"/photos/{sha}/small.jpg", f"/orders/{order.number}/photos/{sha}.jpg",
        f"/orders/{order.number}/photos/{sha}/small.jpg", f"/api/v1/photos/{sha}/bytes",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert {name: answer.headers[name] for name in GUARDS} == GUARDS, address


def test_whoever_mended_what_is_grave_reads_that_others_must_verify(scene: Scene) -> None:
    order = scene.mended(scene.found(GRAVE, reason="hole"), by=Role.OUTLET_MANAGER)
    page = browser(scene, Role.OUTLET_MANAGER).get(f"/orders/{order.number}/").content.decode()
    assert 'name="passed"' not in page
    assert 'name="passed"' in browser(scene, Role.INSPECTOR).get(f"/orders/{order.number}/").content.decode()


def test_sending_back_without_a_reason_comes_back(scene: Scene) -> None:
    order = scene.mended(scene.found())
    answer = browser(scene, Role.OUTLET_MANAGER).post(f"/orders/{order.number}/verify/", {"passed": "no"})
    assert answer.status_code == 400
    assert fresh(order).state == "mended"


def test_lists_of_orders_by_tab(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    client = browser(scene, Role.ENGINEER)
    for tab, shown in (("mine", True), ("live", True), ("ended", False)):
        assert (order.number in client.get(f"/orders/?tab={tab}").content.decode()) is shown
