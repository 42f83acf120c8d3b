"""Says in the caller's language what does not fit the shape that an operation expects."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wangdian.foundation.errors import Problem

EXACTLY = {
    "missing": gettext_noop("This is missing."),
    "extra_forbidden": gettext_noop("This is not known here."),
    "string_too_long": gettext_noop("Use at most %(max_length)s characters."),
    "string_too_short": gettext_noop("Use at least %(min_length)s characters."),
    "string_pattern_mismatch": gettext_noop("This is not written as it has to be."),
    "too_long": gettext_noop("Give at most %(max_length)s."),
    "too_short": gettext_noop("Give at least %(min_length)s."),
    "greater_than": gettext_noop("Give more than %(gt)s."),
    "greater_than_equal": gettext_noop("Give %(ge)s or more."),
    "less_than": gettext_noop("Give less than %(lt)s."),
    "less_than_equal": gettext_noop("Give %(le)s or less."),
    "decimal_max_digits": gettext_noop("Use at most %(max_digits)s digits."),
    "decimal_max_places": gettext_noop("Use at most %(decimal_places)s digits behind the point."),
    "decimal_whole_digits": gettext_noop("Use at most %(whole_digits)s digits before the point."),
    "literal_error": gettext_noop("Choose one of: %(expected)s."),
    "enum": gettext_noop("Choose one of: %(expected)s."),
}
"""The sentence for a kind of error as pydantic names it; blanks are filled from what it tells of the error."""
FAMILIES = {
    "string": gettext_noop("Give a text."),
    "int": gettext_noop("Give a whole number."),
    "float": gettext_noop("Give a number."),
    "decimal": gettext_noop("Give a number."),
    "finite": gettext_noop("Give a number."),
    "bool": gettext_noop("Say true or false."),
    "date": gettext_noop("Give a day, such as 2026-11-18."),
    "datetime": gettext_noop("Give a moment with its zone, such as 2026-11-18T12:00:00+08:00."),
    "timezone": gettext_noop("Give a moment with its zone, such as 2026-11-18T12:00:00+08:00."),
    "time": gettext_noop("Give a time, such as 08:30."),
    "uuid": gettext_noop("Give a UUID."),
    "base64": gettext_noop("Send the bytes in base64."),
    "list": gettext_noop("Give a list."),
    "dict": gettext_noop("Give an object with named fields."),
    "model": gettext_noop("Give an object with named fields."),
}
"""The sentence for every error of a family: its name up to the first underscore."""
OTHERWISE = gettext_noop("This does not fit here.")


def problems_in(errors: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The problems of a body, path or query, each at the name of its field."""
    return tuple(Problem(_place(error["loc"]), _why(error)) for error in errors)


def _why(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    words = EXACTLY.get(kind) or FAMILIES.get(kind.split("_", maxsplit=1)[0], OTHERWISE)
    return _(words) % error.get("ctx", {}) if "%(" in words else _(words)


def _place(loc: tuple[str | int, ...]) -> str:
    """`("body", "body", "code")` names the field code."""
    names = [str(part) for part in loc[1:]]
    return ".".join(names[1:] if names[:1] == ["body"] else names)
