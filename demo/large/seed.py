"""Makes the large demo bank: a small one by the verbs, then copies of its outlets, history and scores, all in bulk."""

from collections.abc import Sequence
from datetime import UTC
from random import Random

from django.db import connection, transaction

from demo import bank, story
from demo.large.copying import Copier
from demo.large.history import History
from demo.large.log import record_made
from demo.large.places import Copy, Organisation
from demo.large.scores import keep_scores
from demo.large.staging import in_bulk, last_numbers, looked_at, rows_of, run, temporary, told
from demo.large.tables import WRITTEN_APART, tables
from demo.large.writing import start_of
from demo.seed import Progress, seed
from wangdian.apps.evidence.models import Walk
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.outlets.subjects import LETTERS
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.reports.models import ModuleMark, ScoreDay, UnitDay
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.work.models import NumberedDay
from wangdian.domain.judging import judge
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.foundation import clock

SMALL, DAYS = 36, 35
"""Outlets of the small bank that is copied, and days of its history: the score is compared with that of day 30."""
FINDINGS, ANSWERS = 25, 90
"""An outlet, where nobody says how many."""
TURNS_AT_ONCE = 25


def seed_large(
    outlets: int, findings: int | None, answers: int | None, tell: Progress, small: int = SMALL,
) -> list[dict[str, str]]:
    """Makes the bank in empty tables; returns the logins of the small bank inside it."""
    seed(min(small, outlets), DAYS, tell)
    grow(outlets, findings, answers, tell)
    return bank.print_logins(story.HOME)


def grow(outlets: int, findings: int | None, answers: int | None, tell: Progress) -> None:
    """Adds copies until there are so many outlets; `findings` and `answers` say how many there shall be of them."""
    homes = _homes()
    walks = _last_walks(homes)
    copies = _copies(outlets, answers or outlets * ANSWERS, homes, walks)
    if not copies:
        return
    _set_tags()
    shared = [*Person.objects.exclude(grants__unit__in=[*homes, *_above(homes)]).values_list("pk", flat=True)]
    copier = Copier(tables(), shared, Outlet.objects.count())
    _chosen_walks(walks)
    _blanks()
    copier.stage([*homes, *_above(homes)])
    models = [table.model for table in copier.tables] + [ScoreDay, AuditEntry, UnitDay, ModuleMark]
    with in_bulk(models, len(copies)):
        _places(copier, homes, copies, tell)
        _rows(copier, copies, tell)
        looked_at(*(model._meta.db_table for model in models))
        history = History(copier, copies, findings or outlets * FINDINGS)
        history.write(tell)
        _number_days()
        keep_scores(copier, copies, history, tell)
    copier.clear()
    told()


def _homes() -> list[int]:
    """The units of the outlets that are copied: those that no story is told of."""
    rows = Outlet.objects.filter(code__startswith="N").exclude(code__in=story.OUTLETS).order_by("pk")
    return list(rows.values_list("unit_id", flat=True))


def _above(homes: Sequence[int]) -> list[int]:
    return sorted(set(Unit.objects.filter(children__in=homes).values_list("pk", flat=True)))


def _last_walks(homes: Sequence[int]) -> dict[int, Walk]:
    """By home, the last walk of all that there is to be seen."""
    rows = Walk.objects.filter(outlet__unit__in=homes, state="finished", kind="recheck").select_related("outlet")
    return {row.outlet.unit_id: row for row in rows.order_by("finished_at")}


def _copies(outlets: int, answers: int, homes: Sequence[int], walks: dict[int, Walk]) -> list[Copy]:
    """As many as are missing; so many of them walked that the answers are as many as was asked for."""
    there, luck = Outlet.objects.count(), Random(outlets)
    missing, left = max(0, outlets - there), answers - _count("evidence_answer")
    average = sum(walk.answered for walk in walks.values()) / max(1, len(walks))
    share = min(1.0, max(0.0, left / max(1.0, missing * average)))
    copies = []
    for n in range(missing):
        home = homes[n % len(homes)]
        copies.append(Copy(n // len(homes), home, there + n + 1, home in walks and luck.random() < share))
    return copies


def _count(table: str) -> int:
    return int(rows_of(f"SELECT count(*) FROM {table}")[0][0])


def _set_tags() -> None:
    """Tags are drawn by lot; here they are the same whenever the bank is made, and their beginnings differ."""
    for (pk,) in rows_of("SELECT id FROM outlets_subject WHERE length(tag) = 10 ORDER BY id"):
        run("UPDATE outlets_subject SET tag = %s WHERE id = %s", [_letters(pk * 7919 + 11, 8) + "22", pk])


def _letters(number: int, length: int) -> str:
    text = ""
    for _ in range(length):
        number, digit = divmod(number, len(LETTERS))
        text += LETTERS[digit]
    return text


def _chosen_walks(walks: dict[int, Walk]) -> None:
    """The last walk of each home, and those that head office planned."""
    planned = Walk.objects.filter(state="planned", plan__unit__parent=None, outlet__unit__in=walks)
    ids = [*(walk.pk for walk in walks.values()), *planned.values_list("pk", flat=True)]
    kind, plain = ("uuid", ids) if connection.vendor == "postgresql" else ("char(32)", [one.hex for one in ids])
    temporary("large_walks", f"id {kind}", [(one,) for one in plain])


def _blanks() -> None:
    """How what must be seen stands where nobody has looked."""
    now, is_pg = clock.now(), connection.vendor == "postgresql"
    rows = []
    for held in current_requirements().held:
        check = held.rule.check
        if isinstance(check, DatedCheck) and not check.fact.startswith("walk."):
            continue
        verdict = judge(held.rule, None, now)
        again = verdict.look_again_at
        moment = again if is_pg or again is None else again.astimezone(UTC).strftime("%F %T")
        rows.append((held.id, verdict.says.value, verdict.reason, "{}", moment, "", None, None, 0))
    moment_type, json_type = ("timestamptz", "jsonb") if is_pg else ("datetime", "text")
    temporary(
        "large_blank",
        f"requirement_id bigint, says varchar(16), reason varchar(80), detail {json_type}, "
        f"look_again_at {moment_type}, "
        f"streak_says varchar(8), streak_since {moment_type}, streak_last {moment_type}, streak_count integer", rows,
    )


def _places(copier: Copier, homes: Sequence[int], copies: Sequence[Copy], tell: Progress) -> None:
    organisation = Organisation(copier, homes)
    turns = copies[-1].turn + 1
    before = Outlet.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with transaction.atomic():
        organisation.found(turns)
        for start in range(0, len(copies), 2000):
            organisation.make(copies[start : start + 2000])
            tell("outlets written", start, len(copies))
        organisation.close()
        made = Outlet.objects.filter(pk__gt=before).order_by("pk").values_list("pk", "unit__path", "code", "kind")
        record_made(Person.objects.get(login="zonghang").pk, clock.now(), made)
    tell("outlets written", len(copies), len(copies))
    _clones(copier, homes, copies, turns)


def _clones(copier: Copier, homes: Sequence[int], copies: Sequence[Copy], turns: int) -> None:
    """What the database needs to know of each copy: its home and turn, and what makes its texts its own."""
    begun = copier.begun
    rows = [(one.turn, one.home, begun + one.turn, int(one.walked)) for one in copies]
    rows += [(turn, unit, begun + turn, 1) for turn in range(turns) for unit in _above(homes)]
    temporary(
        "large_clone", "k integer, home bigint, serial integer, walked integer, mark varchar(4), start varchar(8)",
        [(*row, _letters(row[2], 4), start_of(row[0], begun)) for row in rows],
    )
    run("CREATE INDEX large_clone_turn ON large_clone (k)")


def _rows(copier: Copier, copies: Sequence[Copy], tell: Progress) -> None:
    turns = copies[-1].turn + 1
    for table in copier.tables:
        if table.model in WRITTEN_APART:
            continue
        for first in range(0, turns, TURNS_AT_ONCE):
            with transaction.atomic():
                copier.copy(table, first, min(first + TURNS_AT_ONCE, turns) - 1)
            tell(table.name, min(first + TURNS_AT_ONCE, turns), turns)


def _number_days() -> None:
    """The next order of each day gets the number behind the last."""
    days = [NumberedDay(day=day, last=last) for day, last in last_numbers()]
    NumberedDay.objects.bulk_create(days, update_conflicts=True, unique_fields=["day"], update_fields=["last"])


