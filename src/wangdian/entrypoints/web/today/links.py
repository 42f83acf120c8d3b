"""Where each thing that waits is opened."""

from django.urls import reverse

from wangdian.apps.reports.today_cards import Waiting


def address(row: Waiting) -> str:
    """Walks open in the walk; everything else at the outlet, at the line that it is about."""
    if row.kind == "walk":
        return f"{reverse('walk')}#/w/{row.id}"
    return f"{reverse('outlets.card', args=[row.code])}#not-in-order"
