"""What was found in the copies of the large demo bank: closed long ago by the calendar's eyes, or open now by a walk's.

Each is told after a finding of the small bank: its turns and its order, moved in time to another thing and place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Model

from demo.large.copying import Copier
from demo.large.places import Copy
from demo.large.staging import Row, fill, last_numbers, looked_at, rows_of, run, temporary
from demo.large.writing import Writing, set_apart, start_of
from demo.seed import Progress
from wangdian.apps.findings.models import Finding
from wangdian.apps.people.models import RoleGrant
from wangdian.apps.standards.catalogue import Held, current_requirements
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.requirement import Observed
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.rights import Role

WEEKS = 100
"""For so many weeks back things were found and put right."""
OPEN_SHARE, MOST_OPEN = 20, 1.25
"""One in so many is open still; at most so many a walked outlet."""
AT_ONCE = 100_000
OVERDUE = "overdue"
NEVER = datetime.max.replace(tzinfo=UTC)
EPISODE = ("n integer, k integer, proto bigint, standing bigint, days integer, number varchar(20), reason varchar(80), "
           "person bigint, walker bigint, answer {id}, walk {id}")


@dataclass(frozen=True)
class Flip:
    """Something that a walk found at a copy: requirement, the thing's id in the small bank, the finding, since when."""

    requirement: str
    subject: int
    finding: int
    opened_at: datetime


@dataclass(frozen=True)
class Target:
    """Where something may be found: a standing of the small bank, with the answer of the last walk about it."""

    standing: int
    requirement: int
    subject: int
    reason: str
    answer: UUID | None = None
    walk: UUID | None = None
    walker: int | None = None
    at: datetime = NEVER


@dataclass(frozen=True)
class Proto:
    """A finding of the small bank: when it was opened, and the day in the number of its order."""

    finding: int
    opened_at: datetime
    numbered: date


class History:
    """Writes findings with sightings, turns and orders until there are `wanted` findings in the bank."""

    def __init__(self, copier: Copier, copies: Sequence[Copy], wanted: int) -> None:
        self.copier, self.copies = copier, copies
        self.flips: dict[tuple[int, int], list[Flip]] = defaultdict(list)
        self.luck = Random(wanted)
        self.held = {one.id: one for one in current_requirements().held}
        self.starts: dict[type[Model], int] = {model: _last(model) for model in (Finding, WorkOrder)}
        self.missing = max(0, wanted - Finding.objects.count())
        self.numbers = _last_numbers()
        self.managers = _managers()

    def write(self, tell: Progress) -> None:
        rules = [(one.id, one.edition_id, one.rule.place.module, one.rule.severity.value) for one in self.held.values()]
        temporary("large_rule", "id bigint, edition bigint, module varchar(40), severity varchar(10)", rules)
        kind = "uuid" if connection.vendor == "postgresql" else "char(32)"
        temporary("large_episode", EPISODE.format(id=kind), ())
        part: list[Row] = []
        done = 0
        for row in self._episodes():
            part.append(row)
            if len(part) == AT_ONCE:
                done += self._store(part)
                tell("findings", done, self.missing)
                part = []
        done += self._store(part)
        tell("findings", done, max(1, self.missing))

    def _episodes(self) -> Iterator[Row]:
        """Open ones fall on walked outlets by lot; what is closed is spread evenly."""
        walked = [one for one in self.copies if one.walked]
        opened = int(min(self.missing // OPEN_SHARE, len(walked) * MOST_OPEN))
        live, closed, seen, dated = _protos(False), _protos(True), _seen(self.held), _dated(self.held)
        set_apart([one.finding for one in (*live, *closed)])
        lots = Counter(self.luck.choices(range(len(walked)), k=opened)) if walked else Counter()
        n = 0
        for index in sorted(lots):
            one = walked[index]
            for target in self.luck.sample(seen[one.home], min(lots[index], len(seen[one.home]))):
                n += 1
                yield self._found(n, one, target, self.luck.choice(live))
        left = self.missing - n
        for at, one in enumerate(self.copies):
            for _ in range(left * (at + 1) // len(self.copies) - left * at // len(self.copies)):
                n += 1
                yield self._past(n, one, self.luck.choice(dated[one.home]), self.luck.choice(closed))

    def _found(self, n: int, one: Copy, target: Target, like: Proto) -> Row:
        """Found by the last walk, as the other was found by its own."""
        days = max(0, (like.opened_at.date() - target.at.date()).days)
        held = self.held[target.requirement]
        self.flips[one.turn, one.home].append(
            Flip(held.key, target.subject, self.starts[Finding] + n, like.opened_at - timedelta(days=days)),
        )
        ids = [self._copied(one, pk) for pk in (target.answer, target.walk)]
        return (n, one.turn, like.finding, target.standing, days, self._number(like, days), target.reason,
                self.managers[one.home], target.walker, *ids)

    def _past(self, n: int, one: Copy, target: Target, like: Proto) -> Row:
        days = 7 * self.luck.randint(1, WEEKS)
        return (n, one.turn, like.finding, target.standing, days, self._number(like, days), OVERDUE,
                self.managers[one.home], None, None, None)

    def _number(self, like: Proto, days: int) -> str:
        day = like.numbered - timedelta(days=days)
        self.numbers[day] += 1
        return f"W{day:%Y%m%d}-{self.numbers[day]:04d}"

    def _copied(self, one: Copy, pk: UUID | None) -> object:
        if pk is None:
            return None
        text = start_of(one.turn, self.copier.begun) + pk.hex[8:]
        return UUID(text) if connection.vendor == "postgresql" else text

    def _store(self, part: Sequence[Row]) -> int:
        with transaction.atomic():
            run("DELETE FROM large_episode")
            fill("large_episode", ", ".join(one.split()[0] for one in EPISODE.split(", ")), part)
            looked_at("large_episode")
            Writing(self.copier, self.starts[Finding], self.starts[WorkOrder]).all()
        return len(part)


def _last(model: type[Model]) -> int:
    return int(rows_of(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}")[0][0])


def _last_numbers() -> dict[date, int]:
    return defaultdict(int, dict(last_numbers()))


def _managers() -> dict[int, int]:
    """By home, who leads the outlet."""
    return dict(RoleGrant.objects.filter(role=Role.OUTLET_MANAGER).values_list("unit_id", "person_id"))


def _protos(closed: bool) -> list[Proto]:
    """Findings of the small bank with one order each, whose life is told again."""
    rows = WorkOrder.objects.filter(
        finding__unit__code__startswith="N", finding__repeats=0, finding__waived_until=None, hand_overs__lte=9,
    ).exclude(finding__requirement__key__startswith="FAULT").annotate(n=Count("finding__orders")).filter(n=1)
    rows = rows.filter(finding__state="closed") if closed else rows.exclude(finding__state="closed")
    return [
        Proto(finding, opened, date(int(number[1:5]), int(number[5:7]), int(number[7:9])))
        for finding, opened, number in rows.order_by("pk").values_list("finding_id", "finding__opened_at", "number")
    ]


def _dated(held: Mapping[int, Held]) -> dict[int, list[Target]]:
    """By home, what its calendar watches."""
    found: dict[int, list[Target]] = defaultdict(list)
    for pk, requirement, subject, home in rows_of(
        "SELECT id, requirement_id, subject_id, home FROM large_findings_standing WHERE says = 'holds' ORDER BY id",
    ):
        if isinstance(held[requirement].rule.check, DatedCheck):
            found[home].append(Target(pk, requirement, subject, OVERDUE))
    return found


def _seen(held: Mapping[int, Held]) -> dict[int, list[Target]]:
    """By home, what the last walk saw in order and might have found otherwise."""
    found: dict[int, list[Target]] = defaultdict(list)
    rows = rows_of(
        "SELECT s.id, s.requirement_id, s.subject_id, s.home, a.id, w.id, w.walker_id, a.answered_at "
        "FROM large_findings_standing s JOIN large_evidence_answer a ON a.requirement_id = s.requirement_id "
        "AND a.subject_id = s.subject_id JOIN large_evidence_walk w ON w.id = a.walk_id "
        "WHERE s.says = 'holds' AND a.says = 'ok' ORDER BY s.id",
    )
    for pk, requirement, subject, home, answer, walk, walker, at in rows:
        check = held[requirement].rule.check
        if isinstance(check, Observed) and check.reasons:
            moment = at if isinstance(at, datetime) else datetime.fromisoformat(f"{at}+00:00")
            found[home].append(Target(
                pk, requirement, subject, check.reasons[0].code, UUID(str(answer)), UUID(str(walk)), walker, moment,
            ))
    return found
