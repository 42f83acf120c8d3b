"""The lists of scores: the ranking of outlets, of branches, and the deductions behind a number."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.reports.cards import BranchLine, DeductionCard, RankLine
from wangdian.apps.reports.queries import outlet_score, ranking
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.listing import Column, Listing
from wangdian.entrypoints.web.edition_words import RULES
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.foundation import clock
from wangdian.foundation.errors import invalid
from wangdian.foundation.paging import Page


def span_in_words(line: RankLine) -> str:
    """Between which ranks it surely is, such as "8–19"; nothing where that is not known."""
    return "" if line.best is None or line.worst is None else f"{line.best}–{line.worst}"


def result_in_words(line: RankLine) -> str:
    """Passed or failed, and by what it failed whatever the score; nothing where the sheet has no bar and no floor."""
    if line.passes is None:
        return ""
    if line.passes:
        return gettext("Score passes")
    by = [gettext("the bar")] if line.below_bar else []
    by += [
        gettext("the floor of %(module)s") % {"module": chosen(*titles)}
        for titles in zip(line.floors_zh, line.floors_en, strict=True)
    ]
    return gettext("Failed: below %(what)s") % {"what": " · ".join(by)}


def dearest(line: RankLine) -> str:
    """The reason that costs most, with its price, and how many there are besides."""
    if line.dearest_lost is None:
        return gettext("nothing lost") if line.score is not None else gettext("nothing known yet")
    told = f"{chosen(line.dearest_zh, line.dearest_en)} −{line.dearest_lost.normalize():f}"
    if line.reasons > 1:
        told = gettext("%(reason)s and %(n)s more") % {"reason": told, "n": line.reasons - 1}
    return told


def _result_code(line: RankLine) -> str:
    return "" if line.passes is None else "holds" if line.passes else "fails"


RANKING: Listing[RankLine] = Listing(
    name="scores",
    title=_("Scores"),
    columns=(
        Column("rank", _("Rank"), lambda c: c.rank, kind="rank"),
        Column("name_zh", _("Outlet"), lambda c: c.name_zh, link=lambda c: reverse("scores.outlet", args=[c.code])),
        Column("score", _("Score"), lambda c: c.score, kind="score"),
        Column("result", _("Result"), _result_code, shown=result_in_words, kind="state"),
        Column(
            "span", _("Surely rank"), span_in_words, shown=lambda c: span_in_words(c) if c.rank_is_sure else "",
        ),
        Column("change", _("30 days"), lambda c: c.change, kind="change"),
        Column("dearest", _("Lost for"), dearest),
        Column("branch_zh", _("Belongs to"), lambda c: c.branch_zh, on_phone=False),
        Column(
            "coverage", _("Known"), lambda c: round(c.coverage, 4), shown=lambda c: f"{round(c.coverage * 100)}%",
            kind="number", on_phone=False,
        ),
        Column("code", _("Code"), lambda c: c.code, kind="code", on_phone=False),
    ),
    empty=_("No score has been given yet. The first comes within half an hour of the first walk."),
)
BRANCHES: Listing[BranchLine] = Listing(
    name="branches",
    title=_("Branches"),
    columns=(
        Column("name_zh", _("Branch"), lambda c: c.name_zh, link=lambda c: f"?unit={c.code}"),
        Column("score", _("Score"), lambda c: c.score, kind="score"),
        Column("change", _("30 days"), lambda c: c.change, kind="change"),
        Column("outlets", _("Outlets"), lambda c: c.outlets, kind="number"),
    ),
    empty=_("No branch has a score yet."),
)


def lowest_first(query: Mapping[str, str]) -> bool:
    """Unless the best are asked for: who looks, looks for what is not in order."""
    return query.get("order") != "best"


def ranked_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[RankLine]:
    """The ranking under the filters of an address: unit, module, order."""
    unit, module = query.get("unit", ""), query.get("module", "")
    found = ranking(who, unit=unit, module=module, lowest=lowest_first(query), after=after, limit=limit)
    return Page(found.lines, found.after)


def told_with_rule(card: DeductionCard) -> str:
    """What it was lost for; with the rule of the sheet, if it was not lost by the steps."""
    title = chosen(card.title_zh, card.title_en)
    return f"{title} · {RULES[card.rule]}" if card.rule else title


DEDUCTIONS: Listing[DeductionCard] = Listing(
    name="deductions",
    title=_("Deductions"),
    columns=(
        Column(
            "title", _("What"), lambda c: c.title_zh, shown=told_with_rule,
            link=lambda c: reverse("findings.page", args=[c.finding_id]) if c.finding_id else "",
        ),
        Column("subject", _("Where"), lambda c: c.subject),
        Column("since", _("Since"), lambda c: c.since, kind="moment"),
        Column("repeats", _("Repeats"), lambda c: c.repeats, kind="number", on_phone=False),
        Column("lost", _("Lost"), lambda c: c.lost, kind="number"),
    ),
    empty=_("Nothing was lost."),
)


def branches_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[BranchLine]:
    """The branches beside the ranking, all of them: unit, module, order."""
    unit, module = query.get("unit", ""), query.get("module", "")
    return Page(ranking(who, unit=unit, module=module, lowest=lowest_first(query), limit=1).branches, None)


def deductions_listed(
    who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50,
) -> Page[DeductionCard]:
    """The deductions of the outlet of an address, all of them: outlet, day. NotFound for a hidden outlet."""
    found = outlet_score(who, query.get("outlet", ""), asked_day(query))
    return Page(found.deductions if found else (), None)


def asked_day(query: Mapping[str, str]) -> date | None:
    """The day in an address; None for today, which is counted as it stands. Raises Invalid."""
    text = query.get("day", "")
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise invalid("day", "Give a day such as 2026-11-18.")
    return None if day == clock.today() else day
