"""Reads the rows of a checklist that ask for figures."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from wangdian.entrypoints.xlsforms.became import MEASURED, Became, Figure, Run, code_of, words_of
from wangdian.entrypoints.xlsforms.belonging import Link
from wangdian.entrypoints.xlsforms.limits import Ends, ends_of, unit_of
from wangdian.entrypoints.xlsforms.more import OF_CHECK, OF_RULE, OF_VALUE, More
from wangdian.entrypoints.xlsforms.questions import new_of
from wangdian.entrypoints.xlsforms.reading import Line
from wangdian.entrypoints.xlsforms.rows import Said, said

NUMBERS = {"integer", "decimal", "range"}
FIGURE = re.compile(r"-?\d{1,12}(\.\d{1,9})?")


def take_figure(run: Run, line: Line, sort: str, link: Link | None) -> None:
    """A figure of the question that asks whether it was measured, or a requirement of its own."""
    ends = _ends(run, line, whole=sort == "integer")
    if ends is None:
        return
    found = _own(run, line) if link is None else _joined(run, line, link)
    if found is None:
        return
    one, more = found
    one.measured = True
    label = words_of(line, "label") or said(line.text("name"))
    zh, unit = unit_of(label.zh)
    unit = line.text("wangdian", "unit") or unit or ("count" if sort == "integer" else "1")
    name = code_of(line.text("name").rpartition("_v_")[2], len(one.figures))
    one.figures.append(Figure(
        name, Said(zh, unit_of(label.en)[0]), unit, ends, line.text("wangdian", "optional") == "yes", more,
    ))
    run.figure_of[line.text("name")] = one


def _own(run: Run, line: Line) -> tuple[Became, More] | None:
    """A requirement that asks for nothing else; what its row says of it is parted from what it says of the figure."""
    one = new_of(run, line, OF_RULE + OF_CHECK + OF_VALUE)
    if one is None:
        return None
    one.title = Said(unit_of(one.title.zh)[0], unit_of(one.title.en)[0])
    more = {name: one.more.pop(name) for name in OF_VALUE if name in one.more}
    run.outcome.became.append(one)
    return one, more


def _joined(run: Run, line: Line, link: Link) -> tuple[Became, More] | None:
    """A figure that is shown with another answer would change what that answer means, so it is refused."""
    one = run.by_name.get(link.question)
    if one is None or not one.measured or link.value != MEASURED:
        run.refuse(line, "relevant", line.text("relevant"), _(
            "A figure stands alone, or is shown once a choice named val says that it was measured.",
        ))
        return None
    more = run.more(line, OF_VALUE)
    if more is None:
        return None
    run.joins(line, one)
    return one, more


def _ends(run: Run, line: Line, *, whole: bool) -> Ends | None:
    constraint = line.text("constraint")
    ends = ends_of(constraint, whole=whole)
    if ends is None:
        run.refuse(line, "constraint", constraint, _(
            "Limits are understood as “. >= 2 and . <= 5”; for figures that are not whole without < and >.",
        ))
        return None
    own = {name: line.text("wangdian", name) for name in ("min", "max")}
    for name, text in own.items():
        if text and not FIGURE.fullmatch(text):
            run.refuse(line, f"wangdian::{name}", text, _("This is not a number."))
            return None
    low, high = (Decimal(text) if text else end for text, end in zip(own.values(), ends, strict=True))
    if low is not None and high is not None and low > high:
        run.refuse(line, "constraint", constraint, _("Nothing could lie within these limits."))
        return None
    return Ends(low, high)
