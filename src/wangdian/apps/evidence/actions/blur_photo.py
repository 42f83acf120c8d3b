"""Makes parts of a photo unreadable for everybody: faces, screens, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.evidence.access import photo_for
from wangdian.apps.evidence.blurring import Part, rendered
from wangdian.apps.evidence.models import Photo, PhotoBlur
from wangdian.apps.evidence.refusals import PhotoRemoved
from wangdian.apps.evidence.shelf import blurred_key, photo_bytes, shelf, small_blurred_key
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid

MOST_PARTS = 40
LEAST_SIDE = 0.005
"""Of the picture: a smaller rectangle is a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlurPhoto(Verb):
    """Adds `parts` to those that are unreadable already; what was blurred is not shown again.

    The bytes that came stay as they are under their seal, for who holds SEE_ORIGINALS. Raises Invalid, PhotoRemoved.
    """

    name = "evidence.blur_photo"
    right = Right.BLUR_PHOTOS

    who: Actor
    sha256: str
    parts: Sequence[Part]

    def do(self) -> int:
        """How many parts are unreadable now."""
        photo = self._photo()
        parts = [*_before(photo), *self._fresh()]
        if len(parts) > MOST_PARTS:
            raise invalid("parts", _("A photo takes at most %(most)s parts.") % {"most": MOST_PARTS})
        picture = rendered(photo_bytes(photo.sha256), parts)
        name = sha256(picture.whole).hexdigest()
        shelf().photos.put(blurred_key(name), picture.whole)
        shelf().photos.put(small_blurred_key(name), picture.small)
        self._note(photo, parts, name)
        return len(parts)

    def _photo(self) -> Photo:
        photo = photo_for(self.who, self.sha256)
        guard(self.who, self.right, photo.unit.path)
        if photo.removed_at is not None:
            raise PhotoRemoved
        return photo

    def _fresh(self) -> list[Part]:
        for left, top, width, height in self.parts:
            inside = 0 <= left < 1 and 0 <= top < 1 and left + width <= 1.001 and top + height <= 1.001
            if not (inside and width >= LEAST_SIDE and height >= LEAST_SIDE):
                raise invalid("parts", _("Draw each part inside the picture."))
        if not self.parts:
            raise invalid("parts", _("Draw a part of the picture first."))
        return list(self.parts)

    @transaction.atomic
    def _note(self, photo: Photo, parts: Sequence[Part], rendering: str) -> None:
        PhotoBlur.objects.update_or_create(photo=photo, defaults={
            "parts": [list(part) for part in parts], "rendering": rendering, "by_id": self.who.id, "at": clock.now(),
        })
        detail = {"parts": len(parts), "rendering": rendering}
        record(self.who, self.name, "photo", photo.pk, photo.unit.path, detail)


def _before(photo: Photo) -> list[Part]:
    blur: PhotoBlur | None = getattr(photo, "blur", None)
    return [(p[0], p[1], p[2], p[3]) for p in blur.parts] if blur else []
