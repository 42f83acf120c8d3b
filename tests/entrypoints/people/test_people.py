"""The screens of people, vendors and the organisation: what each offers, does, and refuses."""

import json
import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.roles.snapshot import changed, snapshot
from wangdian.apps.people.models import Person, RoleGrant, Unit, Vendor
from wangdian.domain.rights import Role

NEW = {"login": "wang.xin", "person_name": "Test Wang", "role": "engineer", "unit_code": "B1"}


def browser(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.person(role))
    return client


def words(answer: object) -> str:
    return answer.content.decode()


def test_the_list_finds_and_filters(cast: Cast) -> None:
    boss = browser(cast, Role.ADMINISTRATOR)
    page = words(boss.get("/people/?q=near-eng"))
    assert "near-engineer" in page
    assert "near-inspector" not in page
    assert "far-engineer" in words(boss.get("/people/?role=engineer&unit=B2"))


def test_the_list_reads_on_by_key(cast: Cast) -> None:
    Person.objects.bulk_create([
        Person(login=f"z{number:03}", name="Test", password="!", made_at=cast.person(Role.AUDITOR).made_at)
        for number in range(60)
    ])
    boss = browser(cast, Role.ADMINISTRATOR)
    more = re.search(r'hx-get="(\?after=[^"]+)"', words(boss.get("/people/")))[1]
    part = words(boss.get(f"/people/{more}", headers={"HX-Request": "true"}))
    assert "z059" in part
    assert "<html" not in part


def test_an_account_is_opened_and_its_password_shown_once(cast: Cast) -> None:
    boss = browser(cast, Role.ADMINISTRATOR)
    sent = boss.post("/people/new/", NEW)
    person = Person.objects.get(login="wang.xin")
    assert (sent.status_code, sent.url) == (302, f"/people/{person.pk}/password/")
    answer = boss.get(sent.url)
    password = re.search(r"<code[^>]*>([a-z0-9-]+)</code>", words(answer))[1]
    assert person.check_password(password)
    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in json.dumps(dict(boss.session.items()))
    again = boss.get(sent.url, follow=True)
    assert again.redirect_chain == [(f"/people/{person.pk}/", 302)]
    assert password not in words(again)
    assert person.password == Person.objects.get(pk=person.pk).password
    newcomer = Client()
    newcomer.post("/login/", {"username": "wang.xin", "password": password})
    assert newcomer.get("/").url == "/account/password/"


def test_a_one_time_password_is_shown_to_who_set_it_alone(cast: Cast) -> None:
    person, boss, other = cast.person(Role.ENGINEER), browser(cast, Role.ADMINISTRATOR), Client()
    other.force_login(cast.person(Role.BRANCH_MANAGER))
    address = boss.post(f"/people/{person.pk}/password/").url
    assert other.get(address).url == f"/people/{person.pk}/"
    assert 'class="big"' in words(boss.get(address))


def test_what_is_wrong_stands_at_its_field_and_nothing_is_stored(cast: Cast) -> None:
    answer = browser(cast, Role.ADMINISTRATOR).post("/people/new/", NEW | {"login": "?", "vendor_code": "V9"})
    assert set(answer.context["form"].errors) == {"login", "vendor_code"}
    assert not Person.objects.filter(name="Test Wang").exists()


def test_details_are_changed(cast: Cast) -> None:
    person = cast.person(Role.ENGINEER)
    boss = browser(cast, Role.ADMINISTRATOR)
    assert 'value="Test near-engineer"' in words(boss.get(f"/people/{person.pk}/change/"))
    answer = boss.post(f"/people/{person.pk}/change/", {"person_name": "Test Renamed", "language": "en"})
    assert answer.url == f"/people/{person.pk}/"
    person.refresh_from_db()
    assert (person.name, person.language) == ("Test Renamed", "en")


def test_a_role_is_granted_and_withdrawn(cast: Cast) -> None:
    person, boss = cast.person(Role.ENGINEER), browser(cast, Role.ADMINISTRATOR)
    boss.post(f"/people/{person.pk}/grants/new/", {"role": "auditor", "unit_code": "B1", "until": "2027-01-31"})
    grant = RoleGrant.objects.get(person=person, role="auditor")
    assert "2027-01-31" in words(boss.get(f"/people/{person.pk}/"))
    assert boss.post(f"/people/grants/{grant.pk}/withdraw/").url == f"/people/{person.pk}/"
    assert not RoleGrant.objects.filter(pk=grant.pk).exists()


def test_an_account_is_closed_opened_and_erased(cast: Cast) -> None:
    person, boss = cast.person(Role.ENGINEER), browser(cast, Role.ADMINISTRATOR)
    card = f"/people/{person.pk}/"
    boss.post(card + "close/")
    assert not Person.objects.get(pk=person.pk).is_active
    assert card + "erase/" in words(boss.get(card))
    boss.post(card + "open/")
    assert Person.objects.get(pk=person.pk).is_active
    boss.post(card + "erase/")
    assert Person.objects.get(pk=person.pk).name == ""
    assert boss.get(card).status_code == 200


def test_everything_of_a_person_can_be_ended(cast: Cast) -> None:
    person, boss, theirs = cast.person(Role.ENGINEER), browser(cast, Role.ADMINISTRATOR), browser(cast, Role.ENGINEER)
    assert boss.post(f"/people/{person.pk}/sessions/end/").status_code == 302
    assert theirs.get("/account/").status_code == 302
    page = words(boss.post(f"/people/{person.pk}/password/", follow=True))
    assert Person.objects.get(pk=person.pk).check_password(re.search(r"<code[^>]*>([a-z0-9-]+)</code>", page)[1])


@pytest.mark.parametrize("role", [Role.BRANCH_MANAGER, Role.LOBBY_MANAGER, Role.AUDITOR, Role.VENDOR])
def test_others_are_offered_nothing_and_do_nothing(cast: Cast, role: Role) -> None:
    person, client = cast.person(Role.ENGINEER), browser(cast, role)
    page = client.get(f"/people/{person.pk}/")
    assert page.status_code == (200 if role is Role.BRANCH_MANAGER else 404)
    assert "/close/" not in words(page)
    client.get("/people/")
    before = snapshot()
    for act in ("close/", "open/", "erase/", "password/", "sessions/end/", "change/", "grants/new/"):
        filled = {"person_name": "X", "role": "engineer", "unit_code": "B1"}
        assert client.post(f"/people/{person.pk}/{act}", filled).status_code in {403, 404}
    client.post("/people/new/", NEW)
    assert [table for table in changed(before, snapshot()) if table != "people_websession"] == []


def test_vendors_are_listed_and_added(cast: Cast) -> None:
    boss = browser(cast, Role.ADMINISTRATOR)
    assert "Invented Repairs" in words(boss.get("/people/vendors/"))
    boss.post("/people/vendors/new/", {"code": "V9", "title": "Made-up Lifts"})
    assert Vendor.objects.get(code="V9").name == "Made-up Lifts"
    again = boss.post("/people/vendors/new/", {"code": "V9", "title": "Made-up Lifts"})
    assert set(again.context["form"].errors) == {"code"}


def test_the_organisation_is_shown_grown_and_renamed(cast: Cast) -> None:
    boss = browser(cast, Role.ADMINISTRATOR)
    page = words(boss.get("/organisation/"))
    assert "东城支行" in page
    assert "N001" not in page
    unit = {"parent_code": "B1", "kind": "sub_branch", "code": "S1", "name_zh": "南门分理处"}
    assert boss.post("/organisation/new/", unit).url == "/organisation/"
    assert Unit.objects.get(code="S1").parent == cast.east
    boss.post("/organisation/S1/", {"name_zh": "北门分理处", "name_en": "North gate"})
    assert Unit.objects.get(code="S1").name_en == "North gate"
    manager = browser(cast, Role.BRANCH_MANAGER)
    assert manager.post("/organisation/B1/", {"name_zh": "我的"}).status_code == 403
    assert manager.get("/organisation/B2/").status_code == 404
    assert Unit.objects.get(code="B1").name_zh == "东城支行"


@pytest.mark.parametrize(("role", "linked"), [(Role.ADMINISTRATOR, True), (Role.BRANCH_MANAGER, False)])
def test_a_unit_leads_to_the_one_above_only_where_it_may_be_seen(cast: Cast, role: Role, linked: bool) -> None:
    client = browser(cast, role)
    above = f"/organisation/{cast.root.code}/"
    assert client.get(above).status_code == (200 if linked else 404)
    assert (f'href="{above}"' in words(client.get("/organisation/B1/"))) is linked
