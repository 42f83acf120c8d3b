"""Examples of the API operations of people, the inbox and the audit log."""

from tests.cast import Cast
from tests.roles.ask import EVERYBODY, Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_people import colleague
from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.apps.people.actions.tell import tell
from wangdian.apps.people.models import News, Person, RoleGrant
from wangdian.domain.rights import SYSTEM, Right, Role

DETAILS = {"person_name": "Test Renamed", "phone": "010 5555 0100"}


def sees(who_id: int) -> str:
    return f'"login": "{Person.objects.get(pk=who_id).login}"'


def list_people(cast: Cast, where: Where) -> Ask:
    person = colleague(where)
    return Ask("/people", Right.SEE_PEOPLE, where.branch.path, query={"limit": "200"}, shows=sees(person))


def read_person(cast: Cast, where: Where) -> Ask:
    return Ask(f"/people/{colleague(where)}", Right.SEE_PEOPLE, where.branch.path)


def add_person(cast: Cast, where: Where) -> Ask:
    body = {"login": "new-one", "person_name": "Test New", "role": "inspector", "unit_code": where.branch.code}
    return Ask("/people", Right.EDIT_PEOPLE, where.branch.path, body=body)


def change_person(cast: Cast, where: Where) -> Ask:
    return Ask(f"/people/{colleague(where)}", Right.EDIT_PEOPLE, where.branch.path, body=DETAILS)


def close_account(cast: Cast, where: Where) -> Ask:
    return Ask(f"/people/{colleague(where)}/close", Right.EDIT_PEOPLE, where.branch.path)


def open_account(cast: Cast, where: Where) -> Ask:
    person = colleague(where)
    DeactivatePerson(who=SYSTEM, person_id=person).do()
    return Ask(f"/people/{person}/open", Right.EDIT_PEOPLE, where.branch.path)


def grant_role(cast: Cast, where: Where) -> Ask:
    body = {"role": "inspector", "unit_code": where.branch.code, "until": "2027-01-31"}
    return Ask(f"/people/{colleague(where)}/grants", Right.EDIT_PEOPLE, where.branch.path, body=body)


def withdraw_grant(cast: Cast, where: Where) -> Ask:
    grant = RoleGrant.objects.get(person_id=colleague(where))
    return Ask(f"/grants/{grant.pk}", Right.EDIT_PEOPLE, where.branch.path)


def list_units(cast: Cast, where: Where) -> Ask:
    return Ask("/units", Right.SEE, where.branch.path, shows=f'"code": "{where.branch.code}"')


def read_unit(cast: Cast, where: Where) -> Ask:
    return Ask(f"/units/{where.branch.code}", Right.SEE, where.branch.path)


def add_unit(cast: Cast, where: Where) -> Ask:
    body = {"parent_code": where.branch.code, "kind": "sub_branch", "code": "S900", "name_zh": "新分理处"}
    return Ask("/units", Right.EDIT_ORGANISATION, where.branch.path, body=body)


def change_unit(cast: Cast, where: Where) -> Ask:
    return Ask(f"/units/{where.branch.code}", Right.EDIT_ORGANISATION, where.branch.path, body={"name_zh": "新名"})


def list_vendors(cast: Cast, where: Where) -> Ask:
    return Ask("/vendors", Right.SEE, shows='"code": "V1"')


def add_vendor(cast: Cast, where: Where) -> Ask:
    return Ask("/vendors", Right.EDIT_PEOPLE, body={"code": "V900", "title": "Made-up Lifts"})


def list_news(cast: Cast, where: Where) -> Ask:
    owner = cast.person(Role.VENDOR)
    tell([owner.pk], key="asked", kind="people.welcome", link="/only/mine/")
    return Ask("/inbox", EVERYBODY, only=lambda who: who.id == owner.pk, shows="/only/mine/")


def read_news(cast: Cast, where: Where) -> Ask:
    owner = cast.person(Role.VENDOR)
    tell([owner.pk], key="asked", kind="people.welcome")
    news = News.objects.get(person=owner, key="asked")
    return Ask(f"/inbox/{news.pk}/read", EVERYBODY, only=lambda who: who.id == owner.pk)


def read_all_news(cast: Cast, where: Where) -> Ask:
    return Ask("/inbox/read", EVERYBODY)


def list_acts(cast: Cast, where: Where) -> Ask:
    """What was done to somebody of the branch is read by those who see the log of the branch."""
    person = colleague(where)
    query = {"noun": "person", "noun_id": str(person)}
    return Ask("/audit", Right.SEE_AUDIT, where.branch.path, query=query, shows="people.add_person")


REQUESTS: dict[str, AskBuilder] = {
    "GET /people": list_people,
    "POST /people": add_person,
    "GET /people/{person_id}": read_person,
    "PUT /people/{person_id}": change_person,
    "POST /people/{person_id}/close": close_account,
    "POST /people/{person_id}/open": open_account,
    "POST /people/{person_id}/grants": grant_role,
    "DELETE /grants/{grant_id}": withdraw_grant,
    "GET /units": list_units,
    "POST /units": add_unit,
    "GET /units/{code}": read_unit,
    "PUT /units/{code}": change_unit,
    "GET /vendors": list_vendors,
    "POST /vendors": add_vendor,
    "GET /inbox": list_news,
    "POST /inbox/{news_id}/read": read_news,
    "POST /inbox/read": read_all_news,
    "GET /audit": list_acts,
}
