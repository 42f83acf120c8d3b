"""The list of a dry run as its page tells it: both scores in one column, and a loss only where there is one."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.dry_run_queries import TriedOutlet
from wangdian.entrypoints.lists.editions import TRIED
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.frame.tags import mark, points

SCORES: Column[TriedOutlet] = Column(
    "scores", _("Score, now → then"), lambda c: f"{mark(c.old)} → {mark(c.new)}", kind="move",
)
LOSS: Column[TriedOutlet] = Column(
    "loss", _("Loses"), lambda c: c.loss, shown=lambda c: points(c.loss) if c.loss > 0 else "", kind="number",
    on_phone=False,
)
_head, _fails, _loss, _old, _new, *_rest = TRIED.columns
SHOWN: Listing[TriedOutlet] = replace(TRIED, columns=(_head, _fails, SCORES, LOSS, *_rest), tall=True)
