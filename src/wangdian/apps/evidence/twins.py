"""Looks for re-used photos: takes the fingerprint of each, lays it over those that are near, and has a person asked.

It runs later than receiving; running twice, or in two processes at once, does no harm.
"""

import time
from threading import Lock

from django.db import transaction
from django.db.models import Exists, OuterRef

from wangdian.apps.evidence.gallery import Gallery
from wangdian.apps.evidence.models import AnswerPhoto, PaperSheet, Photo, PhotoPrint
from wangdian.apps.evidence.overlaying import Fit, Sight, fit_of, sight_of
from wangdian.apps.evidence.prints import Grey, Print, grey_of, print_of
from wangdian.apps.evidence.shelf import thumbnail_bytes
from wangdian.apps.evidence.twin_questions import EXACT, NOT_LAID, ask_about, ask_about_bytes, walks_of
from wangdian.foundation import clock

SECONDS = 4.0
"""How long one run may take: other jobs wait behind it."""
BATCH = 50
NEWEST = 2_000
"""A usual run looks for photos without a fingerprint among so many of the newest; `catch_up` among all."""
SURE = 0.95
"""When so much of a picture lies exactly, no further photo is looked at."""
NEARLY_SAME = 12
"""Bits of 256 in which a photo may differ from one that cannot be looked at any more, to be asked about all the same.
Saving anew and making smaller change up to 8. Of honest new shots of one place the nearest two of 600 differed in 16,
of pictures of different places in 94; half of what was brightened or taken off a screen, and every crop, differ more.
"""

_gallery = Gallery()
_one_at_a_time = Lock()


def look_for_twins(seconds: float = SECONDS, gallery: Gallery | None = None, newest: int | None = NEWEST) -> int:
    """Fingerprints and compares until nothing waits or the time is over; returns how many photos were compared.

    `newest` None: among all photos, however old. `gallery` is this process's own if none is given.
    """
    end, done = time.monotonic() + seconds, 0
    with _one_at_a_time:
        while True:
            took = take_prints(newest)
            waiting = PhotoPrint.objects.filter(compared=False).order_by("pk").values_list("pk", flat=True)
            ids = list(waiting[:BATCH])
            for pk in ids:
                _compare(pk, gallery or _gallery)
                done += 1
                if time.monotonic() > end:
                    return done
            if not took and not ids:
                return done


def catch_up() -> int:
    """The same among all photos: those that were here before there were fingerprints, or came by another way."""
    return look_for_twins(newest=None)


def take_prints(newest: int | None = NEWEST) -> int:
    """Fingerprints some photos that have none, older ones first; returns how many.

    Not those that are day sheets alone: two sheets of one form lie on each other as a photo on its copy.
    """
    rows = Photo.objects.filter(~Exists(PhotoPrint.objects.filter(photo=OuterRef("pk"))))
    sheets, shown = (one.objects.filter(photo=OuterRef("pk")) for one in (PaperSheet, AnswerPhoto))
    rows = rows.filter(~Exists(sheets) | Exists(shown))
    if newest is not None:
        last = Photo.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        rows = rows.filter(pk__gt=last - newest)
    found = list(rows.order_by("pk").values_list("pk", "sha256")[:BATCH])
    now, made = clock.now(), []
    for pk, sha256 in found:
        grey = _grey(sha256)
        taken = Print(b"", b"") if grey is None else print_of(grey)
        made.append(PhotoPrint(photo_id=pk, whole=taken.whole, inside=taken.inside, taken_at=now))
    PhotoPrint.objects.bulk_create(made, ignore_conflicts=True)
    return len(found)


def _grey(sha256: str) -> Grey | None:
    """None where the picture is gone, or was never kept here."""
    try:
        return grey_of(thumbnail_bytes(sha256))
    except (KeyError, ValueError):
        return None


def _compare(pk: int, gallery: Gallery) -> None:
    """Every print is committed before it is compared, so that of two at once at least one meets the other."""
    gallery.top_up()
    row = PhotoPrint.objects.select_related("photo").get(pk=pk)
    photo = row.photo
    earliest = Photo.objects.filter(sha256=photo.sha256, pk__lt=photo.pk).order_by("pk").first()
    taken = Print(bytes(row.whole), bytes(row.inside))
    near = [] if earliest else gallery.near(taken, without=[photo.pk])
    others = Photo.objects.exclude(sha256=photo.sha256).in_bulk(near)
    walks = walks_of([photo.pk, *others])
    own = set(walks[photo.pk])
    strangers = [others[i] for i in near if i in others and not own & set(walks[i])]
    twin = (earliest, EXACT) if earliest else _twin(photo, strangers) or _gone_twin(taken, strangers, gallery)
    with transaction.atomic():
        ask_about_bytes([photo.pk])
        if twin is not None:
            ask_about(photo, twin[0], twin[1], walks)
        PhotoPrint.objects.filter(pk=pk).update(compared=True)


def _twin(photo: Photo, others: list[Photo]) -> tuple[Photo, Fit] | None:
    """Of the near ones the one on which this photo lies best, if well enough to ask."""
    sight: Sight | None = None
    best: tuple[Photo, Fit] | None = None
    for other in others:
        sight = sight or _sight(photo.sha256)
        beside = _sight(other.sha256)
        if sight is None or beside is None:
            continue
        fit = fit_of(sight, beside)
        if fit.is_question and (best is None or fit.share > best[1].share):
            best = other, fit
        if fit.share >= SURE:
            break
    return best


def _gone_twin(taken: Print, others: list[Photo], gallery: Gallery) -> tuple[Photo, Fit] | None:
    """The nearest of those whose time is over, if its fingerprint, which is all that is left of it, is nearly this."""
    gone = {photo.pk: photo for photo in others if photo.removed_at is not None}
    near = gallery.near(taken, radius=NEARLY_SAME) if gone else []
    return next(((gone[pk], NOT_LAID) for pk in near if pk in gone), None)


def _sight(sha256: str) -> Sight | None:
    grey = _grey(sha256)
    return None if grey is None else sight_of(grey)
