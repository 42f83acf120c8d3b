"""What makes an outlet's card wrong, for the verbs that make and change it."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from wangdian.apps.outlets.models import Outlet
from wangdian.foundation.errors import Clash, Invalid, Problem


def check_outlet(
    kind: str, opened_on: date, built_on: date | None, latitude: Decimal | None, longitude: Decimal | None,
    problems: list[Problem] | None = None,
) -> None:
    """Raises Invalid with every problem at once, those already found among them."""
    problems = problems or []
    if kind not in Outlet.Kind.values:
        problems.append(Problem("kind", _("This kind of outlet is not known.")))
    if built_on is not None and built_on > opened_on:
        problems.append(Problem("built_on", _("It cannot open before it is built.")))
    if (latitude is None) != (longitude is None):
        problems.append(Problem("latitude", _("Give both latitude and longitude, or neither.")))
    if problems:
        raise Invalid(problems)


def check_open(outlet: Outlet) -> None:
    """Raises Clash for an outlet that is closed for good."""
    if outlet.closed_on is not None:
        raise Clash("This outlet is closed; open it again first.")
