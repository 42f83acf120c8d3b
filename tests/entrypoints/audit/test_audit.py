"""The screen of the audit log: for auditors, filtered by the address, without a name."""

import pytest
from django.test import Client
from django.utils import translation

from tests.cast import Cast
from wangdian.apps.people.actions.deactivate_person import DeactivatePerson
from wangdian.domain.rights import Role
from wangdian.entrypoints.web.act_words import ACTS


@pytest.fixture
def auditor(cast: Cast) -> Client:
    DeactivatePerson(who=cast.near(Role.ADMINISTRATOR), person_id=cast.person(Role.ENGINEER).pk).do()
    client = Client()
    client.force_login(cast.person(Role.AUDITOR))
    return client


def words(answer: object) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def rows(answer: object) -> str:
    return words(answer).partition("<tbody")[2].partition("</tbody>")[0]


def closed() -> str:
    """The word for the act, as the page says it."""
    with translation.override("zh-hans"):
        return str(ACTS["people.deactivate_person"])


def test_each_act_is_seen_by_number(cast: Cast, auditor: Client) -> None:
    page = rows(auditor.get("/audit/"))
    assert closed() in page
    assert f"人员 {cast.person(Role.ENGINEER).pk}" in page
    assert cast.person(Role.ENGINEER).name not in page


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("verb=people.deactivate_person", True), ("verb=people.add_unit", False), ("noun=person", True),
        ("noun=unit", False), ("since=2026-11-18&until=2026-11-18", True), ("since=2026-11-19", False),
        ("until=2026-11-17", False), ("actor=987654", False), ("since=nonsense", True), ("actor=²", True),
    ],
)
def test_the_address_filters(auditor: Client, query: str, there: bool) -> None:
    assert (closed() in rows(auditor.get(f"/audit/?{query}"))) is there


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HEAD_OFFICE, Role.ENGINEER])
def test_others_are_refused(cast: Cast, role: Role) -> None:
    client = Client()
    client.force_login(cast.person(role))
    assert client.get("/audit/").status_code == 403
