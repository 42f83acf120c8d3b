"""Where each thing that waits is opened, and where all of its kind are."""

from django.urls import reverse
from django.utils.http import urlencode

from wangdian.apps.reports.today_cards import Heap, Waiting

LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "walk": ("walks.list", {"state": "planned"}),
    "order": ("orders.list", {"tab": "mine"}),
    "verify": ("board", {"tab": "to_verify"}),
    "unowned": ("board", {"tab": "unassigned"}),
    "waiver": ("findings.waivers", {}),
    "missed": ("walks.list", {"state": "missed"}),
}


def address(row: Waiting) -> str:
    """Walks to do open in the walk; orders, findings and past walks open themselves."""
    if row.kind == "walk":
        return f"{reverse('walk')}#/w/{row.id}"
    if row.kind == "missed":
        return reverse("walks.card", args=[row.id])
    if row.order:
        return reverse("orders.card", args=[row.order])
    if row.finding_id is not None:
        return reverse("findings.page", args=[row.finding_id])
    return reverse("findings.standings", args=[row.code])


def all_of(heap: Heap) -> str:
    """The list that holds everything of a heap; none where there is no such list."""
    name, query = LISTS.get(heap.kind, ("", {}))
    if heap.kind == "here" and heap.rows:
        name, query = "board", {"unit": heap.rows[0].code}
    return f"{reverse(name)}?{urlencode(query)}" if name and heap.more else ""
