"""Writes a batch of told-again findings inside the database: rows, sightings, turns, orders, and what stands now."""

from collections.abc import Mapping, Sequence

from django.db.models import Model

from demo.large.copying import Copier, quoted, written
from demo.large.staging import looked_at, moved, rows_of, run
from wangdian.apps.evidence.models import Answer, Walk
from wangdian.apps.findings.models import Finding, FindingTurn, Sighting, Standing
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.models import Person, RoleGrant, Unit
from wangdian.apps.work.models import OrderTurn, Pause, WorkOrder

FROM = "large_episode e JOIN large_target s ON s.id = e.standing"
FOUND = "JOIN like_findings_finding p ON p.proto = e.proto"
LIKE: tuple[tuple[type[Model], str], ...] = (
    (Finding, "t.id"), (FindingTurn, "t.finding_id"), (WorkOrder, "t.finding_id"),
    (OrderTurn, "(SELECT w.finding_id FROM work_workorder w WHERE w.id = t.order_id)"),
    (Pause, "(SELECT w.finding_id FROM work_workorder w WHERE w.id = t.order_id)"),
)
"""What is told again of a finding, and how a row leads to it."""


def set_apart(findings: Sequence[int]) -> None:
    """Puts the examples and the standings told of aside, since the tables themselves grow while they are read."""
    chosen = ", ".join(str(pk) for pk in findings) or "0"
    for model, leads in LIKE:
        table = model._meta.db_table
        run(f"DROP TABLE IF EXISTS like_{table}")
        run(f"CREATE TEMPORARY TABLE like_{table} AS SELECT t.*, {leads} AS proto "
            f"FROM {table} t WHERE {leads} IN ({chosen})")
        run(f"CREATE INDEX like_{table}_proto ON like_{table} (proto)")
        looked_at(f"like_{table}")
    run("DROP TABLE IF EXISTS large_target")
    run("CREATE TEMPORARY TABLE large_target AS "
        "SELECT id, requirement_id, subject_id, unit_id FROM large_findings_standing")
    run("CREATE UNIQUE INDEX large_target_id ON large_target (id)")
    looked_at("large_target")


def start_of(turn: int, begun: int) -> str:
    """The first eight digits of the ids of that turn; different for each."""
    return f"{(begun + turn) * 2654435761 % 2**32:08x}"


class Writing:
    """`finding` and `order` are the last ids before all episodes: an episode's own number is added to them."""

    def __init__(self, copier: Copier, finding: int, order: int) -> None:
        self.copier = copier
        self.finding, self.order = f"({finding} + e.n)", f"({order} + e.n)"
        leads = RoleGrant.objects.filter(unit__kind="outlet").values_list("person_id", flat=True)
        self.of_outlets = ", ".join(str(pk) for pk in sorted(set(leads.filter(unit__code__startswith="N"))))

    def all(self) -> None:
        self._findings()
        self._sightings()
        self._turns(FindingTurn, {"finding_id": self.finding})
        self._orders()
        for model in (OrderTurn, Pause):
            self._turns(model, {"order_id": self.order})
        self._stands()

    def _value(self, model: type[Model], name: str) -> str:
        """What an episode has in a column of its example: moments moved, people of its own place."""
        field = next(f for f in model._meta.concrete_fields if f.column == name)
        if field.get_internal_type() == "DateTimeField":
            return moved(f"p.{name}", "e.days")
        if field.related_model is Person:
            mine = self.copier.shifts[Person].of("e.person", "e.k")
            there = self.copier.person(f"p.{name}", "e.k")
            return f"CASE WHEN p.{name} IN ({self.of_outlets}) THEN {mine} ELSE {there} END"
        return f'p."{name}"'

    def _insert(self, model: type[Model], source: str, given: Mapping[str, str]) -> None:
        names = [f.column for f in written(model)]
        values = [given.get(name) or self._value(model, name) for name in names]
        run(f"INSERT INTO {model._meta.db_table} ({quoted(names)}) SELECT {', '.join(values)} FROM {source}")

    def _place(self) -> dict[str, str]:
        shifts = self.copier.shifts
        return {"subject_id": shifts[Subject].of("s.subject_id", "e.k"), "unit_id": shifts[Unit].of("s.unit_id", "e.k")}

    def _findings(self) -> None:
        self._insert(
            Finding, f"{FROM} {FOUND} JOIN large_rule r ON r.id = s.requirement_id", {
                "id": self.finding, "requirement_id": "s.requirement_id", "edition_id": "r.edition",
                "module": "r.module", "severity": "r.severity", "reason": "e.reason", "detail": "'{}'",
                "sightings": "1", "repeat_of_id": "NULL", **self._place(),
            },
        )

    def _sightings(self) -> None:
        """Of what is closed: when it was seen to fail and to hold; of what is open the answer of the walk."""
        for says, at, condition in (
            ("fails", "p.opened_at", "e.answer IS NULL"), ("holds", "p.closed_at", "e.answer IS NULL"),
            ("fails", "p.opened_at", "e.answer IS NOT NULL"),
        ):
            self._insert(Sighting, f"{FROM} {FOUND} WHERE {condition} ORDER BY e.n", {
                "id": self._next(Sighting), "finding_id": self.finding, "at": moved(at, "e.days"),
                "by_id": self.copier.shifts[Person].of("e.walker", "e.k"), "answer_id": "e.answer", "fault_id": "NULL",
                "says": f"'{says}'",
            })

    def _turns(self, model: type[Model], given: Mapping[str, str]) -> None:
        source = f"large_episode e JOIN like_{model._meta.db_table} p ON p.proto = e.proto ORDER BY e.n, p.id"
        self._insert(model, source, {"id": self._next(model), **given})

    def _orders(self) -> None:
        again = f"CASE WHEN e.days = 0 THEN {moved('p.next_escalation_at', 'e.days')} ELSE NULL END"
        self._insert(WorkOrder, f"{FROM} JOIN like_work_workorder p ON p.proto = e.proto ORDER BY e.n", {
            "id": self.order, "finding_id": self.finding, "number": "e.number", "next_escalation_at": again,
            **self._place(),
        })

    def _next(self, model: type[Model]) -> str:
        last = rows_of(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}")[0][0]
        return f"({last} + row_number() OVER ())"

    def _stands(self) -> None:
        """What the walk said, and how the thing stands since."""
        standing = self.copier.shifts[Standing].of("e.standing", "e.k")
        self._update(Answer, ["says = 'fail'", "verdict = 'fails'", "reason = e.reason", "verdict_reason = e.reason"],
                     "large_episode e", "evidence_answer.id = e.answer")
        self._update(
            Standing, ["says = 'fails'", "reason = e.reason", "streak_says = 'fails'", "streak_count = 1",
                       "since = streak_last", "streak_since = streak_last"],
            "large_episode e", f"e.answer IS NOT NULL AND findings_standing.id = {standing}",
        )
        self._update(
            Walk, ["failed = failed + q.n"],
            "(SELECT walk, count(*) AS n FROM large_episode WHERE walk IS NOT NULL GROUP BY walk) q",
            "evidence_walk.id = q.walk",
        )

    def _update(self, model: type[Model], changes: Sequence[str], source: str, joined: str) -> None:
        run(f"UPDATE {model._meta.db_table} SET {', '.join(changes)} FROM {source} WHERE {joined}")
