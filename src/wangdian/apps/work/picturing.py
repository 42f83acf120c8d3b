"""Puts photos on an order that is in hand."""

from wangdian.apps.evidence.models import Photo
from wangdian.apps.work.casework import Case
from wangdian.apps.work.models import OrderPhoto
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash

MOST_PHOTOS = 30


def room_for(case: Case, more: int) -> None:
    """Raises Clash if the order has ended, or takes no more photos."""
    if case.life.ended:
        raise Clash("The order has ended.")
    if case.order.photos.count() + more > MOST_PHOTOS:
        raise Clash("An order takes at most %(most)s photos.", {"most": MOST_PHOTOS})


def add_photo(case: Case, photo: Photo, moment: str, by: int) -> bool:
    """Whether the photo is new to the order at that moment; the case has a turn more then, and is not saved yet."""
    _row, made = OrderPhoto.objects.get_or_create(
        order=case.order, photo=photo, moment=moment, defaults={"at": clock.now(), "by_id": by},
    )
    if made:
        case.turn("photo", by)
    return made
