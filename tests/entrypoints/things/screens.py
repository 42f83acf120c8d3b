"""A browser without a browser: Django's client logged in as one of the cast."""

from django.test import Client

from tests.cast import Cast
from wangdian.domain.rights import Role


def client_of(cast: Cast, role: Role, near: bool = True) -> Client:
    """In English, so that what a page says can be read in the tests."""
    person = cast.people[f"{'near' if near else 'far'}-{role}"]
    person.language = "en"
    person.save(update_fields=["language"])
    client = Client()
    client.force_login(person)
    return client
