"""The screens of outlets, calendars, things and imports: they open, do what they say, and refuse in words."""

from datetime import date

import pytest
from django.test import Client

from tests.apps.assets.test_things import content
from tests.apps.assets.things import extinguisher, thing, zone
from tests.cast import Cast
from tests.entrypoints.things.screens import client_of
from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.models import Asset, Document, KitArticle, PlacedArticle, PlaylistItem, UpkeepRecord
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.models import Closure, HoursEdition, OfficialYear, Outlet, Zone
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    """N001 with something of everything."""
    hall = zone()
    extinguisher(zone="大堂")
    content(thing("display", "门楣屏"))
    kit = thing("medical_kit", "医药箱")
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="创可贴", par=5, quantity=5).do()
    AddDocument(who=SYSTEM, outlet_code="N001", kind="price_list", document_name="价目表").do()
    PlaceArticle(who=SYSTEM, zone_id=hall, article="老花镜", place="左").do()
    hours = {"personal.working": "09:00-17:00"}
    SetHours(who=SYSTEM, outlet_code="N001", effective_from=date(2026, 1, 1), hours=hours).do()
    now = clock.now()
    PlanClosure(
        who=SYSTEM, outlet_code="N001", starts_at=now.replace(hour=14), ends_at=now.replace(hour=15), reason="停电",
    ).do()
    return cast


def ids() -> dict[str, int]:
    models = {
        "asset": Asset, "item": PlaylistItem, "article": KitArticle, "document": Document, "placed": PlacedArticle,
        "zone": Zone, "closure": Closure,
    }
    return {name: model.objects.latest("pk").pk for name, model in models.items()}


PAGES = [
    "/outlets/", "/outlets/?q=dongmen&kind=full_service", "/outlets/new/", "/outlets/N001/edit/",
    "/outlets/N001/close/", "/outlets/N001/zones/", "/outlets/zones/{zone}/", "/calendars/", "/calendars/N001/",
    "/calendars/N001/?month=2027-02", "/calendars/N001/hours/", "/calendars/N001/closure/",
    "/calendars/N001/board/", "/calendars/N001/board/?size=a3&day=2027-01-01", "/official-days/",
    "/official-days/2026/delivered/", "/things/", "/things/?outlet=N001&kind=extinguisher&q=灭", "/things/content/",
    "/things/content/?due=soon", "/things/articles/?outlet=N001", "/things/documents/", "/things/placed/",
    "/things/records/", "/things/new/", "/things/new/?outlet=N001", "/things/new/?outlet=N001&kind=cash_counter",
    "/things/{asset}/", "/things/{asset}/edit/", "/things/{asset}/move/", "/things/content/{item}/",
    "/things/articles/{article}/use/", "/things/records/{subject}/new/", "/things/documents/new/",
    "/things/documents/new/?outlet=N001", "/things/documents/{document}/", "/things/placed/new/?outlet=N001",
    "/things/placed/{placed}/", "/things/labels/N001/", "/imports/", "/imports/outlets/", "/imports/hours/",
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_screen_opens(furnished: Cast, language: str) -> None:
    client = client_of(furnished, Role.HEAD_OFFICE)
    furnished.people["near-head_office"].__class__.objects.update(language=language)
    known = {**ids(), "subject": furnished.outlet.subject_id}
    shut = [page for page in PAGES if not opens(client, page.format(**known))]
    assert shut == []


def opens(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 200 and b"<main" in answer.content


def test_the_other_branch_sees_none_of_it(furnished: Cast) -> None:
    client = client_of(furnished, Role.BRANCH_MANAGER, near=False)
    known = {**ids(), "subject": furnished.outlet.subject_id}
    hidden = [page.format(**known) for page in PAGES if "N001" in page or "{" in page]
    seen = [page for page in hidden if client.get(page).status_code != 404]
    assert (len(hidden) > 20, seen) == (True, [])


def post(client: Client, address: str, **data: object) -> int:
    return client.post(address, data).status_code


def test_an_outlet_is_made_changed_closed_and_opened(cast: Cast) -> None:
    client = client_of(cast, Role.HEAD_OFFICE)
    card = {"code": "N050", "name_zh": "河口网点", "parent_code": "B1", "kind": "light", "opened_on": "2020-01-01"}
    assert post(client, "/outlets/new/", **card) == 302
    assert post(client, "/outlets/N050/edit/", **{**card, "name_zh": "河心网点"}) == 302
    assert Outlet.objects.get(code="N050").name_zh == "河心网点"
    assert post(client, "/outlets/N050/close/", closed_on="2026-11-01") == 302
    assert Outlet.objects.get(code="N050").closed_on == date(2026, 11, 1)
    assert post(client, "/outlets/N050/reopen/") == 302
    assert Outlet.objects.get(code="N050").closed_on is None


def test_a_wrong_form_comes_back_with_its_reason(cast: Cast) -> None:
    client = client_of(cast, Role.HEAD_OFFICE)
    answer = client.post("/calendars/N001/hours/", {"effective_from": "2026-12-01", "personal_working": "9-5"})
    assert answer.status_code == 200
    assert "Write a span like 09:00-17:00." in answer.content.decode()
    answer = client.post("/calendars/N001/hours/", {
        "effective_from": "2026-12-01", "personal_working": "09:00-12:00, 11:00-17:00",
    })
    assert "Personal banking, working days (09:00-12:00, 11:00-17:00): Two spans overlap." in answer.content.decode()
    assert not HoursEdition.objects.exists()


def test_hours_and_closures_are_set_on_screen(cast: Cast) -> None:
    client = client_of(cast, Role.OUTLET_MANAGER)
    assert post(client, "/calendars/N001/hours/", effective_from="2026-12-01", personal_working="09:00-17:00") == 302
    assert post(client, "/calendars/N001/hours/2026-12-01/remove/") == 302
    assert not HoursEdition.objects.exists()
    closure = {"starts_at": "2026-12-02T09:00", "ends_at": "2026-12-02T12:00", "reason": "停电"}
    assert post(client, "/calendars/N001/closure/", services="corporate", **closure) == 302
    assert Closure.objects.get().services == ["corporate"]
    assert post(client, f"/calendars/closures/{Closure.objects.get().pk}/cancel/") == 302
    assert Closure.objects.get().cancelled_at is not None


def test_the_calendar_says_when_screens_must_be_lit(cast: Cast) -> None:
    client = client_of(cast, Role.OUTLET_MANAGER)
    assert post(client, "/calendars/N001/hours/", effective_from="2026-11-18", personal_working="09:00-17:00") == 302
    assert "Screens lit</dt><dd>today 09:00–17:00<" in client.get("/calendars/N001/").content.decode()
    shut = {"starts_at": "2026-11-18T00:00", "ends_at": "2026-11-19T00:00", "reason": "停电"}
    assert post(client, "/calendars/N001/closure/", **shut) == 302
    assert "Screens lit</dt><dd>not today<" in client.get("/calendars/N001/").content.decode()


def test_the_place_in_the_address_cannot_be_typed_over(cast: Cast) -> None:
    client = client_of(cast, Role.BRANCH_MANAGER)
    assert post(client, "/outlets/N001/zones/new/", outlet_code="N002", zone_name="厅", kind="hall") == 302
    assert Zone.objects.get().outlet.code == "N001"


def test_the_delivered_year_is_loaded_by_one_click(cast: Cast) -> None:
    client = client_of(cast, Role.ADMINISTRATOR)
    assert b"2026" in client.get("/official-days/2026/delivered/").content
    assert post(client, "/official-days/2026/delivered/") == 302
    assert OfficialYear.objects.get().announced
    assert post(client_of(cast, Role.OUTLET_MANAGER), "/official-days/2025/delivered/") == 403
    assert OfficialYear.objects.count() == 1


def test_things_are_kept_on_screen(furnished: Cast) -> None:
    client, known = client_of(furnished, Role.LOBBY_MANAGER), ids()
    bottle = Asset.objects.get(kind="extinguisher")
    assert post(client, f"/things/{bottle.pk}/edit/", asset_name="灭火器甲", zone="大堂", variant="water") == 302
    assert Asset.objects.get(pk=bottle.pk).variant == "water"
    new = "/things/new/?outlet=N001&kind=camera"
    assert post(client, new, asset_name="一号机") == 302
    assert post(client, new, asset_name="一号机") == 200
    screen = Asset.objects.get(kind="display")
    item = {"title": "防诈", "approval": "3号", "valid_from": "2026-11-01", "valid_until": "2026-12-01"}
    assert post(client, f"/things/{screen.pk}/content/", **item) == 302
    assert post(client, f"/things/content/{known['item']}/remove/") == 302
    assert list(PlaylistItem.objects.filter(removed_on=None).values_list("title", flat=True)) == ["防诈"]
    assert post(client, f"/things/articles/{known['article']}/use/", count=2) == 302
    assert KitArticle.objects.get().quantity == 3
    note = {"sort": "check.extinguisher", "done_on": "2026-11-18", "passed": "no", "note": "压力低"}
    assert post(client, f"/things/records/{bottle.subject_id}/new/", **note) == 302
    assert UpkeepRecord.objects.get().passed is False
    assert post(client, f"/things/{bottle.pk}/retire/") == 302
    assert client.get(f"/things/{bottle.pk}/").status_code == 404


def test_documents_and_marked_places_are_kept_on_screen(furnished: Cast) -> None:
    client, known = client_of(furnished, Role.LOBBY_MANAGER), ids()
    assert post(client, f"/things/documents/{known['document']}/", number="7", expires_on="2027-01-01") == 302
    assert post(client, f"/things/documents/{known['document']}/withdraw/") == 302
    assert Document.objects.get().withdrawn_on == clock.today()
    hall = Zone.objects.get().pk
    assert post(client, f"/things/placed/{known['placed']}/", zone=hall, place="右") == 302
    assert PlacedArticle.objects.get().place == "右"
    assert post(client, f"/things/placed/{known['placed']}/remove/") == 302


def test_a_scanned_tag_opens_the_walk_or_the_card(furnished: Cast) -> None:
    tag = Asset.objects.get(kind="extinguisher").subject.tag
    walker = client_of(furnished, Role.LOBBY_MANAGER).get(f"/q/{tag}")
    assert walker["Location"].endswith(f"?tag={tag}")
    engineer = client_of(furnished, Role.ENGINEER).get(f"/q/{tag.lower()}/")
    assert engineer["Location"].startswith("/things/")
    assert client_of(furnished, Role.ENGINEER, near=False).get(f"/q/{tag}").status_code == 404


def test_a_printed_label_leads_to_the_walk_and_from_there_to_the_card(furnished: Cast) -> None:
    tag = Asset.objects.get(kind="extinguisher").subject.tag
    assert client_of(furnished, Role.LOBBY_MANAGER).get(f"/walk/?tag={tag}").status_code == 200
    answer = client_of(furnished, Role.ENGINEER).get(f"/walk/?tag={tag}", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/things/")
