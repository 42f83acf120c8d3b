"""The sentences of news, one for each kind, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wangdian.foundation import clock

NEWS: dict[str, str | Promise] = {
    "people.welcome": _("Your account is ready. Please look through your details."),
    "people.grants_changed": _("Your roles have changed."),
    "people.password_set": _("An administrator has set a new password for your account."),
    "people.channel_paused": _("The channel %(title)s failed for days and is paused. Look at its address."),
    "people.channel_gone": _(
        "The channel %(title)s is stopped: the other side says that it is gone for good. Make a new one if it moved.",
    ),
    "try": _("A try from Wangdian: this group is told news from now on."),
    "work.assigned": _("To be accepted: %(what)s, %(where)s, %(outlet)s. Mend it by %(due_at)s. (%(number)s)"),
    "work.pressing": _("Urgent, to be assigned: %(what)s, %(where)s, %(outlet)s. Due by %(due_at)s. (%(number)s)"),
    "work.mended": _("To be verified: %(what)s, %(where)s, %(outlet)s is said to be mended. (%(number)s)"),
    "work.returned": _("Sent back: %(what)s, %(where)s, %(outlet)s was not put right. (%(number)s)"),
    "work.soon_late": _("Little time left: %(what)s, %(where)s, %(outlet)s is due by %(due_at)s. (%(number)s)"),
    "work.late": _("Too late: %(what)s, %(where)s, %(outlet)s was due by %(due_at)s. (%(number)s)"),
    "work.unheard": _(
        "Nobody could be told: %(what)s, %(where)s, %(outlet)s, due by %(due_at)s. Give somebody the role, or end a"
        " leave. (%(number)s)",
    ),
    "work.waiver_asked": _("A waiver is asked for until %(until_at)s: %(what)s, %(where)s, %(outlet)s."),
    "work.waiver_granted": _("Your waiver was granted until %(until_at)s: %(what)s, %(where)s, %(outlet)s."),
    "work.waiver_refused": _("Your waiver was refused: %(what)s, %(where)s, %(outlet)s."),
    "work.fault_reported": _("A fault was reported: %(where)s, %(outlet)s."),
}
"""Sentence by kind; named placeholders are filled from the params of the news. Each app adds its own kinds."""


def sentence(kind: str, params: Mapping[str, object]) -> str:
    """The sentence of a piece of news in the language now in force; moments (ISO) are shown in the bank's time."""
    words = NEWS.get(kind)
    if words is None:
        return str(_("There is news about %(kind)s.") % {"kind": kind})
    return str(words) % {name: _shown(name, value) for name, value in params.items()}


def _shown(name: str, value: object) -> object:
    """Moments (ISO, their names end in _at) in the bank's time; what has a name in both languages in the reader's."""
    if isinstance(value, dict):
        return value["en" if (get_language() or "").startswith("en") else "zh"]
    if name.endswith("_at") and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(clock.BANK_ZONE).strftime("%m-%d %H:%M")
    return value
