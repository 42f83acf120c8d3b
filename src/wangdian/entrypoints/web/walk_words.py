"""The words for the codes of plans and walks."""

from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text

WALK_KINDS: dict[str, Text] = {
    "opening": _("Opening check"), "self": _("Self-check"), "recheck": _("Re-check"), "spot": _("Spot check"),
}
WALK_STATES: dict[str, Text] = {
    "planned": _("Planned"), "started": _("Under way"), "finished": _("Finished"), "missed": _("Missed"),
}
PLAN_DAYS: dict[str, Text] = {
    "working": _("Working days only"), "open": _("Days on which the outlet opens"), "any": _("Every day"),
    "next_open": _("Moved to the next day on which it opens"),
}
PLAN_TIMINGS: dict[str, Text] = {
    "at_rule": _("From the time given on"), "before_opening": _("Before the outlet opens"),
}
OFTEN: dict[str, Text] = {
    "daily": _("Every day"), "weekly": _("Every week"), "monthly": _("Every month"),
    "quarterly": _("Every quarter"), "own": _("By a rule of my own"),
}
WEEKDAYS: dict[str, Text] = {
    "MO": _("Monday"), "TU": _("Tuesday"), "WE": _("Wednesday"), "TH": _("Thursday"), "FR": _("Friday"),
    "SA": _("Saturday"), "SU": _("Sunday"),
}
ANSWERS: dict[str, Text] = {
    "ok": _("In order"), "fail": _("Not in order"), "na": _("Does not apply"), "val": _("Measured"),
}
PHOTO_WAYS: dict[str, Text] = {
    "live": _("Taken in the walk page"), "camera": _("Taken with the phone's camera app"),
    "file": _("Chosen from the album"), "program": _("Sent by another program"),
}
"""How a photo came; nothing is said of one whose sender did not say."""
