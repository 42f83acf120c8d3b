"""A desk with a wide screen before a real Wangdian: people log in, follow the menu, fill in forms, read answers."""

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from tests.journeys.bank import PASSWORD
from tests.journeys.phone import ARGS
from tests.journeys.served import Served, wait_until
from tests.journeys.steps import SCREENSHOTS

WIDE = {"width": 1440, "height": 900}
Typed = str | list[str]
"""What is typed into a field or chosen from it; a list is ticked."""


@dataclass
class Bank(Served):
    """A bank run by `wangdian up`: web, courier and tasks together."""

    def command(self, *words: str, given: str = "") -> str:
        """Runs `wangdian ...` to its end and returns what it printed; `given` is its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "wangdian.entrypoints.cli.main", *words], env=self.env, input=given,
            capture_output=True, text=True, check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "wangdian.entrypoints.cli.main", "up", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_until(self._answers, "the server")

    def kill(self) -> None:
        """Everything that `up` started, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Desk:
    """One person's browser, logged in or before."""

    bank: Bank
    context: BrowserContext
    page: Page

    def log_in(self, login: str, password: str) -> None:
        self.page.goto(f"{self.bank.address}/login/")
        self.page.locator(".login [name=username]").fill(login)
        self.page.locator(".login [name=password]").fill(password)
        self.page.locator(".login button.act").click()
        self.page.wait_for_url(re.compile(r"(?<!/login/)$"))

    def go(self, place: str) -> None:
        """By the menu."""
        if self.page.locator(".side").count() == 0:
            self.page.goto(self.bank.address)
        self.page.locator(f".side .places a[href='{place}']").click()
        self.page.wait_for_url(f"**{place}")

    def main_act(self) -> None:
        """The one button that a page is mostly for."""
        self.page.locator("main .head a.act").click()

    def follow(self, end: str) -> None:
        """The link of the page whose address ends so."""
        self.page.locator(f"main a[href$='{end}']").first.click()

    def fill(self, form: str = "main form.sheet", **typed: Typed) -> Locator:
        """Types into the fields of a form by their names; returns the form."""
        sheet = self.page.locator(form).first
        for name, text in typed.items():
            _type(sheet.locator(f"[name='{name}']"), text)
        return sheet

    def send(self, form: Locator, said: str) -> None:
        """Presses the form's button, and waits for the page to say what was done."""
        form.locator("button.act").click()
        self.is_said(said)

    def is_said(self, words: str) -> None:
        try:
            expect(self.page.locator("#said, main h1").filter(has_text=words).first).to_be_visible(timeout=30_000)
        except AssertionError as error:
            error.add_note(" | ".join(self.page.locator(".problem, .problems, #said").all_inner_texts()))
            raise

    def rows(self) -> Locator:
        return self.page.locator("main table.list > tbody > tr:not(.more)")

    def picture(self, name: str) -> None:
        """Keeps a screenshot for people to look at, outside what git keeps."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"desk-{name}-1440-light.png", full_page=True)


@dataclass
class Office:
    """The browser in which everybody has a window of their own."""

    bank: Bank
    browser: Browser
    desks: dict[str, Desk] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def opened(cls, bank: Bank, playwright: Playwright) -> "Office":
        return cls(bank, playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS))

    def desk(self, login: str) -> Desk:
        """The person's window, not logged in when it is new."""
        if login not in self.desks:
            context = self.browser.new_context(
                viewport=WIDE, locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme="light", accept_downloads=True,
            )
            context.set_default_timeout(30_000)
            page = context.new_page()
            page.on("pageerror", lambda error: self.errors.append(f"{login}: {error}"))
            self.desks[login] = Desk(self.bank, context, page)
        return self.desks[login]

    def welcome(self, login: str, once: str) -> Desk:
        """The first login with a one-time password: an own one has to be chosen before anything else."""
        desk = self.desk(login)
        desk.log_in(login, once)
        expect(desk.page).to_have_url(re.compile("/account/password/"))
        form = desk.fill(old=once, new=PASSWORD, again=PASSWORD)
        desk.send(form, "密码已修改")
        return desk


def _type(fields: Locator, text: Typed) -> None:
    """Into a box, a list to choose from, or boxes to tick."""
    if isinstance(text, list):
        for value in text:
            fields.and_(fields.page.locator(f"[value='{value}']")).check()
        return
    box = fields.first
    if box.evaluate("(one) => one.tagName") == "SELECT":
        box.select_option(text)
    else:
        box.fill(text)
