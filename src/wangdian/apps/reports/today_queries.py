"""What waits for somebody today, across walks, orders, findings, waivers and dates, and how the outlets stand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.access import findings_visible_to, standings_visible_to, waivers_visible_to
from wangdian.apps.findings.models import Finding, Waiver
from wangdian.apps.findings.models import Standing as StandingRow
from wangdian.apps.outlets.access import outlets_visible_to
from wangdian.apps.reports.rankings import standing_kept
from wangdian.apps.reports.standing import fails, known
from wangdian.apps.reports.today_cards import Heap, Standing, Today, Waiting
from wangdian.apps.reports.today_rows import COUNTED, ENDED, orders_waiting, shown, walks_waiting
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.finding_state import UNSETTLED
from wangdian.domain.requirement_checks import DatedCheck
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock

AHEAD_DAYS = 30
ASKING = frozenset({"walk", "order", "verify", "waiver", "unowned"})
"""The heaps that ask for somebody; the others are good to know."""
WALKED = "walk."
"""A requirement about walks is cured by walking; nobody can be sent to mend it."""


def today(who: Actor) -> Today:
    """At most 8 queries, whatever waits."""
    catalogue = current_requirements()
    (due, missed), (own, mended) = walks_waiting(who), orders_waiting(who)
    heaps = [
        _heap("walk", due, lambda row: _walk("walk", row, row.due_until)), _order_heap("order", own, catalogue),
        _order_heap("verify", mended, catalogue), _without_owner(who, catalogue), _to_decide(who, catalogue),
        _expiring(who, catalogue), _heap("missed", missed, lambda row: _walk("missed", row, None, row.due_until)),
    ]
    standing, only = _standing(who)
    if only and not who.may_somewhere(Right.ASSIGN_WORK):
        heaps.insert(3, _here(who, only, catalogue))
    full = tuple(heap for heap in heaps if heap is not None and heap.count)
    asking = [heap for heap in full if heap.kind in ASKING]
    return Today(
        standing=standing, heaps=full, to_do=sum(heap.count for heap in asking),
        bounded=any(heap.bounded for heap in asking), only_outlet=only,
    )


def _heap(kind: str, found: Iterable[Any], line: Callable[[Any], Waiting]) -> Heap:
    rows = list(found)
    count = rows[0].waiting if rows else 0
    return Heap(kind, min(count, COUNTED), tuple(line(row) for row in rows), bounded=count > COUNTED)


def _walk(kind: str, row: Walk, until: datetime | None, since: datetime | None = None) -> Waiting:
    name = row.plan.name if row.plan else ""
    return Waiting(
        kind=kind, id=str(row.pk), code=row.outlet.code, place=row.outlet.name_zh, what_zh=name, what_en=name,
        thing=row.kind, state=row.state, since=since or row.started_at, until=until,
    )


def _order_heap(kind: str, rows: Iterable[WorkOrder], catalogue: Catalogue) -> Heap:
    return _heap(kind, rows, lambda row: _about_finding(
        kind, row.number, row.finding, catalogue, since=row.mended_at or row.opened_at,
        until=None if kind == "verify" else row.resolve_by, state=row.state, order=row.number,
    ))


def _without_owner(who: Actor, catalogue: Catalogue) -> Heap | None:
    """Open findings that nobody was given, the worst first, then the oldest."""
    if not who.may_somewhere(Right.ASSIGN_WORK):
        return None
    live = WorkOrder.objects.filter(finding=OuterRef("pk")).exclude(state__in=ENDED)
    owned = live.exclude(assignee=None, vendor=None)
    rows = (
        findings_visible_to(who, Right.ASSIGN_WORK)
        .filter(state=Finding.State.OPEN, worker=None, closed_at=None)  # as the index of the worst says it
        .exclude(requirement_id__in=_only_walking_cures(catalogue))
        .exclude(waived_until__gt=clock.now())
        .exclude(Exists(owned))
        .select_related("unit__outlet", "subject")
        .order_by("rank", "opened_at", "pk")
    )
    orders = {"resolve_by": Subquery(live.values("resolve_by")[:1]), "number": Subquery(live.values("number")[:1])}
    return _heap("unowned", shown(rows, **orders), lambda row: _about_finding(
        "unowned", str(row.pk), row, catalogue, since=row.opened_at, until=row.resolve_by, order=row.number or "",
    ))


def _here(who: Actor, code: str, catalogue: Catalogue) -> Heap:
    """What is not in order at one's own outlet, for those who hand out no work."""
    rows = findings_visible_to(who).filter(unit__outlet__code=code, state__in=UNSETTLED)
    rows = rows.exclude(waived_until__gt=clock.now())
    found = rows.select_related("unit__outlet", "subject").order_by("rank", "opened_at", "pk")
    return _heap("here", shown(found), lambda row: _about_finding(
        "here", str(row.pk), row, catalogue, since=row.opened_at, state=row.state,
    ))


def _to_decide(who: Actor, catalogue: Catalogue) -> Heap | None:
    """Waivers that others ask for; nobody decides their own."""
    if not who.may_somewhere(Right.APPROVE_WAIVER):
        return None
    rows = waivers_visible_to(who, Right.APPROVE_WAIVER).filter(state=Waiver.State.ASKED).exclude(asked_by_id=who.id)
    found = rows.select_related("finding__unit__outlet", "finding__subject").order_by("asked_at", "pk")
    return _heap("waiver", shown(found), lambda row: _about_finding(
        "waiver", str(row.pk), row.finding, catalogue, since=row.asked_at,
    ))


def _expiring(who: Actor, catalogue: Catalogue) -> Heap | None:
    """What holds today and will not within `AHEAD_DAYS`, by the date that the judge gave."""
    if not who.may_somewhere(Right.EDIT_THINGS):
        return None
    rows = (
        standings_visible_to(who, Right.EDIT_THINGS)
        .filter(_ends_soon(catalogue), says="holds")
        .exclude(due_on=None)  # as the index of what ends says it
        .exclude(requirement_id__in=_only_walking_cures(catalogue))
        .select_related("unit__outlet", "subject")
        .order_by("due_on", "pk")
    )
    return _heap("expiring", shown(rows), lambda row: _date(row, catalogue))


def _ends_soon(catalogue: Catalogue) -> Q:
    """Within `AHEAD_DAYS`, or fewer where a requirement warns later: what is monthly always ends within a month."""
    by_days: dict[int, list[int]] = defaultdict(list)
    for one in catalogue.of_check("dated"):
        if isinstance(one.rule.check, DatedCheck):
            by_days[min(AHEAD_DAYS, max(one.rule.check.warn_days, default=AHEAD_DAYS))].append(one.id)
    soon = Q(pk__in=[])
    for days, ids in sorted(by_days.items()):
        soon |= Q(requirement_id__in=ids, due_on__lte=clock.today() + timedelta(days=days))
    today = clock.today()
    return soon & Q(due_on__gte=today - timedelta(days=1), due_on__lte=today + timedelta(days=AHEAD_DAYS))


def _date(row: StandingRow, catalogue: Catalogue) -> Waiting:
    zh, en = _title(row.requirement_id, catalogue)
    last = datetime.combine(row.due_on or clock.today(), time.min) + timedelta(days=1)
    code, place = _outlet(row)
    return Waiting(
        kind="expiring", id=str(row.pk), code=code, place=place, what_zh=zh, what_en=en, thing=row.subject.label,
        until=last.replace(tzinfo=clock.BANK_ZONE),
    )


def _about_finding(
    kind: str, own_id: str, finding: Finding, catalogue: Catalogue, *, since: datetime | None,
    until: datetime | None = None, state: str = "", order: str = "",
) -> Waiting:
    zh, en = _title(finding.requirement_id, catalogue)
    code, place = _outlet(finding)
    return Waiting(
        kind=kind, id=own_id, code=code, place=place, what_zh=zh, what_en=en, thing=finding.subject.label,
        severity=finding.severity, state=state, since=since, until=until, finding_id=finding.pk, order=order,
    )


def _outlet(row: Finding | StandingRow) -> tuple[str, str]:
    """Code and name of the outlet where it stands; the unit's own where it stands in none."""
    outlet = getattr(row.unit, "outlet", None)
    return (outlet.code, outlet.name_zh) if outlet else (row.unit.code, row.unit.name_zh)


def _title(requirement_id: int, catalogue: Catalogue) -> tuple[str, str]:
    held = catalogue.by_id.get(requirement_id)
    return (held.rule.title.zh, held.rule.title.en) if held else ("", "")


def _only_walking_cures(catalogue: Catalogue) -> Sequence[int]:
    return [one.id for one in catalogue.of_check("dated") if getattr(one.rule.check, "fact", "").startswith(WALKED)]


def _standing(who: Actor) -> tuple[Standing, str]:
    """The counts, and the code of the outlet if one sees only one; of many outlets as they were counted last."""
    if who.few_units(Right.SEE) is None:
        kept = standing_kept(who.roots(Right.SEE))
        if kept is not None and kept.outlets > COUNTED:
            return kept, ""
    rows = outlets_visible_to(who).filter(closed_on=None).order_by().annotate(fails=fails(), known=known())
    some = list(rows.values_list("fails", "known", "code"))
    failing = sum(one[0] for one in some)
    unknown = sum(not one[0] and not one[1] for one in some)
    return Standing(len(some), len(some) - failing - unknown, failing, unknown), some[0][2] if len(some) == 1 else ""
