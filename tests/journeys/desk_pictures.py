"""Every screen, pictured at both widths, light and dark, for people to look at; none may be wider than the device."""

from urllib.parse import urlsplit

from playwright.sync_api import APIResponse

from tests.entrypoints.login.addresses import addresses
from tests.journeys.desk import Office
from tests.journeys.desk_founding import PEOPLE
from tests.journeys.steps import SCREENSHOTS
from tools.screens import is_page, route_of, screens
from tools.screenshots import LOGIN, Shot, album

EYES = ("zhihang", "admin", "shenji", "zhuren", "xuncha")
"""Together they open every place of the menu; each screen is pictured once, with the first who sees it."""
NOT_SCREENS = frozenset({"map/borders.json"})
"""Files that this bank does not have."""
NOTHING_YET = frozenset({
    "paper/print/",  # linked while a walk waits; the only one is done
    "checks/agreement/pairs/",  # linked when somebody checked what another had checked
})
"""Screens about something that this bank does not have yet; their own tests look at them."""


def pictured(office: Office) -> list[str]:
    """What is wrong with the screens; the pictures lie outside what git keeps."""
    _called_to_head_office(office, "xuncha")
    address, out = office.bank.address, SCREENSHOTS / "desk"
    seen = {route_of(LOGIN) or ""}
    faults = [fault for found in album(office.browser, address, None, [Shot(LOGIN)], out) for fault in found]
    for login in EYES:
        context = office.desk(login).context
        found = screens(context.request, address, seen)
        seen |= found.screens.keys()
        shots = [Shot(path) for path in found.screens.values()]
        faults += [f"{login}: {fault}" for fault in found.faults]
        for wrong in album(office.browser, address, context.storage_state(), shots, out):
            faults += wrong
    return faults + [f"{route} is a screen that no link led to" for route in unseen(office, seen)]


def unseen(office: Office, seen: set[str]) -> list[str]:
    """The routes of screens that nobody came by: a new one is linked from somewhere, or named above with a reason."""
    request = office.desk("admin").context.request
    rest = {str(route_of(path)): path for path in addresses()}
    return [
        route for route, path in rest.items()
        if route not in seen | NOT_SCREENS | NOTHING_YET
        and _is_screen(route, request.get(f"{office.bank.address}{path}"), seen)
    ]


def _is_screen(route: str, answer: APIResponse, seen: set[str]) -> bool:
    """A page, closed or absent; not one that leads to a page seen, nor what was asked by a made-up id."""
    if is_page(answer):
        return route_of(urlsplit(answer.url).path) not in seen
    made_up = "<" in route and answer.status == 404
    return answer.status in {403, 404} and not made_up and "text/html" in answer.headers.get("content-type", "")


def _called_to_head_office(office: Office, login: str) -> None:
    """Some places of the menu are for the head office alone, and nobody was hired for it."""
    admin = office.desk("admin")
    admin.go("/people/")
    admin.rows().get_by_role("link", name=PEOPLE[login][2]).click()
    admin.follow("/grants/new/")
    admin.send(admin.fill(role="head_office", unit_code="HQ"), "角色已授予")
