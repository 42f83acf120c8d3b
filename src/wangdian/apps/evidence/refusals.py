"""What evidence refuses beyond the usual, each with the code that the walk protocol gives it."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wangdian.foundation.errors import Clash, Invalid, Problem, Refused


class OtherPerson(Clash):
    """What was gathered by one person is sent by another."""

    code = "other_person"

    def __init__(self) -> None:
        super().__init__(gettext_noop("This was gathered under another login. Log in as that person to send it."))


class OtherWalk(Clash):
    """The id belongs to a walk of another outlet or kind."""

    code = "other_walk"

    def __init__(self) -> None:
        super().__init__(gettext_noop("This walk belongs to another outlet or is of another kind."))


class IdTaken(Clash):
    """The id was used by somebody else."""

    code = "id_taken"

    def __init__(self) -> None:
        super().__init__(gettext_noop("This was already sent by somebody else under the same number."))


class OffsetDiffers(Clash):
    """The upload stands elsewhere than the sender believes."""

    code = "offset"

    def __init__(self) -> None:
        super().__init__(gettext_noop("The upload stands elsewhere. Ask where, and go on from there."))


class TooManyUploads(Clash):
    """One person has more half-sent photos than any walk could need."""

    code = "too_many"

    def __init__(self) -> None:
        super().__init__(gettext_noop("Too many photos are half sent. Let those arrive first."))


class PhotoRemoved(Refused):
    """The time of the photo was over: its row and hash are kept, its bytes are not."""

    status = 410
    code = "removed"

    def __init__(self) -> None:
        super().__init__(gettext_noop("This photo was removed: its time was over by the bank's rule."))


_WORDS: dict[str, Callable[[], str]] = {
    "too_large": lambda: _("The photo is larger than 8 MB. Take it again with a lower resolution."),
    "hash_differs": lambda: _("The photo broke on the way. It is sent once more."),
    "not_a_photo": lambda: _("This is not a whole JPEG, PNG or WebP photo. Take it again."),
    "too_many_pixels": lambda: _("The photo has more than 40 megapixels. Take it again with a lower resolution."),
    "animated": lambda: _("This picture moves. Take a photo instead."),
    "more_than_a_photo": lambda: _("This file holds more than a photo. Take it again, without motion."),
}


class BadPhoto(Invalid):
    """Bytes that are not kept; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__([Problem("photo", _WORDS[code]())])
        self.code = code
