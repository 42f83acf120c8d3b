"""The life of a finding, one requirement at one subject, as a single pure step from state to state."""

from dataclasses import replace
from datetime import datetime

from wangdian.domain.finding_events import (
    Closed,
    Closing,
    Escalated,
    Event,
    Happening,
    Mended,
    MendingClaimed,
    Opened,
    Reopened,
    RepairDidNotHold,
    Seen,
    SightingCounted,
    Verified,
    Waived,
    WaiverEnd,
    WaiverEnded,
    WaiverGranted,
    WaiverOver,
    Withdrawn,
    WorkBegun,
    WorkStarted,
)
from wangdian.domain.finding_state import UNSETTLED, Life, Patience, State, Streak
from wangdian.domain.steps import IllegalStep
from wangdian.domain.verdict import Verdict

__all__ = ["UNSETTLED", "IllegalStep", "Life", "Patience", "State", "Step", "Streak", "step"]

Step = tuple[Life, tuple[Happening, ...]]


def step(life: Life, event: Event, at: datetime, rules: Patience) -> Step:
    """The life after `event` at `at` (aware), and what is to be made known of it, in order.

    Raises `IllegalStep` if the event does not fit the state; the given life is never changed.
    """
    if at.tzinfo is None:
        raise IllegalStep("The moment needs a time zone.")
    late = life.changed_at is not None and at < life.changed_at
    if isinstance(event, Seen):
        return _counted(life, event) if late else _expired_first(life, event, at, rules)
    if late:
        raise IllegalStep("Something later has already happened to this finding.")
    return _expired_first(life, event, at, rules)


def _expired_first(life: Life, event: Event, at: datetime, rules: Patience) -> Step:
    """A waiver whose time has come is over before anything else happens."""
    if isinstance(event, WaiverEnded) or life.waived_until is None or at < life.waived_until:
        return _apply(life, event, at, rules)
    after, happened = _apply(_unwaived(life), event, at, rules)
    return after, (WaiverOver(WaiverEnd.EXPIRED), *happened)


def _apply(life: Life, event: Event, at: datetime, rules: Patience) -> Step:
    match event:
        case Seen():
            return _seen(life, event, at, rules)
        case Reopened():
            return _reopened(life, at, rules)
        case _:
            return _stands(life, event, at)


def _stands(
    life: Life, event: WorkStarted | Mended | Verified | Waived | WaiverEnded | Withdrawn, at: datetime
) -> Step:
    """The events that make sense only while a finding stands."""
    if not life.unsettled:
        raise IllegalStep("There is no open finding.")
    match event:
        case WorkStarted(by=by):
            return _work_started(life, by, at)
        case Mended(by=by):
            return _mended(life, by, at)
        case Verified():
            return _verified(life, event, at)
        case Waived():
            return _waived(life, event, at)
        case WaiverEnded(by=by):
            return _waiver_ended(life, by, at)
        case Withdrawn(by=by):
            return _close(life, Closing.WITHDRAWN, by, at)


def _seen(life: Life, seen: Seen, at: datetime, rules: Patience) -> Step:
    if seen.verdict is Verdict.UNKNOWN:
        return life, ()
    after = replace(life, streak=_lengthened(life.streak, seen.verdict, at))
    if seen.verdict is Verdict.FAILS:
        return _seen_failing(after, seen, at, rules)
    return _seen_holding(after, seen, at, rules) if life.unsettled else (after, ())


def _seen_failing(life: Life, seen: Seen, at: datetime, rules: Patience) -> Step:
    streak = life.streak
    sure = streak is not None and rules.spent_by(streak)
    if not life.unsettled:
        return _open(life, at, rules) if sure else (life, ())
    counted, happened = _counted(life, seen)
    if life.state is State.MENDED and (sure or seen.on_inspection):
        back, more = _back_to_mending(counted, seen.by, at)
        return back, (*happened, *more)
    return counted, happened


def _seen_holding(life: Life, seen: Seen, at: datetime, rules: Patience) -> Step:
    """A device or the calendar needs patience; a person needs to be on an inspection, and someone else.

    A device whose word came through a person counts no more than that person would.
    """
    if seen.by is None:
        heard = seen.sent_by is None or not _barred(life, seen.sent_by)
        sure = heard and life.streak is not None and rules.spent_by(life.streak)
    else:
        sure = seen.on_inspection and not _barred(life, seen.by)
    if not sure:
        return life, ()
    why = Closing.VERIFIED if life.state is State.MENDED else Closing.SEEN_TO_HOLD
    return _close(life, why, seen.by, at)


def _barred(life: Life, by: str) -> bool:
    """Own work is not one's own to pass: not before it is said to be mended, nor at high or critical."""
    if life.state is State.MENDED:
        return life.severity.needs_other_eyes and by == life.mended_by
    return by == life.worker


def _counted(life: Life, seen: Seen) -> Step:
    """Counts one more failing look at a finding that stands, and changes nothing else."""
    if seen.verdict is not Verdict.FAILS or not life.unsettled:
        return life, ()
    after = replace(life, sightings=life.sightings + 1)
    return after, (SightingCounted(after.sightings),)


def _lengthened(streak: Streak | None, verdict: Verdict, at: datetime) -> Streak:
    if streak is None or (streak.verdict is not verdict and at >= streak.last):
        return Streak(verdict, at, at)
    if streak.verdict is not verdict:
        return streak
    return Streak(verdict, min(streak.since, at), max(streak.last, at), streak.count + 1)


def _open(life: Life, at: datetime, rules: Patience) -> Step:
    began = life.streak.since if life.streak is not None else at
    closed = life.closed_at
    recent = closed is not None and life.closed_why is not Closing.WITHDRAWN
    repeat = recent and closed is not None and began - closed <= rules.repeat_within
    repeats = life.repeats + 1 if repeat else 0
    severity = life.base.raised(repeats)
    sightings = life.streak.count if life.streak is not None else 1
    after = Life(
        base=life.base,
        state=State.OPEN,
        severity=severity,
        sightings=sightings,
        repeats=repeats,
        streak=life.streak,
        opened_at=at,
        changed_at=at,
    )
    opened = Opened(severity, repeat, repeats)
    if severity is life.base:
        return after, (opened,)
    return after, (opened, Escalated(life.base, severity))


def _reopened(life: Life, at: datetime, rules: Patience) -> Step:
    if life.state is not State.CLOSED:
        raise IllegalStep("Only a closed finding can be opened again.")
    return _open(replace(life, streak=Streak(Verdict.FAILS, at, at)), at, rules)


def _work_started(life: Life, by: str, at: datetime) -> Step:
    if life.state is State.MENDED:
        raise IllegalStep("It is said to be mended; it must be verified first.")
    return replace(life, state=State.MENDING, worker=by, changed_at=at), (WorkBegun(by),)


def _mended(life: Life, by: str, at: datetime) -> Step:
    if life.state is State.MENDED:
        raise IllegalStep("It is already said to be mended.")
    after = replace(life, state=State.MENDED, worker=by, mended_by=by, streak=None, changed_at=at)
    return after, (MendingClaimed(by),)


def _verified(life: Life, event: Verified, at: datetime) -> Step:
    if life.state is not State.MENDED:
        raise IllegalStep("Nobody has said that it is mended.")
    if _barred(life, event.by):
        raise IllegalStep("Whoever mended it cannot verify it.")
    if event.passed:
        return _close(life, Closing.VERIFIED, event.by, at)
    return _back_to_mending(life, event.by, at)


def _back_to_mending(life: Life, by: str | None, at: datetime) -> Step:
    after = replace(life, state=State.MENDING, mended_by=None, streak=None, changed_at=at)
    return after, (RepairDidNotHold(by),)


def _waived(life: Life, event: Waived, at: datetime) -> Step:
    if event.approved_by == event.asked_by:
        raise IllegalStep("A waiver needs an approver who did not ask for it.")
    if event.until.tzinfo is None or event.until <= at:
        raise IllegalStep("A waiver needs an end that lies ahead.")
    after = replace(
        life,
        waived_until=event.until,
        waiver_asked_by=event.asked_by,
        waiver_approved_by=event.approved_by,
        changed_at=at,
    )
    return after, (WaiverGranted(event.approved_by, event.until),)


def _waiver_ended(life: Life, by: str | None, at: datetime) -> Step:
    if life.waived_until is None:
        raise IllegalStep("There is no waiver.")
    if by is None and at < life.waived_until:
        raise IllegalStep("The waiver still runs.")
    why = WaiverEnd.EXPIRED if at >= life.waived_until else WaiverEnd.REVOKED
    return replace(_unwaived(life), changed_at=at), (WaiverOver(why),)


def _unwaived(life: Life) -> Life:
    return replace(life, waived_until=None, waiver_asked_by=None, waiver_approved_by=None)


def _close(life: Life, why: Closing, by: str | None, at: datetime) -> Step:
    over = (WaiverOver(WaiverEnd.CLOSED),) if life.waived_until is not None else ()
    after = replace(
        _unwaived(life),
        state=State.CLOSED,
        closed_at=at,
        closed_why=why,
        verified_by=by if why is Closing.VERIFIED else None,
        streak=None,
        changed_at=at,
    )
    return after, (*over, Closed(why, by))
