"""Notes that a service, cleaning, check, test or drill was done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.assets.models import UpkeepRecord
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.access import subject_for
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.thing_kinds import BUTTON_TESTS, upkeep_of
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, Problem

LONGEST_ANSWER = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordUpkeep(Verb):
    """Records what was done at a subject; returns the record's id. `done_at` for what comes again within the day.

    `answer_seconds` belongs to button tests: how long until somebody answered; None with a test that failed.
    """

    name = "assets.record_upkeep"
    right = Right.EDIT_THINGS

    who: Actor
    subject_id: int
    sort: str
    done_on: date
    done_at: datetime | None = None
    answer_seconds: int | None = None
    passed: bool = True
    note: str = ""

    @transaction.atomic
    def do(self) -> int:
        subject = subject_for(self.who, self.subject_id)
        guard(self.who, self.right, subject.unit.path)
        if not subject.active:
            raise Clash("This is out of use; nothing more is noted of it.")
        problems = self._problems(subject.kind)
        if problems:
            raise Invalid(problems)
        row = UpkeepRecord.objects.create(
            subject=subject, sort=self.sort, done_on=self.done_on, done_at=self.done_at,
            done_by_id=self.who.id or None, answer_seconds=self.answer_seconds, passed=self.passed, note=self.note,
        )
        announce(DatesChanged(subject_id=subject.pk))
        detail = {"subject": subject.pk, "sort": self.sort, "done_on": self.done_on.isoformat(), "passed": self.passed}
        record(self.who, self.name, "upkeep", row.pk, subject.unit.path, detail)
        return row.pk

    def _problems(self, kind: str) -> list[Problem]:
        problems = []
        if self.sort not in upkeep_of(kind):
            problems.append(Problem("sort", _("Nothing of this sort is kept here.")))
        if self.done_on > clock.today() or (self.done_at is not None and self.done_at > clock.now()):
            problems.append(Problem("done_on", _("What lies ahead cannot be done yet.")))
        elif self.done_at is not None and self.done_at.astimezone(clock.BANK_ZONE).date() != self.done_on:
            problems.append(Problem("done_at", _("This moment is on another day.")))
        if self.answer_seconds is not None:
            if self.sort not in BUTTON_TESTS:
                problems.append(Problem("answer_seconds", _("Only tests of buttons have an answer time.")))
            elif not 0 <= self.answer_seconds <= LONGEST_ANSWER:
                problems.append(Problem("answer_seconds", _("Give seconds within a day.")))
        elif self.sort in BUTTON_TESTS and self.passed:
            problems.append(Problem("answer_seconds", _("After how many seconds did somebody answer?")))
        return problems
