"""Copies the rows of chosen outlets again and again inside the database, each copy with ids of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from demo.large.staging import looked_at, rows_of, run
from wangdian.apps.people.models import Person

PEOPLE_AS_NUMBERS = frozenset({"done_by_id"})
"""Columns that name a person without a reference."""


@dataclass(frozen=True)
class Table:
    """What is copied of a model: `joins` lead from a row `t` to its home (a unit's id), `where` chooses rows.

    `kept` is a condition on the copy `s` and its clone `c`; `changed` says by column what a copy has instead.
    """

    model: type[Model]
    joins: str
    home: str
    where: str = ""
    kept: str = ""
    changed: Mapping[str, str] = field(default_factory=dict)
    also: str = ""

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def source(self) -> str:
        return f"large_{self.name}"


@dataclass(frozen=True)
class Shift:
    """How ids move: a row's copy of turn k has the id `id + start + k * step`."""

    start: int
    step: int

    def of(self, column: str, turn: str = "c.k") -> str:
        return f"({column} + {self.start} + {turn} * {self.step})"


class Copier:
    """Knows of each table how its ids move; `shared` are ids of people of whom there are no copies.

    `begun` is how many outlets there were: no later turn has a number of an earlier one.
    """

    def __init__(self, tables: Sequence[Table], shared: Sequence[int], begun: int) -> None:
        self.tables, self.begun = tables, begun
        self.shared = ", ".join(str(one) for one in shared) or "0"
        self.shifts: dict[type[Model], Shift] = {}

    def stage(self, homes: Sequence[int]) -> None:
        """Sets the rows apart that will be copied, and works out where their copies go."""
        places = ", ".join(str(one) for one in homes)
        for table in self.tables:
            where = f"{table.home} IN ({places})" + (f" AND {table.where}" if table.where else "")
            run(f"DROP TABLE IF EXISTS {table.source}")
            run(f"CREATE TEMPORARY TABLE {table.source} AS SELECT t.*, {table.home} AS home{table.also} "
                f"FROM {table.name} t {table.joins} WHERE {where}")
            run(f"CREATE INDEX {table.source}_home ON {table.source} (home, id)")
            looked_at(table.source)
            if not _has_number(table.model):
                continue
            last = rows_of(f"SELECT coalesce(max(id), 0) FROM {table.name}")[0][0]
            step = rows_of(f"SELECT coalesce(max(id), 0) FROM {table.source}")[0][0]
            self.shifts[table.model] = Shift(last, step)

    def copy(self, table: Table, first: int, last: int) -> int:
        """The copies of turns `first` to `last`; returns how many rows."""
        fields = written(table.model)
        columns = [f.column for f in fields]
        values = [table.changed.get(f.column) or self.value(f, "s") for f in fields]
        kept = f" AND {table.kept}" if table.kept else ""
        return run(
            f"INSERT INTO {table.name} ({quoted(columns)}) SELECT {', '.join(values)} "
            f"FROM large_clone c CROSS JOIN {table.source} s "
            f"WHERE s.home = c.home AND c.k BETWEEN {first} AND {last}{kept} ORDER BY c.k, s.id",
        )

    def value(self, column: object, row: str, turn: str = "c.k") -> str:
        """What a copy has in a column where nothing else is said."""
        name = f'{row}."{column.column}"'
        model = column.model if column.primary_key else column.related_model
        if model is Person or column.column in PEOPLE_AS_NUMBERS:
            return self.person(name, turn)
        shift = self.shifts.get(model) if model else None
        return shift.of(name, turn) if shift else name

    def person(self, name: str, turn: str = "c.k") -> str:
        moved = self.shifts[Person].of(name, turn)
        return f"CASE WHEN {name} IN ({self.shared}) THEN {name} ELSE {moved} END"

    def clear(self) -> None:
        for table in self.tables:
            run(f"DROP TABLE IF EXISTS {table.source}")


def written(model: type[Model]) -> list[Any]:
    """The fields that a row is written with: what the database works out by itself is none of them."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _has_number(model: type[Model]) -> bool:
    return model._meta.pk is not None and model._meta.pk.get_internal_type() == "BigAutoField"
