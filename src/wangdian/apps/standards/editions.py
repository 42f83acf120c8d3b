"""The bank's own editions of the score sheet: which is in force on a day, and the catalogue as it counts by one."""

from datetime import date

from wangdian.apps.standards.files import all_files, read_files
from wangdian.apps.standards.models import SheetEdition
from wangdian.domain.packs import Catalogue
from wangdian.domain.sheet_edition import EditionText, counted_by
from wangdian.foundation.errors import NotFound


def edition_in_force(day: date) -> SheetEdition | None:
    """The adopted edition whose day came last; None while the delivered sheet counts. 1 query."""
    adopted = SheetEdition.objects.filter(state=SheetEdition.State.ADOPTED, from_day__lte=day)
    return adopted.order_by("-from_day").first()


def edition_of(edition_id: int) -> SheetEdition:
    """Raises NotFound."""
    row = SheetEdition.objects.filter(pk=edition_id).first()
    if row is None:
        raise NotFound
    return row


def under(edition: SheetEdition | None, catalogue: Catalogue) -> Catalogue:
    """The catalogue as the edition counts it; raises PackRefused where its limits fit no more."""
    return catalogue if edition is None else counted_by(catalogue, EditionText.model_validate(edition.body))


def delivered() -> Catalogue:
    """The catalogue without any edition over it."""
    return read_files(all_files())
