"""By which sheet a score was given: the one that was in force then, whatever counts today."""

from collections.abc import Collection
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


def bars_of(load_ids: Collection[int | None], now: Catalogue) -> dict[int | None, Decimal | None]:
    """The bar of 100 by load, where there was one. No query for what counts `now`, 1 for any others."""
    found: dict[int | None, Decimal | None] = {None: None, now.load_id: now.bar}
    others = {pk for pk in load_ids if pk is not None and pk not in found}
    if others:
        found |= dict(Load.objects.filter(pk__in=others).values_list("pk", "sheet_edition__bar"))
    return found


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
