"""The words for what photos are kept for."""

from django.utils.translation import gettext_lazy as _

from wangdian.entrypoints.lists.listing import Text

PHOTO_KINDS: dict[str, Text] = {
    "walk": _("Shows that something holds; signatures"), "finding": _("Shows what is wrong, or its repair"),
    "calibration": _("Calibration"), "sheet": _("Sheets on paper"), "loose": _("Named by nothing"),
}
KINDS_SINCE: dict[str, Text] = {
    "walk": _("from the day it came"), "finding": _("from the day on which finding and order were closed"),
    "calibration": _("from the day on which the set was closed"), "sheet": _("from the day it came"),
    "loose": _("from the day it came"),
}
