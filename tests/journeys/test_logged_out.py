"""What was typed before the login ended is sent after it, from the same page, whichever tab the login was in."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.bank import PASSWORD
from tests.journeys.desk_founding import today
from tests.journeys.phone import Phone
from tests.journeys.served import Served

pytestmark = pytest.mark.journey
FORM = "/account/tokens/new/"
TITLE = "export of the evening"


def typed(page: Page, served: Served) -> None:
    page.goto(f"{served.address}{FORM}")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=until]").fill((today() + timedelta(days=30)).isoformat())


def log_in(context: BrowserContext, served: Served) -> None:
    """In a tab of its own, as the page asks for."""
    tab = context.new_page()
    tab.goto(f"{served.address}/login/")
    tab.locator(".login [name=username]").fill(served.told["logins"]["inspector"])
    tab.locator(".login [name=password]").fill(PASSWORD)
    tab.locator(".login button.act").click()
    tab.wait_for_url(f"{served.address}/")
    tab.close()


def end_login(context: BrowserContext) -> None:
    context.clear_cookies(name="sessionid")


def made(served: Served) -> int:
    return served.count("SELECT count(*) FROM people_apitoken WHERE name = ?", TITLE)


def test_a_form_sent_after_the_login_ended_is_kept_and_sent_again(phone: Phone, served: Served) -> None:
    context, page = phone.context, phone.page
    assert context is not None
    log_in(context, served)
    typed(page, served)
    end_login(context)
    page.locator("form.sheet button.act").click()
    expect(page.locator("h1")).to_have_text("您已退出登录")
    assert made(served) == 0
    log_in(context, served)
    page.get_by_role("button", name="重新提交").click()
    expect(page.locator("main code")).to_contain_text("wd_")
    assert made(served) == 1


def test_a_form_opened_before_a_new_login_is_simply_sent(phone: Phone, served: Served) -> None:
    context, page = phone.context, phone.page
    assert context is not None
    log_in(context, served)
    typed(page, served)
    end_login(context)
    log_in(context, served)
    page.locator("form.sheet button.act").click()
    expect(page.locator("main code")).to_contain_text("wd_")
    assert made(served) == 1
