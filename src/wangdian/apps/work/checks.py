"""What makes a cost or an interruption wrong."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from wangdian.foundation.errors import Problem

MOST_COST = Decimal("9999999999.99")
MOST_MINUTES = 366 * 24 * 60
"""A year: beyond it somebody mistyped."""


def check_cost(cost: Decimal) -> Iterator[Problem]:
    """In yuan with at most two decimals."""
    if not cost.is_finite() or not 0 <= cost <= MOST_COST or cost != cost.quantize(Decimal("0.01")):
        yield Problem("cost", _("Give yuan with at most two decimals, not less than nothing."))


def check_minutes(minutes: int) -> Iterator[Problem]:
    if not 0 <= minutes <= MOST_MINUTES:
        yield Problem("interruption", _("Give whole minutes, at most a year of them."))
