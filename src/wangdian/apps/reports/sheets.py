"""By which sheet a score was given: the one that was in force then, whatever counts today."""

from dataclasses import dataclass
from decimal import Decimal

from wangdian.apps.standards.catalogue import Catalogue
from wangdian.apps.standards.models import Load
from wangdian.domain.score_sheet import ScoreSheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, the name of the bank's edition ("" for the delivered one), and its bar of 100."""

    sheet: ScoreSheet | None
    name: str
    bar: Decimal | None


def sheet_of(load_id: int | None, now: Catalogue) -> Sheet:
    """No query for what counts `now`, 1 for another.

    A score that was kept before loads were noted is told by the first sheet that there was.
    """
    if load_id is not None and load_id == now.load_id:
        return Sheet(now.sheet, now.sheet_name, now.bar)
    loads = Load.objects.select_related("sheet_edition").defer("packs", "sheet_edition__body").order_by("pk")
    load = (loads if load_id is None else loads.filter(pk=load_id)).first()
    if load is None:
        return Sheet(None, "", None)
    edition, sheet = load.sheet_edition, ScoreSheet.model_validate(load.sheet)
    return Sheet(sheet, edition.name, edition.bar) if edition else Sheet(sheet, "", None)
