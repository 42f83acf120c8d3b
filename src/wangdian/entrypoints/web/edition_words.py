"""The words that screens use for editions of the score sheet: stages, what differs, how a dry run goes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.dry_run_queries import TriedOutlet
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.finding_words import reason_words

STAGES: dict[str, Text] = {
    "draft": _("Draft"), "discarded": _("Discarded"), "coming": _("Adopted, not yet in force"),
    "in_force": _("In force"), "replaced": _("Replaced"),
}
LEVELS: dict[str, Text] = {
    "sheet": _("Score sheet"), "module": _("Module"), "project": _("Project"), "item": _("Item"),
    "requirement": _("Requirement"),
}
SORTS: dict[str, Text] = {
    "bar": _("Bar"), "added": _("Added"), "removed": _("Removed"), "moved": _("Moved"), "renamed": _("Renamed"),
    "points": _("Points"), "steps": _("Deduction steps"), "window": _("Repeats within days"),
    "on_the_spot": _("Corrected on the spot"), "concealed": _("Concealed"), "limits": _("Limits"),
    "floor": _("Floor of the module"),
}
RUN_STAGES: dict[str, Text] = {
    "waiting": _("Waits its turn"), "running": _("Under way"), "done": _("Done"), "stopped": _("Stopped"),
    "broken": _("Broken off"),
}
RULES: dict[str, Text] = {
    "on_the_spot": _("corrected on the spot"), "concealed": _("the self-check of that week had said it holds"),
}


def why(one: TriedOutlet) -> str:
    """Why an outlet would newly fail, in a line: floors, the bar, and what would not hold with its figures."""
    told = [gettext("%(module)s below its floor") % {"module": title} for title in one.floors]
    if one.below_bar and one.bar is not None:
        told.append(gettext("below the bar of %(bar)s") % {"bar": f"{one.bar.normalize():f}"})
    for pair in one.pairs:
        words = {"title": pair.title, "subject": pair.subject, "why": _figures(pair.reason, pair.detail)}
        told.append(gettext("%(title)s (%(subject)s): %(why)s") % words)
    return "; ".join(told)


def _figures(reason: str, detail: Mapping[str, Any]) -> str:
    """The reason with the figure that broke its limit."""
    said = reason_words(reason)
    broken = next((line for line in detail.get("lines", ()) if line.get("why") == reason), detail)
    if "value" not in broken:
        return said
    figure = f"{broken['value']} {broken.get('unit', '')}".strip()
    return f"{said} {figure} [{broken.get('min', '')}..{broken.get('max', '')}]"
