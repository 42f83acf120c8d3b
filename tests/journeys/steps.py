"""The steps of a walk as a person takes them: every item of every zone, with what goes wrong here and there."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.phone import Phone

SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"


@dataclass
class Walker:
    """Answers what the phone shows; takes up to `photos` photos in all, and counts what it did."""

    phone: Phone
    photos: int = 8
    taken: int = 0
    answered: set[str] = field(default_factory=set)

    def begin(self, title: str) -> None:
        """By its row on the first screen."""
        walk = self.phone.served.told["walks"][title]
        self.phone.page.locator(f"[data-walk='{walk}']").click()
        expect(self.phone.page.locator(".item").first).to_be_visible()

    def answer_zone(self, most: int = 1000) -> None:
        """Answers up to `most` items of this zone: the third fails, figures are typed, the last does not apply."""
        items = self.phone.page.locator(".item")
        for number in range(min(items.count(), most)):
            self._answer(items.nth(number), number)

    def answer_all(self) -> None:
        page = self.phone.page
        while not page.locator(".signing").count():
            self.answer_zone()
            self.onward()

    def onward(self) -> None:
        page = self.phone.page
        screen = page.locator("#screen")
        before = screen.get_attribute("data-at") or ""
        page.locator(".reach .next").click()
        expect(screen).not_to_have_attribute("data-at", before)

    def finish(self) -> None:
        """Signs and ends the walk; items that lack a photo are said, and do not hinder."""
        self.phone.sign()
        self.phone.page.get_by_role("button", name="完成巡检").click()
        expect(self.phone.page.get_by_role("heading", name="巡检完成")).to_be_visible()

    def _answer(self, item: Locator, number: int) -> None:
        if item.get_attribute("data-state") not in {"open", "before"}:
            return
        if item.locator(".figure").count():
            self._measure(item)
        elif number == 2:
            self._fail(item)
        else:
            item.locator(".ok").click()
            if item.get_attribute("data-state") == "open":  # too fast on the same spot: taken for the last tap's echo
                item.locator(".ok").click()
            self._shut_camera(item)
            expect(item).to_have_attribute("data-state", "ok")
            self._photograph(item)
        self.answered.add(item.get_attribute("data-pair") or "")

    def _measure(self, item: Locator) -> None:
        figures = item.locator(".figure")
        if item.locator(".measure .chip").count():
            item.locator(".measure .chip").first.click()
        for number in range(figures.count()):
            figures.nth(number).fill("10" if number == 0 else "100000")
        if item.get_attribute("data-state") not in {"ok", "fail"}:
            item.locator(".rest").click()
            item.locator(".na").click()

    def _fail(self, item: Locator) -> None:
        item.locator(".no").click()
        expect(item).to_have_attribute("data-state", "fail")
        item.locator(".opened .chips .chip").first.click()
        expect(item.locator(".opened .chip[aria-pressed=true]")).to_have_count(1)
        self._photograph(item)
        item.locator("textarea").fill("角上有裂纹")

    def _shut_camera(self, item: Locator) -> None:
        """Where only the camera counts it opens in the page; this browser has none, and hands files over below."""
        if item.get_attribute("data-camera") is not None:
            live = self.phone.page.locator("dialog.live")
            live.get_by_role("button", name="返回").click()
            expect(live).to_have_count(0)

    def _photograph(self, item: Locator) -> None:
        if self.taken < self.photos and item.locator(".shoot.needed").count():
            self.taken += 1
            self.phone.take_photo(item, self.taken)


def picture(phone: Phone, name: str) -> None:
    """Keeps a screenshot for people to look at, outside what git keeps."""
    SCREENSHOTS.mkdir(exist_ok=True)
    look = "dark" if phone.dark else "light"
    phone.page.screenshot(path=SCREENSHOTS / f"walk-{name}-390-{look}.png")
