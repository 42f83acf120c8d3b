"""Questions about orders and about findings beside their orders, answered with frozen cards."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import FilteredRelation, Model, Q, QuerySet

from wangdian.apps.findings.access import findings_visible_to
from wangdian.apps.findings.models import Finding
from wangdian.apps.findings.wording import finding_cards
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.access import unit_for, within
from wangdian.apps.standards.catalogue import Catalogue, current_requirements
from wangdian.apps.work.access import held_by, orders_visible_to, shown_to
from wangdian.apps.work.briefs import LIVE, RUNNING, order_brief
from wangdian.apps.work.cards import BoardCounts, Line
from wangdian.apps.work.counting import counted
from wangdian.apps.work.models import WorkOrder
from wangdian.domain.rights import Actor, Right, after_subtree
from wangdian.domain.work_state import ENDED, State
from wangdian.domain.work_targets import needs_hands
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page

ORDERLESS = "n."
"""Begins the key of a page among what has no order, which comes last."""
MOST_COUNTED = 100
TOLD = ("finding__subject", "finding__unit__outlet", "vendor", "assignee")
"""What the line of an order says beside the order."""
Row = TypeVar("Row", bound=Model)
TABS = ("all", "mine", "unassigned", "late", "to_verify")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFilter:
    """What to list; an empty value asks for everything.

    `tab` is one of TABS. `unit` is a unit's code and means its whole subtree (an outlet's unit has the outlet's
    code). `state` is an order's state, or live or ended. `vendor` is a vendor's code. `search` takes words of the
    place, the requirement's title or key, or an order's number.
    """

    tab: str = "all"
    unit: str = ""
    state: str = ""
    severity: str = ""
    priority: str = ""
    vendor: str = ""
    search: str = ""


def orders_page(
    who: Actor, wanted: WorkFilter | None = None, *, after: str | None = None, limit: int = 50,
) -> Page[Line]:
    """Live orders by their deadline, or those of another state; ended ones the latest first. At most 4 queries."""
    wanted = wanted or WorkFilter()
    scope = _scope(who, wanted)
    rows = orders_visible_to(who).filter(_tab(who, wanted.tab, "", scope) & _order_filter(wanted, "", "live"))
    rows = _narrowed(rows, scope, "", "finding__")
    rows = rows.select_related(*TOLD)
    past = wanted.state == "ended" or wanted.state in ENDED
    if not past:
        rows = rows.filter(ended_at=None)
    page = page_of(rows, ("-opened_at", "-id") if past else ("resolve_by", "finding_id"), _same, after, limit)
    return Page(items=_order_lines(who, page.items, scope.catalogue), after=page.after)


def board_page(
    who: Actor, wanted: WorkFilter | None = None, *, after: str | None = None, limit: int = 50,
) -> Page[Line]:
    """Findings that stand with their live orders, by the deadline; those without an order last. At most 5 queries."""
    wanted = wanted or WorkFilter()
    scope = _scope(who, wanted)
    return _board_page(who, _board(who, scope), scope, after, limit)


def board(who: Actor, wanted: WorkFilter | None = None, *, limit: int = 50) -> tuple[Page[Line], BoardCounts]:
    """The first page of the board, and how many findings each of its tabs holds. At most 6 queries."""
    wanted = wanted or WorkFilter()
    scope = _scope(who, wanted)
    rows = _board(who, scope)
    counts = counted({tab: rows.filter(_tab(who, tab, "live__", scope))[:MOST_COUNTED] for tab in TABS})
    return _board_page(who, rows, scope, None, limit), BoardCounts(**counts)


def finding_line(who: Actor, finding_id: int) -> Line | None:
    """A finding that `who` may see, with its live order; None if it is absent or hidden. At most 4 queries."""
    row = findings_visible_to(who).filter(pk=finding_id).select_related("subject", "unit__outlet").first()
    if row is None:
        return None
    catalogue, orders = current_requirements(), WorkOrder.objects.filter(finding=row, state__in=LIVE)
    lines = _order_lines(who, tuple(orders.select_related(*TOLD)), catalogue)
    return lines[0] if lines else Line(finding_cards([row], catalogue)[0], None)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What was asked for, with what had to be looked up for it once."""

    wanted: WorkFilter
    path: str
    catalogue: Catalogue


def _scope(who: Actor, wanted: WorkFilter) -> _Scope:
    path = unit_for(who, wanted.unit).path if wanted.unit else ""
    return _Scope(wanted, path, current_requirements())


def _board(who: Actor, scope: _Scope) -> QuerySet[Finding]:
    rows = findings_visible_to(who).exclude(state=Finding.State.CLOSED).filter(closed_at=None)
    rows = rows.annotate(live=FilteredRelation("orders", condition=Q(orders__state__in=LIVE)))
    return _narrowed(rows.filter(_order_filter(scope.wanted, "live__", "")), scope, "live__", "")


def _board_page(who: Actor, rows: QuerySet[Finding], scope: _Scope, after: str | None, limit: int) -> Page[Line]:
    """Those with an order are read from the orders, which are stored by their deadline; then those without."""
    rows = rows.filter(_tab(who, scope.wanted.tab, "live__", scope)).select_related("subject", "unit__outlet")
    rest = rows.filter(Q(live__id=None))
    if after and after.startswith(ORDERLESS):
        return _orderless(rest, scope, after.removeprefix(ORDERLESS) or None, limit)
    page = _with_orders(who, scope, after, limit)
    found = _order_lines(who, page.items, scope.catalogue)
    if page.after is None and len(found) < limit:
        more = _orderless(rest, scope, None, limit - len(found))
        return Page(found + more.items, more.after)
    return Page(found, page.after or (ORDERLESS if rest.exists() else None))


def _orderless(rest: QuerySet[Finding], scope: _Scope, after: str | None, limit: int) -> Page[Line]:
    page = page_of(rest, ("-opened_at", "-id"), _found, after, limit)
    lines = tuple(Line(card, None) for card in finding_cards(page.items, scope.catalogue))
    return Page(lines, page.after and ORDERLESS + page.after)


def _with_orders(who: Actor, scope: _Scope, after: str | None, limit: int) -> Page[WorkOrder]:
    seen = within(who, Right.SEE, "unit__")
    rows = WorkOrder.objects.filter(seen, state__in=LIVE, ended_at=None).exclude(finding__state=Finding.State.CLOSED)
    rows = rows.filter(_tab(who, scope.wanted.tab, "", scope) & _order_filter(scope.wanted, "", ""))
    rows = _narrowed(rows, scope, "", "finding__").select_related(*TOLD)
    return page_of(rows, ("resolve_by", "finding_id"), _same, after, limit)


def _tab(who: Actor, tab: str, to_order: str, scope: _Scope) -> Q:
    """The condition of a tab; `to_order` leads from the row to its order."""
    if tab not in TABS:
        raise invalid("tab", "There is no such tab.")
    conditions = {
        "mine": Q(**{f"{to_order}state__in": LIVE}) & _behind(held_by(who), to_order),
        "unassigned": _unassigned(to_order, scope.catalogue),
        "late": _behind(late(), to_order),
        "to_verify": Q(**{f"{to_order}state": State.MENDED}),
    }
    return conditions.get(tab, Q())


def late() -> Q:
    """Orders past a deadline whose clock still runs: to be mended, or to be accepted."""
    now = clock.now()
    slow = Q(rests=False, resolve_by__lt=now, state__in=RUNNING)
    return slow | Q(accepted_at=None, respond_by__lt=now, state__in=[State.NEW, State.ASSIGNED])


def _unassigned(to_order: str, catalogue: Catalogue) -> Q:
    """Orders that nobody was given; on the board also findings without an order, unless they are let pass."""
    new = Q(**{f"{to_order}state": State.NEW})
    if not to_order:
        return new
    walked = [held.id for held in catalogue.held if not needs_hands(held.rule)]
    orderless = Q(live__id=None) & ~Q(requirement_id__in=walked) & ~Q(waived_until__gt=clock.now())
    return new | orderless


def _order_filter(wanted: WorkFilter, to_order: str, usual: str) -> Q:
    state, chosen = wanted.state or usual, Q()
    if state:
        states = {"live": LIVE, "ended": list(ENDED)}.get(state, [state])
        chosen &= Q(**{f"{to_order}state__in": states})
    if wanted.priority:
        chosen &= Q(**{f"{to_order}priority": wanted.priority})
    if wanted.vendor:
        chosen &= Q(**{f"{to_order}vendor__code": wanted.vendor})
    return chosen


def _narrowed(rows: QuerySet[Row], scope: _Scope, to_order: str, to_finding: str) -> QuerySet[Row]:
    """By place, severity and words."""
    if scope.path:
        rows = rows.filter(unit__path__gte=scope.path, unit__path__lt=after_subtree(scope.path))
    if scope.wanted.severity:
        rows = rows.filter(**{f"{to_finding}severity": scope.wanted.severity})
    for word in scope.wanted.search.split():
        rows = rows.filter(
            Q(subject__label__contains=word)
            | Q(unit__outlet__search_text__contains=word.lower())
            | Q(**{f"{to_order}number__startswith": word.upper()})
            | Q(**{f"{to_finding}requirement_id__in": _titled(word.lower(), scope.catalogue)}),
        )
    return rows


def _titled(word: str, catalogue: Catalogue) -> list[int]:
    return [
        held.id for held in catalogue.held
        if word in held.rule.title.zh or word in held.rule.title.en.lower() or held.key.lower().startswith(word)
    ]


def _behind(condition: Q, prefix: str) -> Q:
    """The same condition on orders, as seen from a row that `prefix` leads away from."""
    if not prefix:
        return condition
    moved = Q()
    moved.connector, moved.negated = condition.connector, condition.negated
    for child in condition.children:
        if isinstance(child, Q):
            moved.children.append(_behind(child, prefix))
        elif isinstance(child, tuple):
            moved.children.append((f"{prefix}{child[0]}", child[1]))
    return moved


def _order_lines(who: Actor, orders: tuple[WorkOrder, ...], catalogue: Catalogue) -> tuple[Line, ...]:
    """Of orders read with all that is TOLD."""
    shown = shown_to(who, ((order.assignee_id, order.finding.unit.path) for order in orders))
    names = {one.pk: one.name for order in orders if (one := order.assignee) is not None and one.pk in shown}
    cards = finding_cards((order.finding for order in orders), catalogue)
    return tuple(Line(card, order_brief(who, row, names)) for card, row in zip(cards, orders, strict=True))


def _same(row: WorkOrder) -> WorkOrder:
    return row


def _found(row: Finding) -> Finding:
    return row
