"""The page of an order says what is next, and does it; what was typed comes back when it is not taken."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.findings.scene import answer, report, thing, walk
from tests.apps.work.scene import GRAVE, Scene, fresh, picture
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.evidence.models import Photo
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.models import OrderPhoto, WorkOrder
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

GUARDS = {
    "Cache-Control": "private, no-cache", "Content-Disposition": "inline",
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


def test_an_old_page_is_told_what_changed_meanwhile_and_loses_nothing_typed(scene: Scene) -> None:
    order = scene.found()
    ChangePriority(who=SYSTEM, number=order.number, priority="P1", reason="visitors").do()
    client = browser(scene, Role.OUTLET_MANAGER)
    data = {"version": order.version, "reason": "opened twice, see the order of yesterday"}
    answer = client.post(f"/orders/{order.number}/cancel/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "12:00 改优先级" in page.partition("<h1")[0]
    assert "opened twice, see the order of yesterday" in page
    assert fresh(order).state == "new"
    again = next(form for code, _word, form in answer.context["quiet"] if code == "cancel")
    data["version"] = again["version"].value()
    assert client.post(f"/orders/{order.number}/cancel/", data).status_code == 302
    assert fresh(order).state == "cancelled"


def test_what_was_typed_is_shown_even_when_it_can_no_more_be_done(scene: Scene) -> None:
    order = scene.working(scene.found())
    CancelOrder(who=SYSTEM, number=order.number, reason="twice").do()
    data = {"version": order.version, "note": "wiped it with alcohol", "cost": "7.00", "photos": [shot()]}
    answer = browser(scene, Role.ENGINEER).post(f"/orders/{order.number}/mend/", data)
    top = answer.content.decode().partition("<h1")[0]
    assert answer.status_code == 409
    assert "wiped it with alcohol" in top
    assert "7.00" in top
    assert (fresh(order).state, OrderPhoto.objects.count(), Photo.objects.count()) == ("cancelled", 0, 0)


def test_a_stale_page_with_a_photo_mends_nothing_and_says_that_photos_are_chosen_again(scene: Scene) -> None:
    order = scene.working(scene.found())
    data = {"version": 0, "note": "wiped it", "photos": [shot()]}
    answer = browser(scene, Role.ENGINEER).post(f"/orders/{order.number}/mend/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "wiped it" in page
    assert "照片没能保留" in page
    assert (fresh(order).state, OrderPhoto.objects.count(), Photo.objects.count()) == ("working", 0, 0)


def test_a_phone_lets_people_choose_between_camera_and_album(scene: Scene) -> None:
    order = scene.working(scene.found())
    page = browser(scene, Role.ENGINEER).get(f"/orders/{order.number}/").content.decode()
    assert 'type="file"' in page
    assert "capture" not in page


def test_a_vendors_person_reads_what_was_reported_and_no_name(scene: Scene) -> None:
    machine = thing(scene.outlet, "atm", "取款机 1").subject
    report(scene.who(Role.LOBBY_MANAGER), machine, "出钞口卡住，客户取不到钱。屏幕还亮着")
    number = WorkOrder.objects.get().number
    AssignOrder(who=SYSTEM, numbers=(number,), vendor_id=scene.cast.vendor.pk).do()
    page = browser(scene, Role.VENDOR).get(f"/orders/{number}/").content.decode()
    main = page.partition("<main")[2]
    assert "<h1>取款机 1：出钞口卡住，客户取不到钱</h1>" in main
    assert main.index("屏幕还亮着") < main.index('class="lead next"')
    assert scene.cast.person(Role.LOBBY_MANAGER).name not in main
    assert "看到哪里不对" not in main, "how to report is nothing to whoever mends"
    lead = browser(scene, Role.OUTLET_MANAGER).get(f"/orders/{number}/").content.decode()
    assert scene.cast.person(Role.LOBBY_MANAGER).name in lead.partition('class="lead next"')[0]
    told = browser(scene, Role.VENDOR).get(f"/api/v1/orders/{number}").json()
    assert (told["told"][0]["note"], told["told"][0]["name"]) == ("出钞口卡住，客户取不到钱。屏幕还亮着", "")
    assert told["why"] == "出钞口卡住，客户取不到钱"


def test_what_was_measured_stands_beside_its_limit(scene: Scene) -> None:
    ramp = thing(scene.outlet, "ramp", installed_on=date(2023, 6, 1)).subject
    walk(scene.who(Role.INSPECTOR), scene.outlet, answer("ACC-01", ramp, "val", values={"rise": "100", "run": "500"}))
    order = WorkOrder.objects.get(finding__requirement__key="ACC-01")
    client = browser(scene, Role.ENGINEER)
    top = client.get(f"/orders/{order.number}/").content.decode().partition('class="lead next"')[0]
    figures = client.get(f"/api/v1/orders/{order.number}").json()["figures"]
    assert any("≤" in line for line in figures)
    for line in figures:
        assert line in top


def test_how_long_is_left_is_the_same_wherever_the_page_says_it(scene: Scene) -> None:
    order = scene.assigned(scene.found())
    with clock.standing_at(NOON + timedelta(hours=3)):
        answer = browser(scene, Role.ENGINEER).get(f"/orders/{order.number}/")
    page = answer.content.decode()
    for one in answer.context["dues"]:
        assert page.count(one.still) == 2
        assert one.by in page
    kept = [one.still for one in answer.context["dues"]]
    assert len(kept) == 2
    assert page.count("还剩") == 4
    assert " 前接单" in page
    assert " 前修好" in page


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
