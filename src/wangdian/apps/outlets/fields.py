"""Sets fields of a row and says which of them differed."""

from collections.abc import Mapping

from django.db.models import Model


def change_fields(row: Model, wanted: Mapping[str, object]) -> list[str]:
    """Saves what differs from `wanted`; returns the names of those fields, none if the row was so already."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
    return changed
