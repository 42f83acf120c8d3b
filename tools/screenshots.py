"""Takes a picture of every screen at 390 and 1440 px, light and dark, as one login sees it.

python -m tools.screenshots --url http://127.0.0.1:8000 --login NAME [--out screenshots] [--only / /scores/]

The password stands in WANGDIAN_PASSWORD or after --password. The screens are those that links lead to from the menu
on, an example of each.
"""

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import django
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    StorageState,
    TimeoutError,
    ViewportSize,
    sync_playwright,
)

from tools.screens import Found, screens

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
WIDTHS = {390: 844, 1440: 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOGIN = "/login/"
SETTLED = "() => !document.querySelector('main:empty, .htmx-request, .skeleton, [data-said]')"
"""Nothing that a page fetches into itself is missing."""
PATIENCE_MS = 10_000


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


def settled(page: Page) -> bool:
    """Waits until the page is complete; False when patience is over."""
    try:
        page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    except TimeoutError:
        return False
    return True


def take(page: Page, url: str, shot: Shot, out: Path) -> list[str]:
    """Takes the pictures of one screen at one width; says what is wrong with it."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"the console says {message.text}")

    page.on("console", hear)
    width = (page.viewport_size or {"width": 0})["width"]
    page.emulate_media(color_scheme=SCHEMES[0])
    answer = page.goto(urljoin(url, shot.path), wait_until="load")
    if not settled(page):
        said.append("never stops loading")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=out / f"{shot.name}-{width}-{scheme}.png", full_page=True, animations="disabled")
    page.remove_listener("console", hear)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    status = answer.status if answer else 0
    return said + [f"answers {status}"] * (status >= 400) + [f"{wide} px wider than the screen"] * (wide > 0)


def album(browser: Browser, url: str, state: StorageState | None, shots: list[Shot], out: Path) -> Iterator[list[str]]:
    """Every screen in every width and scheme, as somebody logged in, or nobody; yields the faults of each page."""
    out.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        size = ViewportSize(width=width, height=height)
        with browser.new_context(storage_state=state, viewport=size, locale="zh-CN") as context:
            page = context.new_page()
            for shot in shots:
                yield [f"{shot.path} at {width} px: {fault}" for fault in take(page, url, shot, out)]


def pictured(browser: Browser, url: str, state: StorageState, out: Path, only: list[str]) -> Iterator[list[str]]:
    """The screens of one login, or those asked for, and the door as everybody sees it."""
    with browser.new_context(storage_state=state) as context:
        found = Found(dict(zip(only, only, strict=True))) if only else screens(context.request, url)
    yield found.faults
    yield from album(browser, url, state, [Shot(path) for path in found.screens.values() if path != LOGIN], out)
    if not only or LOGIN in only:
        yield from album(browser, url, None, [Shot(LOGIN)], out)


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
    django.setup()
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
