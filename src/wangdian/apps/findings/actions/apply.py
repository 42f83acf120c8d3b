"""Makes and removes standings, so that there is one for every requirement at every subject it applies to."""

from collections.abc import Callable, Iterable

from django.db import transaction

from wangdian.apps.findings.applying import applying, places_of
from wangdian.apps.findings.casework import Casework, Pair, Trace
from wangdian.apps.findings.models import Standing
from wangdian.apps.findings.touching import touch
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.standards.catalogue import BY_REPORT, current_requirements
from wangdian.domain.finding_events import Withdrawn
from wangdian.foundation import clock

OUTLETS_AT_ONCE = 20
Progress = Callable[[int], None]
"""Told how many outlets were done since it was told last."""


def apply_to_subjects(subject_ids: Iterable[int], keys: Iterable[str] | None = None) -> None:
    """Makes the standings that are missing and takes back those that no longer apply; `keys` narrows it.

    New standings and those of a changed requirement are due at once. Findings that stand where nothing applies any
    more are withdrawn. The number of queries does not depend on the number of subjects.
    """
    catalogue = current_requirements()
    wanted = None if keys is None else set(keys)
    ids = list(subject_ids)
    units: dict[Pair, int] = {}
    for place in places_of(ids):
        for held in applying(catalogue, place, clock.today()):
            if wanted is None or held.key in wanted:
                units[held.id, place.id] = place.unit_id
    with transaction.atomic():
        present = _present(ids, wanted)
        missing = units.keys() - present
        Standing.objects.bulk_create([_due(pair, units[pair]) for pair in sorted(missing)], ignore_conflicts=True)
        touch({units[pair] for pair in missing})
        if wanted is not None:
            Standing.objects.filter(subject_id__in=ids, requirement__key__in=wanted).update(look_again_at=clock.now())
        withdraw(present - units.keys())


@transaction.atomic
def withdraw(pairs: Iterable[Pair]) -> None:
    """Takes back what no longer applies: the finding that stands is closed, the standing goes."""
    pairs = set(pairs)
    if not pairs:
        return
    work = Casework(pairs)
    gone = []
    for pair in pairs:
        case = work[pair]
        if case.stands:
            work.step(case, Withdrawn(), clock.now(), Trace())
        gone.append(case.standing.pk)
    work.save()
    touch({work[pair].standing.unit_id for pair in pairs})
    Standing.objects.filter(pk__in=gone).delete()


def apply_to_outlet(unit_id: int) -> None:
    """Everything that stands in one outlet, by the outlet's unit."""
    apply_to_subjects(Subject.objects.filter(unit_id=unit_id).values_list("pk", flat=True))


def apply_chunk(keys: Iterable[str] | None, after: int) -> int | None:
    """The next outlets behind the id `after`; returns the last one done, None if there was none left."""
    units = list(Outlet.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "unit_id")[:OUTLETS_AT_ONCE])
    if not units:
        return None
    subjects = Subject.objects.filter(unit_id__in=[unit for _, unit in units]).values_list("pk", flat=True)
    apply_to_subjects(subjects, keys)
    return units[-1][0]


def apply_everywhere(keys: Iterable[str] | None = None, progress: Progress | None = None) -> None:
    """The whole bank, some outlets at a time; may be stopped and begun again."""
    done: int | None = apply_chunk(keys, 0)
    while done is not None:
        if progress:
            progress(OUTLETS_AT_ONCE)
        done = apply_chunk(keys, done)


def outlets_there() -> int:
    """How many outlets `apply_everywhere` will go through."""
    return Outlet.objects.count()


def _present(ids: list[int], keys: set[str] | None) -> set[Pair]:
    rows = Standing.objects.filter(subject_id__in=ids).exclude(requirement__key__in=BY_REPORT)
    if keys is not None:
        rows = rows.filter(requirement__key__in=keys)
    return set(rows.values_list("requirement_id", "subject_id"))


def _due(pair: Pair, unit_id: int) -> Standing:
    now = clock.now()
    return Standing(requirement_id=pair[0], subject_id=pair[1], unit_id=unit_id, since=now, look_again_at=now)
