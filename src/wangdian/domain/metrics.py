"""What may be read of air, light and sound: a closed table of metrics, their units, and units that are converted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from wangdian.foundation.errors import invalid

PLACES = Decimal("0.0001")
"""Readings are kept to four decimals, so that the same file read twice gives the same figures."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A name in the manner of OpenTelemetry, and its unit (UCUM).

    Beyond `lowest` and `highest` a figure is a typing error. A mean may be read as such, or is worked out from the
    readings of `of` over `window`; they must then span `whole` at least.
    """

    name: str
    unit: str
    lowest: Decimal
    highest: Decimal
    of: str = ""
    window: timedelta = timedelta()
    whole: timedelta = timedelta()


def _metric(name: str, unit: str, lowest: int, highest: int) -> Metric:
    return Metric(name, unit, Decimal(lowest), Decimal(highest))


def _mean(raw: Metric, suffix: str, window: timedelta, whole: timedelta) -> Metric:
    return Metric(f"{raw.name}.{suffix}", raw.unit, raw.lowest, raw.highest, raw.name, window, whole)


_CO2 = _metric("room.co2", "ppm", 0, 20000)
_PM2_5, _PM10 = (_metric(name, "mg/m3", 0, 10) for name in ("room.pm2_5", "room.pm10"))
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        _metric("room.temperature", "Cel", -40, 60),
        _metric("room.humidity", "%", 0, 100),
        _CO2, _mean(_CO2, "mean_1h", _HOUR, timedelta(minutes=45)),
        _PM2_5, _mean(_PM2_5, "mean_24h", _DAY, timedelta(hours=20)),
        _PM10, _mean(_PM10, "mean_24h", _DAY, timedelta(hours=20)),
        _metric("room.illuminance", "lx", 0, 150000),
        _metric("room.sound", "dB(A)", 0, 140),
        _metric("room.sound.calls", "dB(A)", 0, 140),
        _metric("outdoor.sound", "dB(A)", 0, 140),
    )
}
"""By name.

How long the samples of a mean must last at least: 45 min of an hour stand in appendix A.3 of GB/T 18883-2002 (read
where it is quoted, twice); that edition asks for 18 h of a day. For GB/T 18883-2022 we believe 45 min and 20 h, and
have read neither: they are marked unverified with the requirements that use them (catalogue/air.yaml).
"""

_Step = Callable[[Decimal], Decimal]
_SAME: dict[str, tuple[str, ...]] = {
    "Cel": ("cel", "°c", "℃", "c", "摄氏度"),
    "%": ("%", "%rh", "rh%", "％"),
    "ppm": ("ppm",),
    "mg/m3": ("mg/m3", "mg/m³"),
    "lx": ("lx", "lux", "勒克斯"),
    "dB(A)": ("db(a)", "dba", "分贝"),
}
_CONVERTED: dict[str, dict[str, _Step]] = {
    "Cel": dict.fromkeys(("°f", "℉", "f", "degf", "华氏度"), lambda value: (value - 32) * 5 / 9),
    "mg/m3": dict.fromkeys(("ug/m3", "ug/m³", "µg/m3", "µg/m³", "μg/m3", "μg/m³"), lambda value: value / 1000),
    "lx": {"klx": lambda value: value * 1000},
}


def plain(value: Decimal) -> Decimal:
    """The same number without needless zeros, never with an exponent."""
    return Decimal(f"{value.normalize():f}")


def in_its_unit(metric: Metric, value: Decimal, unit: str = "") -> Decimal:
    """The value in the metric's unit, to four decimals; no unit means the metric's own. Raises `Invalid`."""
    written = unit.strip().lower()
    if written and written not in _SAME[metric.unit]:
        step = _CONVERTED.get(metric.unit, {}).get(written)
        if step is None:
            raise invalid("unit", "This unit does not fit what was read.")
        value = step(value)
    if not value.is_finite() or not metric.lowest <= value <= metric.highest:
        raise invalid("value", "Such a figure cannot be. Look at the instrument and its unit again.")
    return value.quantize(PLACES, ROUND_HALF_EVEN)
