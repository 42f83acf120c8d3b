"""Looks at a screen as somebody of the cast would, and counts what that costs."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wangdian.apps.people.models import Person

PAGE_BUDGET = 12
INLINE = re.compile(r"""<style\b|\sstyle\s*=|<[^>]*\son[a-z]+\s*=|javascript:|hx-on""", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
HTMX = {"HX-Request": "true"}


def as_seen_by(person: Person, language: str = "zh-hans") -> Client:
    """A browser in which that person is logged in and has looked at something before."""
    Person.objects.filter(pk=person.pk).update(language=language)
    client = Client(headers={"Accept-Language": language})
    client.force_login(Person.objects.get(pk=person.pk), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/style/")
    return client


def text_of(client: Client, path: str, status: int = 200, htmx: bool = False) -> str:
    """The page's text, which holds nothing inline."""
    answer = client.get(path, headers=HTMX if htmx else {}, follow=status == 200)
    assert answer.status_code == status, f"{path} answers {answer.status_code}"
    text = answer.content.decode()
    assert not INLINE.search(text)
    assert all("src=" in tag or 'type="application/json"' in tag for tag in SCRIPT.findall(text))
    return text


def cost_of(client: Client, path: str, htmx: bool = False) -> int:
    """How many queries a look takes."""
    text_of(client, path, htmx=htmx)
    with CaptureQueriesContext(connection) as seen:
        text_of(client, path, htmx=htmx)
    return len(seen)
