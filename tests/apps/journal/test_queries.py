"""Pages of the audit log and the state of the outbox: who reads what, and what each question costs."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.journal.actions.record import record
from wangdian.apps.journal.models import OutboxRow
from wangdian.apps.journal.queries import audit_page, outbox_state
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import NotAllowed


@pytest.fixture
def acts(cast: Cast) -> list[int]:
    """One act in the east, one in the west, one without a place, an hour apart."""
    found = []
    for hour, path in enumerate((cast.east.path, cast.far_outlet.unit.path, "")):
        with clock.standing_at(NOON + timedelta(hours=hour)):
            found.append(record(SYSTEM, f"tests.act_{hour}", "thing", hour, path).seq)
    return found


def test_an_auditor_of_the_bank_reads_everything_newest_first(
    cast: Cast, acts: list[int], django_assert_num_queries: object,
) -> None:
    who = cast.near(Role.AUDITOR)
    with django_assert_num_queries(1):
        page = audit_page(who, limit=2)
    assert [card.seq for card in page.items] == [acts[2], acts[1]]
    assert audit_page(who, limit=2, after=page.after).items[0].seq == acts[0]


def test_an_auditor_of_a_branch_reads_the_branch_alone(cast: Cast, acts: list[int]) -> None:
    seen = {card.seq for card in audit_page(cast.far(Role.AUDITOR), limit=200).items}
    assert acts[1] in seen
    assert not {acts[0], acts[2]} & seen


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_nobody_else_reads_the_log(cast: Cast, role: Role) -> None:
    with pytest.raises(NotAllowed):
        audit_page(cast.near(role))


def test_acts_are_found_by_verb_actor_noun_and_time(cast: Cast, acts: list[int]) -> None:
    who = cast.near(Role.AUDITOR)
    assert [c.seq for c in audit_page(who, verb="tests.act_1").items] == [acts[1]]
    assert [c.seq for c in audit_page(who, noun="thing", noun_id="2").items] == [acts[2]]
    assert [c.seq for c in audit_page(who, actor=0, since=NOON + timedelta(hours=1)).items] == [acts[2], acts[1]]
    within = audit_page(who, noun="thing", since=NOON, until=NOON + timedelta(hours=1))
    assert [c.seq for c in within.items] == [acts[0]]
    assert audit_page(who, actor=987654).items == ()


def test_the_state_of_the_outbox_costs_one_query(db: None, django_assert_num_queries: object) -> None:
    OutboxRow.objects.bulk_create([
        OutboxRow(topic="t", listener="l", body={}, at=NOON, due_at=NOON - timedelta(minutes=5)),
        OutboxRow(topic="t", listener="l", body={}, at=NOON, due_at=NOON + timedelta(hours=1), last_error="ValueError"),
        OutboxRow(topic="t", listener="l", body={}, at=NOON, due_at=NOON - timedelta(days=1), done_at=NOON),
    ])
    with django_assert_num_queries(1):
        state = outbox_state()
    assert (state.waiting, state.failing, state.oldest) == (1, 1, timedelta(minutes=5))
