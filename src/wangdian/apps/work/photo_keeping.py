"""Removes the bytes of photos whose time is over by the bank's own rules; the rows with their hashes stay."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from wangdian.apps.evidence.models import Photo, PhotoBlur, PhotoHold
from wangdian.apps.evidence.queries_keeping import photo_rules
from wangdian.apps.evidence.shelf import blurred_key, photo_key, shelf, small_blurred_key, thumbnail_key
from wangdian.apps.journal.actions.record import hold_log, record
from wangdian.apps.work.photo_uses import uses_of
from wangdian.domain.photo_keeping import End, Kind, end_of
from wangdian.domain.rights import SYSTEM
from wangdian.foundation import clock

CHUNK = 200
SECONDS = 4.0
"""How long one run of the night may take: other jobs wait behind it."""
NIGHT = range(1, 5)
SWEPT = timedelta(days=3)
"""Bytes of what was removed so lately are looked for once more: a process may have ended between row and file."""


@dataclass(slots=True)
class Removal:
    """What was, or would be, removed: how many of each kind, how many bytes; `held` are over but held back.

    `looked_at` counts photos old enough to be asked about; `first` names some of them by hash.
    """

    of_kind: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    held: int = 0
    looked_at: int = 0
    first: list[str] = field(default_factory=list)
    whole: bool = True

    @property
    def photos(self) -> int:
        return self.of_kind.total()

    def add(self, photo: Photo, end: End) -> None:
        self.of_kind[end.kind.value] += 1
        self.bytes += photo.size
        if len(self.first) < 20:
            self.first.append(photo.sha256)


def removable(most: int | None = None) -> Removal:
    """What a run would remove now, and removes nothing; looks at `most` of the oldest, or at all."""
    found = Removal()
    for chunk in _old(photo_rules(), most):
        for photo, end in _over(chunk, found):
            found.add(photo, end)
    found.whole = most is None or found.looked_at < most
    return found


def remove_photos(most: int | None = None) -> Removal:
    """Removes what is over. Safe to run twice and to break off: a chunk is decided and written in one transaction."""
    found = Removal()
    _sweep()
    for chunk in _old(photo_rules(), most):
        _drop(_remove([photo.pk for photo in chunk], found))
    found.whole = most is None or found.looked_at < most
    return found


@dataclass(slots=True)
class Night:
    """How far this process is with the photos of a night: it looks at some, lets other jobs go on, and comes back."""

    day: date | None = None
    last: int = 0
    done: bool = False


_night = Night()


def remove_at_night(night: Night = _night, seconds: float = SECONDS) -> int:
    """Between one and five o'clock, once a night, a few seconds at a time; returns how many were removed now."""
    local = clock.now().astimezone(clock.BANK_ZONE)
    if local.hour not in NIGHT:
        return 0
    if night.day != local.date():
        night.day, night.last, night.done = local.date(), 0, False
        _sweep()
    end, found = time.monotonic() + seconds, Removal()
    while not night.done:
        chunk = next(_old(photo_rules(), CHUNK, night.last), [])
        night.done = not chunk
        if chunk:
            night.last = chunk[-1].pk
            _drop(_remove([photo.pk for photo in chunk], found))
        if time.monotonic() > end:
            break
    return found.photos


def _old(days: dict[Kind, int], most: int | None, last: int = 0) -> Iterator[list[Photo]]:
    """Photos that came long enough ago for some rule, the oldest rows first, behind the row `last`."""
    if not days:
        return
    before, seen = clock.now() - timedelta(days=min(days.values())), 0
    while most is None or seen < most:
        rows = Photo.objects.filter(pk__gt=last, removed_at=None, received_at__lte=before).select_related("unit")
        chunk = list(rows.order_by("pk")[: CHUNK if most is None else min(CHUNK, most - seen)])
        if not chunk:
            return
        last, seen = chunk[-1].pk, seen + len(chunk)
        yield chunk


def _over(photos: Sequence[Photo], found: Removal) -> Iterator[tuple[Photo, End]]:
    """Those whose time is over and which no hold keeps; counts the others in `found`."""
    days, uses, now = photo_rules(), uses_of([photo.pk for photo in photos]), clock.now()
    holds = tuple(PhotoHold.objects.filter(lifted_at=None).values_list("unit__path", flat=True))
    found.looked_at += len(photos)
    for photo in photos:
        end = end_of(uses.get(photo.pk, ()), photo.received_at, days)
        if end is None or end.at > now:
            continue
        if photo.unit.path.startswith(holds):
            found.held += 1
        else:
            yield photo, end


@transaction.atomic
def _remove(ids: Sequence[int], found: Removal) -> list[str]:
    """Decides under a lock and marks the rows; returns their hashes."""
    now = clock.now()
    rows = Photo.objects.select_for_update(of=("self",)).filter(pk__in=ids, removed_at=None)
    gone: dict[tuple[str, str], list[Photo]] = {}
    for photo, end in _over(list(rows.select_related("unit").order_by("pk")), found):
        gone.setdefault((photo.unit.path, end.kind.value), []).append(photo)
        found.add(photo, end)
    for (path, kind), photos in gone.items():
        numbers = [photo.pk for photo in photos]
        Photo.objects.filter(pk__in=numbers).update(removed_at=now, removed_as=kind)
        record(SYSTEM, "work.remove_photos", "photos", numbers[0], path, {"kind": kind, "photos": numbers})
    return sorted({photo.sha256 for photos in gone.values() for photo in photos})


def _drop(hashes: Sequence[str]) -> None:
    for sha256 in hashes:
        _drop_unless_needed(sha256)


@transaction.atomic
def _drop_unless_needed(sha256: str) -> None:
    """Looks while the log is held: the same bytes may belong to another unit, or have come again since it was decided.

    Who books them records it, so that it is before this, and they stay, or behind it, and they are put again.
    """
    hold_log()
    if Photo.objects.filter(sha256=sha256, removed_at=None).exists():
        return
    names = list(PhotoBlur.objects.filter(photo__sha256=sha256).values_list("rendering", flat=True))
    keys = {thumbnail_key: [sha256], blurred_key: names, small_blurred_key: names, photo_key: [sha256]}
    for key, of in keys.items():
        for name in of:
            shelf().photos.drop(key(name))


def _sweep() -> None:
    late = Photo.objects.filter(removed_at__gte=clock.now() - SWEPT)
    hashes = sorted(set(late.values_list("sha256", flat=True)))
    _drop([sha256 for sha256 in hashes if shelf().photos.has(photo_key(sha256))])
