"""Chooses the reader's language of what a standard says in two."""

from django.utils.translation import get_language

from wangdian.domain.requirement_fields import Words


def said(words: Words) -> str:
    """In the language of whoever reads; Chinese where that is not English."""
    return words.en if (get_language() or "").startswith("en") else words.zh
