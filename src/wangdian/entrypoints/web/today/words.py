"""The words of Today: what each heap is called."""

from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text

HEAPS: dict[str, Text] = {
    "walk": _("Walks to do"),
    "order": _("My work orders"),
    "verify": _("To verify"),
    "unowned": _("Without an owner"),
    "here": _("Not in order"),
    "waiver": _("Waivers to decide"),
    "expiring": _("Ends within 30 days"),
    "missed": _("Missed in the last 7 days"),
}
