"""The one table of what runs by itself, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from wangdian.adapters.queued_sqlite.statistics import look_at_tables
from wangdian.apps.evidence.jobs import drop_stale_uploads, miss_walks, plan_walks
from wangdian.apps.evidence.twins import catch_up, look_for_twins
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.journal.actions.answer_once import forget_answers
from wangdian.apps.journal.actions.deliver import forget_done
from wangdian.apps.people.answers import forget_sendings
from wangdian.apps.people.jobs import mail_held
from wangdian.apps.people.sessions import SessionStore
from wangdian.apps.reports.agreed import follow_agreement
from wangdian.apps.reports.dry_runs import forget_lines
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.standards.actions.adopt_edition import put_in_force
from wangdian.apps.work.jobs import escalate
from wangdian.apps.work.photo_keeping import remove_at_night
from wangdian.entrypoints.imports.runs import forget_uploads, take_up
from wangdian.entrypoints.workers.dry_runs import take_up_dry_runs


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is safe to run twice and to run at any time; it runs at start and then every `every`."""

    name: str
    every: timedelta
    run: Callable[[], object]


SCHEDULE: tuple[Job, ...] = (
    Job("look at what fell due", timedelta(seconds=20), sweep),
    Job("tell what is late", timedelta(minutes=1), escalate),
    Job("notice missed walks", timedelta(minutes=1), miss_walks),
    Job("plan walks ahead", timedelta(minutes=30), plan_walks),
    Job("forget half-sent photos", timedelta(hours=6), drop_stale_uploads),
    Job("take up imports whose process died", timedelta(seconds=30), take_up),
    Job("forget uploaded spreadsheets", timedelta(hours=6), forget_uploads),
    Job("forget delivered facts", timedelta(hours=6), forget_done),
    Job("forget answers of keyed requests", timedelta(hours=6), forget_answers),
    Job("forget ended sessions", timedelta(hours=6), SessionStore.clear_expired),
    Job("send what quiet hours held", timedelta(minutes=1), mail_held),
    Job("give up and forget what went outside", timedelta(hours=1), forget_sendings),
    Job("take up dry runs whose process died", timedelta(seconds=30), take_up_dry_runs),
    Job("forget lines of old dry runs", timedelta(hours=6), forget_lines),
    Job("begin with the sheet of the day", timedelta(minutes=1), put_in_force),
    Job("look for re-used photos", timedelta(seconds=6), look_for_twins),
    Job("look for re-used photos among old ones", timedelta(minutes=5), catch_up),
    Job("remove photos whose time is over", timedelta(minutes=1), remove_at_night),
    Job("keep the scores of the day", timedelta(minutes=2), score_today),
    Job("keep how checks agree to its days", timedelta(minutes=30), follow_agreement),
    Job("let the database know what it holds", timedelta(hours=6), look_at_tables),
)
