"""Chooses between the Chinese and the English of what the bank or a standard has named in both."""

from django.utils.translation import get_language


def chosen(zh: str, en: str) -> str:
    """The reader's language; the other one where there is nothing in it."""
    return (en or zh) if (get_language() or "").startswith("en") else (zh or en)
