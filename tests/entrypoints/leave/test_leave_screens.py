"""Quiet hours and leave on the own account, and the duty roster of a unit."""

from datetime import time

from django.test import Client

from tests.cast import Cast
from tests.entrypoints.api.calling import Caller
from wangdian.apps.people.models import Deputy, Duty, Person
from wangdian.domain.rights import Role


def browser(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.person(role), "django.contrib.auth.backends.ModelBackend")
    return client


def test_quiet_hours_are_set_shown_and_ended(cast: Cast) -> None:
    client = browser(cast, Role.ENGINEER)
    assert client.post("/account/quiet/", {"quiet_from": "22:00", "quiet_until": "07:00"}).status_code == 302
    person = Person.objects.get(login="near-engineer")
    assert (person.quiet_from, person.quiet_until) == (time(22), time(7))
    assert "22:00–07:00" in client.get("/account/").content.decode()
    assert client.post("/account/quiet/", {"quiet_from": "", "quiet_until": ""}).status_code == 302
    assert "22:00" not in client.get("/account/").content.decode()


def test_one_digest_a_day_is_set_instead_and_shown(cast: Cast) -> None:
    client = browser(cast, Role.ENGINEER)
    assert client.post("/account/quiet/", {"digest_at": "17:30"}).status_code == 302
    assert "每天 17:30 汇总一次" in client.get("/account/").content.decode()
    assert 'value="17:30"' in client.get("/account/quiet/").content.decode()
    both = client.post("/account/quiet/", {"digest_at": "17:30", "quiet_from": "22:00", "quiet_until": "07:00"})
    assert "只能选一种" in both.content.decode()
    answer = Caller(cast.near(Role.ENGINEER)).send("PUT", "/me/quiet-hours", {"digest_at": "08:00"}).json()
    assert answer == {"quiet_from": None, "quiet_until": None, "digest_at": "08:00:00"}


def test_a_time_of_another_zone_is_refused_by_name(cast: Cast) -> None:
    caller = Caller(cast.near(Role.ENGINEER))
    answer = caller.send("PUT", "/me/quiet-hours", {"quiet_from": "22:00:00Z", "quiet_until": "07:00"})
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "quiet_from")
    answer = caller.send("PUT", "/me/quiet-hours", {"quiet_from": "22:00", "quiet_until": "07:00"})
    assert (answer.status_code, answer.json()["quiet_from"]) == (200, "22:00:00")


def test_leave_is_noted_with_its_deputy_and_taken_back(cast: Cast) -> None:
    client = browser(cast, Role.OUTLET_MANAGER)
    typed = {"first_day": "2026-12-01", "last_day": "2026-12-05", "deputy": "near-branch_manager"}
    assert client.post("/account/leave/", typed).status_code == 302
    assert "Test near-branch_manager" in client.get("/account/leave/").content.decode()
    wrong = client.post("/account/leave/", typed | {"first_day": "2026-12-07", "last_day": "2026-12-08", "deputy": "x"})
    assert "没有这个登录名" in wrong.content.decode()
    assert client.post(f"/account/leave/{Deputy.objects.get().pk}/end/").status_code == 302
    assert not Deputy.objects.exists()


def test_colleagues_are_chosen_by_name_and_strangers_are_not_offered(cast: Cast) -> None:
    lead = browser(cast, Role.BRANCH_MANAGER)
    for page in ("/account/leave/", "/organisation/B1/duty/"):
        shown = lead.get(page).content.decode()
        assert '<option value="near-engineer">Test near-engineer (near-engineer)</option>' in shown
        assert "far-engineer" not in shown


def test_the_roster_is_kept_by_who_leads_and_read_by_who_sees_people(cast: Cast) -> None:
    lead = browser(cast, Role.BRANCH_MANAGER)
    typed = {"login": "near-engineer", "starts_at": "2026-11-18T18:00", "ends_at": "2026-11-19T08:30"}
    assert lead.post("/organisation/B1/duty/", typed).status_code == 302
    assert "Test near-engineer" in lead.get("/organisation/B1/duty/").content.decode()
    engineer = browser(cast, Role.ENGINEER)
    assert engineer.get("/organisation/B1/duty/").status_code == 403
    assert engineer.post(f"/organisation/B1/duty/{Duty.objects.get().pk}/remove/").status_code == 403
    assert Duty.objects.count() == 1
    assert lead.post(f"/organisation/B1/duty/{Duty.objects.get().pk}/remove/").status_code == 302
    assert not Duty.objects.exists()
