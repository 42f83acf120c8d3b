"""The database itself refuses to change or remove what the audit log holds."""

import pytest
from django.db import DatabaseError, connection, transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.journal.models import AuditEntry
from wangdian.domain.rights import SYSTEM


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE journal_auditentry SET verb = 'x'", "DELETE FROM journal_auditentry"],
)
def test_a_row_is_neither_changed_nor_removed(statement: str) -> None:
    entry = record(SYSTEM, "tests.act", "thing", 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get() == entry
    assert AuditEntry.objects.get().verb == "tests.act"


SAME = "seq, at, actor_id, 'bent', noun, noun_id, path, detail, prev_hash, hash"
NEXT = "seq + 1, at, actor_id, 'bent', noun, noun_id, path, detail, prev_hash"
COLUMNS = "seq, at, actor_id, verb, noun, noun_id, path, detail, prev_hash, hash"
UPSERTS = [
    f"INSERT INTO journal_auditentry ({COLUMNS}) SELECT {SAME} FROM journal_auditentry WHERE true "
    f"ON CONFLICT ({key}) DO UPDATE SET verb = 'bent'"
    for key in ("seq", "hash")
]
REPLACES = [
    f"REPLACE INTO journal_auditentry ({COLUMNS}) SELECT {SAME} FROM journal_auditentry",
    f"REPLACE INTO journal_auditentry ({COLUMNS}) SELECT {NEXT}, hash FROM journal_auditentry",
    f"REPLACE INTO journal_auditentry (rowid, {COLUMNS}) SELECT rowid, {NEXT}, 'new' FROM journal_auditentry",
]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", [*UPSERTS, *([] if connection.vendor == "postgresql" else REPLACES)])
def test_a_row_is_not_replaced_by_another_under_one_of_its_keys(statement: str) -> None:
    entry = record(SYSTEM, "tests.act", "thing", 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(AuditEntry.objects.values("verb", "hash")) == [{"verb": "tests.act", "hash": entry.hash}]


@pytest.mark.django_db(transaction=True)
def test_a_table_that_was_committed_is_not_emptied() -> None:
    with transaction.atomic():
        record(SYSTEM, "tests.act", "thing", 1)
    words = "TRUNCATE journal_auditentry" if connection.vendor == "postgresql" else "DELETE FROM journal_auditentry"
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(words)
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_refusal_is_back_after_the_tables_were_emptied_between_tests() -> None:
    assert AuditEntry.objects.count() == 0
    with transaction.atomic():
        record(SYSTEM, "tests.act", "thing", 1)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(verb="x")
