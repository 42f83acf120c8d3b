"""The chain of the audit log: whatever is done to it behind Wangdian's back shows."""

from collections.abc import Iterator

import pytest
from django.db import connection

from wangdian.apps.journal import append_only, chain
from wangdian.apps.journal.actions.record import digest, record
from wangdian.apps.journal.chain import START, Anchor, anchor, verify_chain
from wangdian.apps.journal.models import AuditEntry, ChainHead
from wangdian.domain.rights import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_intruder_with_the_database() -> Iterator[None]:
    """Nine acts, and triggers dropped as somebody with the database's password could."""
    for number in range(9):
        record(SYSTEM, "tests.act", "thing", number, "00001", {"n": number, "late": number > 5, 3: None})
    append_only.remove(connection)
    yield
    append_only.install(connection)


def found() -> list[tuple[int, str]]:
    return [(b.seq, b.what) for b in verify_chain().breaks]


def rehashed(row: AuditEntry) -> None:
    """What a cleverer intruder does: the hash fits the row again."""
    row.hash = digest(
        seq=row.seq, at=row.at, actor_id=row.actor_id, verb=row.verb, noun=row.noun, noun_id=row.noun_id,
        path=row.path, detail=row.detail, prev_hash=row.prev_hash,
    )


def test_a_chain_as_it_was_written_is_whole() -> None:
    report = verify_chain(anchor())
    assert report.whole
    assert (report.rows, report.last.seq) == (9, 9)


def test_an_empty_log_is_whole() -> None:
    AuditEntry.objects.all().delete()
    ChainHead.objects.all().delete()
    assert verify_chain(Anchor(0, START)).whole


@pytest.mark.parametrize(
    ("field", "value"),
    [("verb", "x"), ("actor_id", 7), ("noun_id", "77"), ("path", "00002"), ("detail", {"n": 1}), ("noun", "other")],
)
def test_a_changed_row_shows(field: str, value: object) -> None:
    AuditEntry.objects.filter(seq=4).update(**{field: value})
    assert found() == [(4, "changed")]


def test_a_changed_row_with_a_fitting_hash_shows_at_the_next_row() -> None:
    row = AuditEntry.objects.get(seq=4)
    row.verb = "x"
    rehashed(row)
    row.save()
    assert found() == [(5, "unlinked")]


def test_a_removed_row_shows() -> None:
    AuditEntry.objects.filter(seq=4).delete()
    assert (5, "removed") in found()


def test_the_first_row_cannot_be_removed_unseen() -> None:
    AuditEntry.objects.filter(seq=1).delete()
    assert (2, "removed") in found()


def test_rows_put_into_another_order_show() -> None:
    AuditEntry.objects.filter(seq=3).update(seq=100)
    AuditEntry.objects.filter(seq=4).update(seq=3)
    AuditEntry.objects.filter(seq=100).update(seq=4)
    assert {seq for seq, _what in found()} >= {3, 4}


def test_a_cut_off_end_shows() -> None:
    AuditEntry.objects.filter(seq__gt=6).delete()
    assert found() == [(7, "cut_off")]


def test_a_cut_off_end_with_a_forged_head_shows_by_the_anchor_alone() -> None:
    kept = anchor()
    AuditEntry.objects.filter(seq__gt=6).delete()
    ChainHead.objects.update(seq=6, hash=AuditEntry.objects.get(seq=6).hash)
    assert verify_chain().whole
    assert [(b.seq, b.what) for b in verify_chain(kept).breaks] == [(7, "cut_off")]


def test_a_log_rewritten_as_a_whole_shows_by_the_anchor_alone() -> None:
    kept, before = anchor(), START
    for row in AuditEntry.objects.order_by("seq"):
        row.actor_id, row.prev_hash = 5, before
        rehashed(row)
        row.save()
        before = row.hash
    ChainHead.objects.update(hash=before)
    assert verify_chain().whole
    assert [(b.seq, b.what) for b in verify_chain(kept).breaks] == [(9, "anchor")]


def test_a_row_put_behind_the_head_shows() -> None:
    row = AuditEntry.objects.get(seq=9)
    row.seq, row.prev_hash = 10, row.hash
    rehashed(row)
    row.save(force_insert=True)
    assert found() == [(10, "head")]


def test_a_long_log_is_walked_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "CHUNK", 4)
    steps: list[int] = []
    assert verify_chain(tick=steps.append).whole
    assert steps == [4, 4, 1]
