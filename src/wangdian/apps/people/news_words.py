"""The sentences of news, one for each kind, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wangdian.foundation import clock

NEWS: dict[str, str | Promise] = {
    "people.welcome": _("Your account is ready. Please look through your details."),
    "people.grants_changed": _("Your roles have changed."),
    "people.password_set": _("An administrator has set a new password for your account."),
}
"""Sentence by kind; named placeholders are filled from the params of the news. Each app adds its own kinds."""


def sentence(kind: str, params: Mapping[str, object]) -> str:
    """The sentence of a piece of news in the language now in force; moments (ISO) are shown in the bank's time."""
    words = NEWS.get(kind)
    if words is None:
        return str(_("There is news about %(kind)s.") % {"kind": kind})
    return str(words) % {name: _shown(name, value) for name, value in params.items()}


def _shown(name: str, value: object) -> object:
    if name.endswith("_at") and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(clock.BANK_ZONE).strftime("%m-%d %H:%M")
    return value
