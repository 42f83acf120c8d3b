"""What the states, turns, priorities and pauses of orders are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

STATES: Words = {
    "new": _("To be assigned"),
    "assigned": _("To be accepted"),
    "accepted": _("Accepted"),
    "working": _("Being mended"),
    "paused": _("Paused"),
    "mended": _("To be verified"),
    "returned": _("Sent back"),
    "verified": _("Done"),
    "cancelled": _("Cancelled"),
}
PRIORITIES: Words = {
    "P1": _("P1 at once"), "P2": _("P2 urgent"), "P3": _("P3 normal"), "P4": _("P4 when possible"),
}
LEVELS: Words = {"high": _("High"), "medium": _("Medium"), "low": _("Low")}
CLOCKS: Words = {"opening_hours": _("in opening hours"), "round_the_clock": _("round the clock")}
PAUSES: Words = {
    "waiting_part": _("Waiting for a part"),
    "waiting_customer": _("Waiting for a customer"),
    "waiting_vendor": _("Waiting for the vendor"),
    "waiting_access": _("Nobody lets us in"),
    "outside_hours": _("Outside working hours"),
}
TURNS: Words = {
    "opened": _("Order opened"),
    "assigned": _("Assigned"),
    "accepted": _("Accepted"),
    "working": _("Work started"),
    "paused": _("Paused"),
    "resumed": _("Resumed"),
    "handed_over": _("Handed over"),
    "mended": _("Said to be mended"),
    "returned": _("Sent back"),
    "verified": _("Verified"),
    "cancelled": _("Cancelled"),
    "seen_to_hold": _("Ended: it was seen to hold"),
    "withdrawn": _("Ended: it is no longer asked"),
    "escalated": _("Escalated"),
    "deadline_moved": _("Deadline moved"),
    "priority": _("Priority changed"),
    "cost": _("Cost entered"),
    "interruption": _("Interruption entered"),
    "photo": _("Photo added"),
}
