"""What the camera of an order's page is told: its words, what was wrong as a ghost, how it should look."""

from django.urls import reverse
from django.utils.translation import gettext as _

from wangdian.apps.work.cards import OrderCard

Told = dict[str, str | dict[str, str] | None]


def camera_of(found: OrderCard) -> Told:
    number = found.brief.number
    ghost = next((one.sha256 for one in found.before), "")
    return {
        "open": _("Take with the camera, over the earlier photo") if ghost else _("Take with the camera"),
        "ghost": reverse("orders.photo", args=[number, ghost]) if ghost else None,
        "reference": reverse("orders.photo", args=[number, found.reference]) if found.reference else None,
        "words": {
            "title": found.finding.title, "shoot": _("Take it"), "close": _("Back"), "ghost": _("The earlier photo"),
            "strength": _("How strongly the earlier photo shows"), "hide": _("Hide"),
            "reference": _("How it should look"), "instead": _("Choose files"),
            "none": _("The camera does not open: there is none, or it is not allowed."),
        },
    }
