"""The outlet's card: the verdict, what stands against it, the parts that load later, and what they cost."""

import re

import pytest

from tests.apps.reports.given import found, requirement, stands
from tests.apps.reports.test_today import order
from tests.cast import Cast
from tests.entrypoints.frame.looking import PAGE_BUDGET, as_seen_by, cost_of, text_of
from wangdian.apps.reports.jobs import score_today
from wangdian.domain.rights import RIGHTS, Right, Role

TOKEN = re.compile(r"[A-Za-z0-9]{64}|nonce=\"[^\"]+\"")
"""The token against forged requests and the nonce of the scripts are others on every page."""
PARTS = ["open-now", "score", "about", "past"]


@pytest.fixture
def broken(cast: Cast) -> Cast:
    """N001 with ten findings, one of them in somebody's hands."""
    findings = [found(requirement(f"AA-{number:02}"), cast.outlet) for number in range(10)]
    order(findings[0], "W1", assignee=cast.person(Role.ENGINEER), state="working")
    score_today()
    return cast


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_the_card_opens_for_every_role_that_may_see(broken: Cast, role: Role, language: str) -> None:
    client = as_seen_by(broken.person(role), language)
    sees = Right.SEE in RIGHTS[role]
    text = text_of(client, "/outlets/N001/", 200 if sees else 404)
    assert ("东门网点" in text) is sees
    for part in PARTS:
        text_of(client, f"/outlets/N001/{part}/", 200 if sees else 404, htmx=True)


@pytest.mark.parametrize("path", ["/outlets/N101/", *(f"/outlets/N101/{part}/" for part in PARTS)])
def test_an_outlet_of_another_branch_looks_absent(cast: Cast, path: str) -> None:
    client = as_seen_by(cast.person(Role.BRANCH_MANAGER))
    hidden, absent = (text_of(client, at, 404) for at in (path, path.replace("N101", "N999")))
    assert TOKEN.sub("", hidden).replace("N101", "N999") == TOKEN.sub("", absent)


def test_the_biggest_line_says_how_much_is_not_in_order(broken: Cast) -> None:
    client = as_seen_by(broken.person(Role.BRANCH_MANAGER), "en")
    text = text_of(client, "/outlets/N001/")
    assert "<b>10</b> things are not in order" in text
    assert broken.person(Role.ENGINEER).name in text
    assert "Nothing is known yet" in text_of(client, "/outlets/N002/")
    stands(requirement("BB-01"), broken.sister, "holds")
    assert "Nothing stands against this outlet" in text_of(client, "/outlets/N002/")


@pytest.mark.parametrize("role", Role)
def test_what_one_may_do_there_is_offered_and_nothing_else(broken: Cast, role: Role) -> None:
    if Right.SEE not in RIGHTS[role]:
        return
    text = text_of(as_seen_by(broken.person(role), "en"), "/outlets/N001/")
    walks = bool(RIGHTS[role] & {Right.WALK, Right.RECHECK, Right.SPOT_CHECK})
    assert ("Walk it" in text) is walks
    assert ("Report a fault" in text) is (Right.REPORT_FAULT in RIGHTS[role])


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_a_page_of_its_own_without_a_script(broken: Cast, part: str) -> None:
    client = as_seen_by(broken.person(Role.HEAD_OFFICE))
    assert "<!doctype html>" in text_of(client, f"/outlets/N001/{part}/")
    assert "<!doctype html>" not in text_of(client, f"/outlets/N001/{part}/", htmx=True)


@pytest.mark.parametrize("path", ["/outlets/N001/", *(f"/outlets/N001/{part}/" for part in PARTS)])
def test_the_card_and_its_parts_keep_to_the_budget(broken: Cast, path: str) -> None:
    client = as_seen_by(broken.person(Role.HEAD_OFFICE))
    assert cost_of(client, path, htmx=path != "/outlets/N001/") <= PAGE_BUDGET


@pytest.mark.parametrize(("role", "linked"), [(Role.BRANCH_MANAGER, True), (Role.OUTLET_MANAGER, False)])
def test_a_link_leads_to_the_branch_only_where_it_may_be_seen(cast: Cast, role: Role, linked: bool) -> None:
    client = as_seen_by(cast.person(role))
    answer = client.get("/outlets/?unit=B1")
    assert answer.status_code == (200 if linked else 404)
    assert ('href="/outlets/?unit=B1"' in client.get("/outlets/N001/").content.decode()) is linked


@pytest.mark.parametrize("part", PARTS)
def test_a_part_opened_by_itself_names_the_outlet(cast: Cast, part: str) -> None:
    page = as_seen_by(cast.person(Role.OUTLET_MANAGER)).get(f"/outlets/N001/{part}/").content.decode()
    assert re.search(r"<h1>东门网点 <small>N001</small></h1>", page)
