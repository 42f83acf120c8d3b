"""The words that screens, forms and files use for readings: metrics, where they come from, and limits."""

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.domain.metrics import METRICS
from wangdian.domain.requirement_limits import UNITS
from wangdian.entrypoints.lists.listing import Text

METRIC_WORDS: dict[str, Text] = {
    "room.temperature": _("Room temperature"),
    "room.humidity": _("Relative humidity"),
    "room.co2": _("Carbon dioxide"),
    "room.co2.mean_1h": _("Carbon dioxide, mean of an hour"),
    "room.pm2_5": _("Fine dust PM2.5"),
    "room.pm2_5.mean_24h": _("Fine dust PM2.5, mean of a day"),
    "room.pm10": _("Dust PM10"),
    "room.pm10.mean_24h": _("Dust PM10, mean of a day"),
    "room.illuminance": _("Mean illuminance"),
    "room.sound": _("Background sound"),
    "room.sound.calls": _("Sound of the calls"),
    "outdoor.sound": _("Sound at the boundary"),
}
MEANS: dict[str, Text] = {
    "room.co2.mean_1h": _("mean of an hour"), "room.pm2_5.mean_24h": _("mean of a day"),
    "room.pm10.mean_24h": _("mean of a day"),
}
READ_FROM: dict[str, Text] = {"hand": _("read by hand"), "file": _("from a file"), "sensor": _("from a sensor")}


def unit_of(metric: str) -> str:
    """A metric's unit as a screen writes it."""
    known = METRICS.get(metric)
    return UNITS[known.unit] if known else ""


def limit_words(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """What is allowed, such as "16 to 24 °C" or "at most 55 dB(A)"; "" where nothing is asked today."""
    if low is not None and high is not None:
        return gettext("%(low)s to %(high)s %(unit)s") % {"low": low, "high": high, "unit": unit}
    if high is not None:
        return gettext("at most %(high)s %(unit)s") % {"high": high, "unit": unit}
    return gettext("at least %(low)s %(unit)s") % {"low": low, "unit": unit} if low is not None else ""
