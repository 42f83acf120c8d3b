"""The courier: each fact is told once, failures wait and never stop the rest, nothing unknown is dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pytest

from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.journal.actions import deliver
from wangdian.apps.journal.actions.announce import Listener, Outside, announce, connect
from wangdian.apps.journal.actions.deliver import LEASE, deliver_due, forget_done
from wangdian.apps.journal.models import IdempotencyKey, OutboxRow
from wangdian.config.wiring import wire
from wangdian.domain.facts import Fact
from wangdian.foundation import clock

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class BellRang(Fact):
    topic: ClassVar[str] = "tests.BellRang"
    bell: int


@pytest.fixture(autouse=True)
def own_wiring() -> Iterator[None]:
    yield
    wire()


def ring(listener: Listener, *, bells: int = 1, name: str = "tests.hear") -> None:
    connect({BellRang: {name: listener}})
    for bell in range(bells):
        announce(BellRang(bell=bell))


def remember(body: Mapping[str, Any], row_id: int) -> None:
    IdempotencyKey.objects.create(actor_id=body["bell"], key=str(row_id), request_hash="", at=clock.now())


def remember_and_fail(body: Mapping[str, Any], row_id: int) -> None:
    remember(body, row_id)
    raise ValueError("a name that must not be kept: Li Lei")


def test_each_fact_is_told_once() -> None:
    ring(remember, bells=3)
    assert deliver_due() == 3
    assert deliver_due() == 0
    assert sorted(IdempotencyKey.objects.values_list("actor_id", flat=True)) == [0, 1, 2]


def test_a_fact_with_a_later_moment_waits_for_it() -> None:
    connect({BellRang: {"tests.hear": remember}})
    announce(BellRang(bell=7), due_at=NOON + timedelta(hours=1))
    assert deliver_due() == 0
    with clock.standing_at(NOON + timedelta(hours=1)):
        assert deliver_due() == 1


def test_a_failing_listener_leaves_nothing_and_does_not_stop_the_rest() -> None:
    def fails_on_first(body: Mapping[str, Any], row_id: int) -> None:
        (remember_and_fail if body["bell"] == 0 else remember)(body, row_id)

    ring(fails_on_first, bells=3)
    assert deliver_due() == 2
    assert sorted(IdempotencyKey.objects.values_list("actor_id", flat=True)) == [1, 2]
    row = OutboxRow.objects.get(done_at=None)
    assert (row.tries, row.last_error, row.claimed_until) == (1, "ValueError", None)
    assert row.due_at > NOON


def test_the_wait_after_a_failure_grows_and_has_an_end() -> None:
    ring(remember_and_fail)
    waits, now = [], NOON
    for _ in range(12):
        with clock.standing_at(now):
            assert deliver_due() == 0
        due = OutboxRow.objects.get().due_at
        waits.append(due - now)
        now = due
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=10)
    assert waits[-1] == timedelta(hours=1)


def test_a_failed_fact_is_told_when_its_listener_is_well_again() -> None:
    ring(remember_and_fail)
    deliver_due()
    connect({BellRang: {"tests.hear": remember}})
    with clock.standing_at(NOON + timedelta(minutes=1)):
        assert deliver_due() == 1
    assert OutboxRow.objects.get().last_error == ""


def test_a_listener_that_no_longer_exists_is_kept_and_named() -> None:
    ring(remember)
    connect({})
    assert deliver_due() == 0
    row = OutboxRow.objects.get(done_at=None)
    assert row.last_error == deliver.UNKNOWN


def test_a_claimed_row_is_left_alone_until_its_lease_is_over() -> None:
    ring(remember)
    OutboxRow.objects.update(claimed_until=NOON + LEASE)
    assert deliver_due() == 0
    with clock.standing_at(NOON + LEASE):
        assert deliver_due() == 1


def test_who_lost_the_lease_leaves_nothing_behind() -> None:
    def slow(body: Mapping[str, Any], row_id: int) -> None:
        OutboxRow.objects.filter(pk=row_id).update(claimed_until=NOON + 5 * LEASE)

    ring(Outside(slow))
    assert deliver_due() == 0
    row = OutboxRow.objects.get()
    assert (row.done_at, row.claimed_until, row.last_error) == (None, NOON + 5 * LEASE, "")


def test_settling_follows_facts_that_cause_facts_and_shows_a_failure() -> None:
    def echo(body: Mapping[str, Any], row_id: int) -> None:
        if body["bell"] < 3:
            announce(BellRang(bell=body["bell"] + 1))

    ring(echo)
    assert settle() == 4
    ring(remember_and_fail)
    with pytest.raises(ValueError, match="Li Lei"):
        settle()


def test_rows_told_long_ago_are_forgotten_and_waiting_ones_kept() -> None:
    ring(remember, bells=2)
    deliver_due(1)
    with clock.standing_at(NOON + timedelta(days=15)):
        assert forget_done() == 1
    assert OutboxRow.objects.get().done_at is None
