"""Examples of the verbs about editions of the score sheet and their dry runs: whoever may change the standards."""

from datetime import timedelta

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.actions.stop_dry_run import StopDryRun
from wangdian.apps.standards.access import WHOLE_BANK
from wangdian.apps.standards.actions.adopt_edition import AdoptEdition
from wangdian.apps.standards.actions.discard_edition import DiscardEdition
from wangdian.apps.standards.actions.draft_edition import DraftEdition
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.actions.take_back_edition import TakeBackEdition
from wangdian.apps.standards.editions import delivered
from wangdian.domain.rights import SYSTEM
from wangdian.domain.sheet_edition import EditionText, text_of
from wangdian.foundation import clock


def own_text() -> EditionText:
    catalogue = delivered()
    return text_of(catalogue, catalogue.sheet)


def a_draft() -> int:
    """The id of a draft that counts as the delivered sheet does."""
    LoadPacks(who=SYSTEM).do()
    return DraftEdition(who=SYSTEM, title="Own sheet", text=own_text()).do()


def a_coming_edition() -> int:
    """The id of one that is adopted for tomorrow."""
    draft = a_draft()
    AdoptEdition(who=SYSTEM, edition_id=draft, from_day=clock.today() + timedelta(days=1)).do()
    return draft


def draft_edition(cast: Cast, where: Where) -> Example:
    text = own_text()
    return Example(at=WHOLE_BANK, verb=lambda who: DraftEdition(who=who, title="Own sheet", text=text))


def discard_edition(cast: Cast, where: Where) -> Example:
    draft = a_draft()
    return Example(at=WHOLE_BANK, verb=lambda who: DiscardEdition(who=who, edition_id=draft))


def adopt_edition(cast: Cast, where: Where) -> Example:
    draft = a_draft()
    return Example(at=WHOLE_BANK, verb=lambda who: AdoptEdition(who=who, edition_id=draft, from_day=clock.today()))


def take_back_edition(cast: Cast, where: Where) -> Example:
    coming = a_coming_edition()
    return Example(at=WHOLE_BANK, verb=lambda who: TakeBackEdition(who=who, edition_id=coming))


def begin_dry_run(cast: Cast, where: Where) -> Example:
    draft = a_draft()
    return Example(at=WHOLE_BANK, verb=lambda who: BeginDryRun(who=who, edition_id=draft))


def stop_dry_run(cast: Cast, where: Where) -> Example:
    run = BeginDryRun(who=SYSTEM, edition_id=a_draft()).do()
    return Example(at=WHOLE_BANK, verb=lambda who: StopDryRun(who=who, run_id=run))


EXAMPLES: dict[str, Builder] = {
    "standards.draft_edition": draft_edition,
    "standards.discard_edition": discard_edition,
    "standards.adopt_edition": adopt_edition,
    "standards.take_back_edition": take_back_edition,
    "reports.begin_dry_run": begin_dry_run,
    "reports.stop_dry_run": stop_dry_run,
}
