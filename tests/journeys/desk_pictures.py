"""Every screen, pictured at both widths, light and dark, for people to look at; none may be wider than the device."""

from tests.entrypoints.login.addresses import addresses
from tests.journeys.desk import Office
from tests.journeys.steps import SCREENSHOTS
from tools.screens import is_page, route_of, screens
from tools.screenshots import LOGIN, Shot, album

EYES = ("admin", "shenji", "zhihang", "dating")
"""Together they open every place of the menu; each screen is pictured once, with the first who sees it."""
NOT_SCREENS: frozenset[str] = frozenset()
"""Answer a look with a file, or lead to another address."""
NOTHING_YET: frozenset[str] = frozenset()
"""Screens about something that this bank does not have yet; their own tests look at them."""


def pictured(office: Office) -> list[str]:
    """What is wrong with the screens; the pictures lie outside what git keeps."""
    address, out = office.bank.address, SCREENSHOTS / "desk"
    seen = {route_of(LOGIN) or ""}
    faults = [fault for found in album(office.browser, address, None, [Shot(LOGIN)], out) for fault in found]
    for login in EYES:
        context = office.desk(login).context
        found = screens(context.request, address, seen)
        seen |= found.screens.keys()
        shots = [Shot(path) for path in found.screens.values()]
        faults += found.faults
        for wrong in album(office.browser, address, context.storage_state(), shots, out):
            faults += wrong
    return faults + [f"{route} is a screen that no link led to" for route in unseen(office, seen)]


def unseen(office: Office, seen: set[str]) -> list[str]:
    """The routes of screens that nobody came by: a new one is linked from somewhere, or named above with a reason."""
    request = office.desk(EYES[0]).context.request
    rest = {route: path for path in addresses() if (route := route_of(path)) not in seen}
    missed = []
    for route, path in rest.items():
        if route in NOT_SCREENS | NOTHING_YET:
            continue
        answer = request.get(f"{office.bank.address}{path}")
        absent = answer.status in {403, 404} and "text/html" in answer.headers.get("content-type", "")
        if absent or is_page(answer):
            missed.append(str(route))
    return missed
