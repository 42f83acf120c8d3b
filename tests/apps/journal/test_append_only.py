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
