"""Parts of a photo as a page sends them: JSON rectangles, as shares of the upright picture."""

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from wangdian.apps.evidence.blurring import Part
from wangdian.foundation.errors import invalid

_PARTS: TypeAdapter[list[Part]] = TypeAdapter(list[Part])


def parts_in(text: str) -> list[Part]:
    """Raises Invalid for what is no list of rectangles."""
    try:
        return _PARTS.validate_json(text or "[]")
    except ValidationError as error:
        raise invalid("parts", _("Draw a part of the picture first.")) from error
