"""Examples of the API operations about editions of the score sheet and their dry runs."""

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_reports_editions import a_coming_edition, a_draft
from wangdian.apps.findings.models import Standing
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.standards.access import WHOLE_BANK
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.edition_queries import sheet_rows
from wangdian.apps.standards.models import Requirement
from wangdian.domain.rights import SYSTEM, Right
from wangdian.foundation import clock


def list_editions(cast: Cast, where: Where) -> Ask:
    a_draft()
    return Ask("/editions", Right.SEE, shows='"Own sheet"')


def draft_edition(cast: Cast, where: Where) -> Ask:
    body = {"title": "Own sheet", "rows": sheet_rows(SYSTEM)}
    return Ask("/editions", Right.EDIT_STANDARDS, WHOLE_BANK, body=body)


def read_sheet(cast: Cast, where: Where) -> Ask:
    return Ask("/editions/sheet", Right.SEE)


def read_edition(cast: Cast, where: Where) -> Ask:
    return Ask(f"/editions/{a_draft()}", Right.SEE)


def compare_editions(cast: Cast, where: Where) -> Ask:
    return Ask(f"/editions/{a_draft()}/comparison", Right.SEE)


def adopt_edition(cast: Cast, where: Where) -> Ask:
    body = {"from_day": "2026-12-01"}
    return Ask(f"/editions/{a_draft()}/adopt", Right.EDIT_STANDARDS, WHOLE_BANK, body=body)


def discard_edition(cast: Cast, where: Where) -> Ask:
    return Ask(f"/editions/{a_draft()}/discard", Right.EDIT_STANDARDS, WHOLE_BANK)


def take_back_edition(cast: Cast, where: Where) -> Ask:
    return Ask(f"/editions/{a_coming_edition()}/take-back", Right.EDIT_STANDARDS, WHOLE_BANK)


def try_edition(cast: Cast, where: Where) -> Ask:
    return Ask(f"/editions/{a_draft()}/dry-runs", Right.EDIT_STANDARDS, WHOLE_BANK)


def list_dry_runs(cast: Cast, where: Where) -> Ask:
    return Ask(f"/editions/{a_draft()}/dry-runs", Right.EDIT_STANDARDS, WHOLE_BANK)


def _run() -> int:
    run: int = BeginDryRun(who=SYSTEM, edition_id=a_draft()).do()
    return run


def read_dry_run(cast: Cast, where: Where) -> Ask:
    return Ask(f"/dry-runs/{_run()}", Right.EDIT_STANDARDS, WHOLE_BANK)


def list_tried(cast: Cast, where: Where) -> Ask:
    return Ask(f"/dry-runs/{_run()}/outlets", Right.EDIT_STANDARDS, WHOLE_BANK)


def stop_dry_run(cast: Cast, where: Where) -> Ask:
    return Ask(f"/dry-runs/{_run()}/stop", Right.EDIT_STANDARDS, WHOLE_BANK)


def read_rank(cast: Cast, where: Where) -> Ask:
    LoadPacks(who=SYSTEM).do()
    stand(where)
    score_today()
    return Ask(f"/outlets/{where.outlet.code}/score/rank", Right.SEE, where.unit.path)


def stand(where: Where) -> None:
    """Something is known there, so that there is a score to rank."""
    row = Requirement.objects.get(key="OUT-07")
    Standing.objects.create(
        requirement=row, subject=where.outlet.subject, unit=where.unit, says="holds", since=clock.now(),
    )


REQUESTS: dict[str, AskBuilder] = {
    "GET /editions": list_editions,
    "POST /editions": draft_edition,
    "GET /editions/sheet": read_sheet,
    "GET /editions/{edition_id}": read_edition,
    "GET /editions/{edition_id}/comparison": compare_editions,
    "POST /editions/{edition_id}/adopt": adopt_edition,
    "POST /editions/{edition_id}/discard": discard_edition,
    "POST /editions/{edition_id}/take-back": take_back_edition,
    "POST /editions/{edition_id}/dry-runs": try_edition,
    "GET /editions/{edition_id}/dry-runs": list_dry_runs,
    "GET /dry-runs/{run_id}": read_dry_run,
    "GET /dry-runs/{run_id}/outlets": list_tried,
    "POST /dry-runs/{run_id}/stop": stop_dry_run,
    "GET /outlets/{code}/score/rank": read_rank,
}
