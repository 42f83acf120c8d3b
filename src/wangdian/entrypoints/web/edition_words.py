"""The words that screens use for editions of the score sheet: stages, what differs, how a dry run goes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.dry_run_queries import DryRunCard, TriedOutlet
from wangdian.entrypoints.lists.listing import Text
from wangdian.entrypoints.web.finding_words import reason_words
from wangdian.foundation import clock

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


def outcome(run: DryRunCard) -> str:
    """How many outlets would newly fail: said of the whole bank only once all of it was counted."""
    if not run.over:
        return gettext("Still being counted")
    if not run.done and run.state != "done":
        return gettext("Nothing was counted")
    newly = ngettext("%(n)s outlet would newly fail", "%(n)s outlets would newly fail", run.failing)
    if run.state == "done":
        return newly % {"n": run.failing}
    return gettext("of %(done)s outlets counted: %(newly)s") % {"done": run.done, "newly": newly % {"n": run.failing}}


def tried_before(runs: Iterable[DryRunCard]) -> str:
    """What whoever adopts an edition must know: whom its last finished dry run found, or that there was none."""
    last = next((run for run in runs if run.state == "done"), None)
    if last is None:
        return gettext("No dry run of it was finished: how many outlets would newly fail is not known.")
    words = {"day": f"{last.asked_at.astimezone(clock.BANK_ZONE):%Y-%m-%d}", "newly": outcome(last)}
    return gettext("By its dry run of %(day)s: %(newly)s.") % words


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
