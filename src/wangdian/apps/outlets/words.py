"""The words by which messages about hours name services and kinds of day."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SERVICES: dict[str, Promise] = {
    "personal": _("Personal banking"), "corporate": _("Corporate banking"), "self_service": _("Self-service"),
}
DAY_KINDS: dict[str, Promise] = {
    "working": _("working days"), "weekend": _("weekends"), "festival": _("public holidays"),
}
