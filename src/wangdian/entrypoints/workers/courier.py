"""The loop that delivers facts to their listeners, sends what goes outside and starts what the schedule asks for."""

from collections.abc import Sequence
from threading import Event

from django.db import close_old_connections

from wangdian.apps.journal.actions.deliver import deliver_due
from wangdian.apps.people.sending import Sender
from wangdian.entrypoints.workers.schedule import SCHEDULE, Job
from wangdian.entrypoints.workers.timetable import Timetable

PAUSE_S = 0.5
"""How long an idle courier waits before it looks into the outbox again."""


def work(stop: Event, jobs: Sequence[Job] = SCHEDULE) -> None:
    """Runs until `stop` is set, and ends after what is in hand; a lost database ends it with its error."""
    timetable, sender = Timetable(jobs), Sender()
    try:
        while not stop.is_set():
            close_old_connections()
            told = deliver_due() + sender.gather() + sender.start_due()
            timetable.gather()
            timetable.start_due()
            if not told:
                stop.wait(PAUSE_S)
    finally:
        sender.close()
        timetable.close()
        timetable.gather(wait=True)
