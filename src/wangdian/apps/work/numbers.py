"""The numbers of orders: the day of the bank, and how many came before on that day."""

from wangdian.apps.work.models import NumberedDay
from wangdian.foundation import clock


def next_number() -> str:
    """Such as W20261118-0001; must live inside a transaction, whose lock on the day makes others wait."""
    day = clock.today()
    row, _made = NumberedDay.objects.select_for_update().get_or_create(day=day)
    row.last += 1
    row.save(update_fields=["last"])
    return f"W{day:%Y%m%d}-{row.last:04d}"
