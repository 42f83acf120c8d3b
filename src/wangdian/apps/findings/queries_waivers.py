"""Questions about waivers, answered with frozen cards."""

from wangdian.apps.findings.access import waivers_visible_to
from wangdian.apps.findings.cards import WaiverCard
from wangdian.apps.findings.models import Finding, Waiver
from wangdian.apps.findings.wording import finding_cards, waiver_cards
from wangdian.apps.journal.keyset import page_of
from wangdian.apps.people.queries import names_of
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.paging import Page


def waivers_page(
    who: Actor, *, state: str = "", to_decide: bool = False, after: str | None = None, limit: int = 50,
) -> Page[WaiverCard]:
    """Waivers, the latest first; `to_decide` leaves those that wait and that `who` may decide. 4 queries."""
    rows = waivers_visible_to(who, Right.APPROVE_WAIVER if to_decide else Right.SEE)
    if to_decide:
        rows = rows.filter(state=Waiver.State.ASKED).exclude(asked_by_id=who.id)
    elif state:
        rows = rows.filter(state=state)
    page = page_of(rows, ("-asked_at", "-id"), _same, after, limit)
    found = Finding.objects.filter(pk__in={w.finding_id for w in page.items}).select_related("subject", "unit__outlet")
    cards = {card.id: card for card in finding_cards(found)}
    names = names_of(who, {w.asked_by_id for w in page.items} | {w.decided_by_id or 0 for w in page.items})
    return Page(items=waiver_cards(page.items, cards, names), after=page.after)


def _same(row: Waiver) -> Waiver:
    return row
