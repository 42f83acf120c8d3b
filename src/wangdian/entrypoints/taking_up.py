"""Work whose process died goes back into the queue."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django_tasks.base import Task


def taken_up(silent: Iterable[int], put_back: Callable[[int], bool], work: Task[[int], None]) -> int:
    """Queues `work` again for each id that `put_back` sets waiting, both or neither; returns how many."""
    back = 0
    for run_id in silent:
        with transaction.atomic():
            if put_back(run_id):
                work.enqueue(run_id)
                back += 1
    return back
