"""The words of an outlet's card: what states of findings, orders and walks are called."""

from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text

FINDING_STATES: dict[str, Text] = {
    "open": _("Nobody has it"), "mending": _("Being mended"), "mended": _("Waits for a check"), "closed": _("Closed"),
}
ORDER_STATES: dict[str, Text] = {
    "new": _("Not handed out"), "assigned": _("Handed out"), "accepted": _("Accepted"), "working": _("Being mended"),
    "paused": _("Paused"), "mended": _("Waits for a check"), "returned": _("Sent back"),
}
CLOSINGS: dict[str, Text] = {
    "verified": _("mended and checked"), "seen_to_hold": _("seen to be in order"), "withdrawn": _("applies no more"),
}
WALK_STATES: dict[str, Text] = {"finished": _("Done"), "missed": _("Missed")}
