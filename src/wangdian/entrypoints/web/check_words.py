"""The words for the codes of draws, comparisons and calibrations."""

from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text

DRAWN_KINDS: dict[str, Text] = {"spot": _("Spot check"), "recheck": _("Re-check")}
DRAW_STATES: dict[str, Text] = {"open": _("Under way"), "over": _("Time is over"), "called_off": _("Called off")}
RISK_PARTS: dict[str, Text] = {
    "score": _("Score lost"), "age": _("Last check long ago"), "repeats": _("Repeats"),
    "faults": _("Reported faults"), "complaints": _("Complaints"), "season": _("Due by season"),
}
LAWS: dict[int, Text] = {
    1: _("Drawn by an earlier rule: each part of a risk is its weight times a share of a fixed figure (100 points "
         "lost, 180 days, 5 cases), and the risk is what an outlet weighs in the draw."),
    2: _("Each part of a risk is its weight times the share of the outlets for which less speaks: nearly all of it for "
         "the worst, half for the middle, nothing for what all have alike. Twice the risk weighs eight times as much "
         "in the draw."),
}
COMPLAINT_WAYS: dict[str, Text] = {
    "hotline": _("Customer hotline"), "regulator": _("Passed on by the regulator"), "on_site": _("At the outlet"),
    "other": _("Another way"),
}
SAYS: dict[str, Text] = {
    "holds": _("Holds"), "fails": _("Does not hold"), "unknown": _("Cannot tell"),
    "not_applicable": _("Does not apply"),
}
SET_STATES: dict[str, Text] = {"draft": _("Draft"), "open": _("Open"), "closed": _("Closed")}
