"""Takes a picture of every screen at 390 and 1440 px, light and dark, as one login sees it.

python -m tools.screenshots --url http://127.0.0.1:8000 --login NAME [--out screenshots] [--only / /scores/]

The password stands in WANGDIAN_PASSWORD or after --password. The screens are those of the menu, and one example
behind each list.
"""

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState, ViewportSize, sync_playwright

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
WIDTHS = {390: 844, 1440: 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LISTS = "main .list tbody tr, main .rows > li"
LOGIN = "/login/"
ALWAYS = ("/style/", LOGIN)


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen: its address and the name of its picture."""

    path: str

    @property
    def name(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.path.lower()).strip("-") or "today"


def logged_in(browser: Browser, url: str, login: str, password: str) -> StorageState:
    """The cookies of a fresh login; raises SystemExit if the door stays shut."""
    page = browser.new_page()
    page.goto(urljoin(url, LOGIN))
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", password)
    page.click("form.login button.act")
    page.wait_for_load_state()
    if urlsplit(page.url).path == LOGIN:
        raise SystemExit(f"{login} cannot log in at {url}")
    state = page.context.storage_state()
    page.context.close()
    return state


def menu_of(page: Page, url: str) -> list[Shot]:
    """Every place of the menu, and the first row behind each of their lists."""
    page.goto(url)
    places = [link.get_attribute("href") or "/" for link in page.query_selector_all(".side .places a")]
    found = dict.fromkeys(places)
    for place in places:
        page.goto(urljoin(url, place))
        link = page.query_selector(f":is({LISTS}) a[href^='/']")
        if link:
            found.setdefault(urlsplit(link.get_attribute("href") or "/").path)
        new = page.query_selector("main .head a.act[href^='/']")
        if new:
            found.setdefault(urlsplit(new.get_attribute("href") or "/").path)
    found.update(dict.fromkeys(ALWAYS))
    return [Shot(path) for path in found]


def take(page: Page, url: str, shot: Shot, file: Path) -> list[str]:
    """Takes the picture; says what is wrong with the page."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"the console says {message.text}")

    page.on("console", hear)
    answer = page.goto(urljoin(url, shot.path), wait_until="load")
    page.wait_for_timeout(250)
    page.screenshot(path=file, full_page=True)
    page.remove_listener("console", hear)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    status = answer.status if answer else 0
    return said + [f"answers {status}"] * (status >= 400) + [f"{wide} px wider than the screen"] * (wide > 0)


def album(browser: Browser, url: str, state: StorageState | None, shots: list[Shot], out: Path) -> Iterator[list[str]]:
    """Every screen in every width and scheme, as somebody logged in, or nobody; yields the faults of each picture."""
    out.mkdir(parents=True, exist_ok=True)
    for (width, height), scheme in product(WIDTHS.items(), SCHEMES):
        size = ViewportSize(width=width, height=height)
        with browser.new_context(storage_state=state, viewport=size, color_scheme=scheme, locale="zh-CN") as context:
            page = context.new_page()
            for shot in shots:
                faults = take(page, url, shot, out / f"{shot.name}-{width}-{scheme}.png")
                yield [f"{shot.path} at {width} px, {scheme}: {fault}" for fault in faults]


def pictured(browser: Browser, url: str, state: StorageState, out: Path, only: list[str]) -> Iterator[list[str]]:
    """The screens of one login, or those asked for, and the door as everybody sees it."""
    with browser.new_context(storage_state=state, viewport={"width": 1440, "height": 900}) as context:
        shots = [Shot(path) for path in only] or menu_of(context.new_page(), url)
    yield from album(browser, url, state, [shot for shot in shots if shot.path != LOGIN], out)
    yield from album(browser, url, None, [shot for shot in shots if shot.path == LOGIN], out)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--url", default="http://127.0.0.1:8000")
    asked.add_argument("--login", required=True)
    asked.add_argument("--password", default=os.environ.get("WANGDIAN_PASSWORD", ""))
    asked.add_argument("--out", type=Path, default=Path("screenshots"))
    asked.add_argument("--only", nargs="*", default=[], help="paths, such as / /scores/")
    given = asked.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    out, faults = given.out / given.login, []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=QUIET)
        state = logged_in(browser, given.url, given.login, given.password)
        for number, found in enumerate(pictured(browser, given.url, state, out, given.only), 1):
            print(f"\r{number}", end="", file=sys.stderr)
            faults += found
        browser.close()
    print(file=sys.stderr)
    for fault in faults:
        print(fault)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
