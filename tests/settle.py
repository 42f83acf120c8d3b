"""Delivers what waits in the outbox, so that a test sees what follows from what it did."""

from wangdian.apps.journal.actions.deliver import deliver_due
from wangdian.apps.journal.models import OutboxRow


def settle(most: int = 10_000) -> int:
    """Delivers until nothing is due at the pinned moment; returns how many facts were told.

    A listener that fails makes the test fail with the listener's own error.
    """
    errors: list[BaseException] = []

    def failed(row: OutboxRow, error: BaseException) -> None:
        error.add_note(f"raised by listener {row.listener} of {row.topic}")
        errors.append(error)

    told = 0
    while told < most:
        now = deliver_due(200, failed)
        if errors:
            raise errors[0]
        if now == 0:
            return told
        told += now
    raise AssertionError(f"the outbox never settles: {told} facts told and still more are due")
