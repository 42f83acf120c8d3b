"""Makes the database itself refuse to change or remove rows of the audit log."""

from typing import Any

SQLITE = {
    "journal_audit_no_update": ("BEFORE UPDATE", ""),
    "journal_audit_no_delete": ("BEFORE DELETE", ""),
    "journal_audit_no_replace": (
        "BEFORE INSERT",
        "WHEN EXISTS (SELECT 1 FROM journal_auditentry WHERE seq = NEW.seq OR hash = NEW.hash OR rowid = NEW.rowid) ",
    ),
}
"""By the trigger's name: when it fires, and on which rows alone. INSERT OR REPLACE removes the row in its way without
firing the trigger for removals (sqlite.org/lang_conflict.html), so that an insert in the way of any key is refused."""


def install(connection: Any) -> None:
    """Creates the triggers on SQLite or PostgreSQL; for the migration."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drops the triggers; for the migration backwards, and for tests that empty every table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS journal_audit_no_change ON journal_auditentry")
            cursor.execute("DROP TRIGGER IF EXISTS journal_audit_no_truncate ON journal_auditentry")
            return
        for name in SQLITE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION journal_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
            "CREATE OR REPLACE TRIGGER journal_audit_no_change BEFORE UPDATE OR DELETE ON journal_auditentry "
            "FOR EACH ROW EXECUTE FUNCTION journal_audit_refuse()",
            "CREATE OR REPLACE TRIGGER journal_audit_no_truncate BEFORE TRUNCATE ON journal_auditentry "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_audit_refuse()",
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {name} {event} ON journal_auditentry {condition}"
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        for name, (event, condition) in SQLITE.items()
    ]
