"""Every screen, pictured at both widths, light and dark, for people to look at; none may be wider than the device."""

from tests.journeys.desk import Office
from tests.journeys.steps import SCREENSHOTS
from tools.screenshots import album, menu_of

EYES = ("admin", "shenji", "zhihang", "dating")
"""Together they open every place of the menu; each screen is pictured once, with the first who sees it."""


def pictured(office: Office) -> list[str]:
    """What is wrong with the screens; the pictures lie outside what git keeps."""
    seen: set[str] = set()
    faults: list[str] = []
    for login in EYES:
        desk = office.desk(login)
        shots = [shot for shot in menu_of(desk.page, desk.bank.address) if shot.path not in seen]
        seen |= {shot.path for shot in shots}
        state = desk.context.storage_state()
        for found in album(office.browser, desk.bank.address, state, shots, SCREENSHOTS / "desk"):
            faults += found
    return faults
