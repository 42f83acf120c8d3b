"""What the calendar judges by itself: dates that pass become findings, and go when the dates are put right."""

from datetime import date, timedelta

import pytest

from tests.apps.findings.breaking import Broken, break_it
from tests.apps.findings.scene import answer, day, finding, held, load_standards, look, standing, thing, walk, zone
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.remove_content import RemoveContent
from wangdian.apps.assets.actions.renew_document import RenewDocument
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.models import PlaylistItem
from wangdian.apps.evidence.actions.make_plan import MakePlan
from wangdian.apps.evidence.jobs import miss_walks, plan_walks
from wangdian.apps.evidence.models import Walk
from wangdian.apps.findings.models import Standing
from wangdian.apps.outlets.actions.plan_closure import PlanClosure
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.standards.files import read_files, shipped_files
from wangdian.domain.priority import ClockKind
from wangdian.domain.requirement_checks import Fact
from wangdian.domain.rights import SYSTEM, Role
from wangdian.domain.thing_kinds import BUTTON_TESTS
from wangdian.foundation import clock

RULES = read_files(shipped_files()).requirements
DATED = [
    key for key, rule in RULES.items()
    if rule.check.kind == "dated" and not rule.check.fact.startswith("walk.")
    and rule.check.clock is not ClockKind.OPENING_HOURS and not rule.subjects[0].startswith("process:")
]


def mend(broken: Broken, today: date) -> None:
    """Puts the dates right, as somebody would who mended it."""
    fact, asset, later = broken.held.rule.check.fact, broken.asset, today + timedelta(days=200)
    if fact is Fact.CONTENT_VALID_UNTIL:
        for item in PlaylistItem.objects.filter(screen=asset):
            RemoveContent(who=SYSTEM, item_id=item.pk).do()
        AddContent(
            who=SYSTEM, asset_id=asset.pk, title="新海报", approval="批-2", valid_from=today, valid_until=later,
        ).do()
    elif fact is Fact.ARTICLE_EXPIRES_ON:
        StockArticle(who=SYSTEM, asset_id=asset.pk, article="碘酒", par=1, quantity=2, expires_on=later).do()
    elif fact is Fact.DOCUMENT_EXPIRES_ON:
        RenewDocument(
            who=SYSTEM, document_id=broken.subject.document.pk, number="新", issued_on=today, expires_on=later,
        ).do()
    elif fact is Fact.ASSET_MANUFACTURED_ON:
        RetireAsset(who=SYSTEM, asset_id=asset.pk).do()
    else:
        RecordUpkeep(
            who=SYSTEM, subject_id=broken.subject.pk, sort=fact.value, done_on=today,
            answer_seconds=5 if fact.value in BUTTON_TESTS else None,
        ).do()
    settle()


@pytest.mark.parametrize("key", DATED)
def test_a_date_that_passed_is_found_and_closes_by_itself_when_mended(cast: Cast, key: str) -> None:
    load_standards()
    broken = break_it(held(key), "B1", cast.near(Role.INSPECTOR))
    found = finding(key, broken.subject)
    assert (found.state, standing(key, broken.subject).says) == ("open", "fails")
    with clock.standing_at(broken.sample.at + timedelta(minutes=5)):
        mend(broken, clock.today())
    found.refresh_from_db()
    gone = broken.held.rule.check.fact is Fact.ASSET_MANUFACTURED_ON
    assert (found.state, found.closed_how) == ("closed", "withdrawn" if gone else "seen_to_hold")
    if not gone:
        assert standing(key, broken.subject).says == "holds"


def test_the_sweep_touches_only_what_fell_due(cast: Cast) -> None:
    load_standards()
    kit = thing(cast.outlet, "medical_kit")
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="碘酒", par=1, quantity=1, expires_on=day("2026-12-24")).do()
    settle()
    look()
    untouched = dict(Standing.objects.values_list("pk", "judged_at"))
    row = standing("CONV-07", kit.subject)
    assert row.says == "holds"
    with clock.standing_at(row.look_again_at):
        look()
    changed = {pk for pk, at in Standing.objects.values_list("pk", "judged_at") if untouched[pk] != at}
    assert row.pk in changed
    assert all(Standing.objects.get(pk=pk).look_again_at is None or pk == row.pk for pk in changed - {row.pk})


def test_days_pass_and_the_article_expires_without_anybody_doing_anything(cast: Cast) -> None:
    load_standards()
    kit = thing(cast.outlet, "medical_kit")
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="碘酒", par=1, quantity=1, expires_on=day("2026-11-24")).do()
    settle()
    for days in range(10):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            look()
    found = finding("CONV-07", kit.subject)
    assert (found.state, found.sightings, found.reason) == ("open", 1, "expired")
    assert clock.BANK_ZONE.fromutc(found.opened_at.replace(tzinfo=clock.BANK_ZONE)).date() == day("2026-11-25")


def test_another_date_of_the_same_kind_is_not_another_sighting(cast: Cast) -> None:
    load_standards()
    kit = thing(cast.outlet, "medical_kit")
    for name in ("碘酒", "纱布"):
        StockArticle(who=SYSTEM, asset_id=kit.pk, article=name, par=1, quantity=1, expires_on=day("2026-11-01")).do()
        settle()
    assert finding("CONV-07", kit.subject).sightings == 1


def opening_hours(cast: Cast) -> None:
    hours = {"personal.working": "09:00-17:00"}
    SetHours(who=SYSTEM, outlet_code=cast.outlet.code, effective_from=clock.today(), hours=hours).do()
    settle()


def patrolled(cast: Cast) -> None:
    RecordUpkeep(
        who=SYSTEM, subject_id=cast.outlet.subject_id, sort="patrol.fire", done_on=clock.today(), done_at=clock.now(),
    ).do()
    settle()


def test_what_comes_again_in_opening_hours_is_due_at_the_end_of_the_next_open_day(cast: Cast) -> None:
    load_standards()
    opening_hours(cast)
    patrolled(cast)
    due = clock.now() + timedelta(hours=29)
    for late, said in ((-1, "holds"), (0, "holds"), (1, "fails")):
        with clock.standing_at(due + timedelta(minutes=late)):
            look()
            assert standing("FIRE-03", cast.outlet.subject).says == said
    with clock.standing_at(due + timedelta(minutes=9)):
        patrolled(cast)
    assert finding("FIRE-03", cast.outlet.subject).closed_how == "seen_to_hold"


def test_a_closure_moves_what_is_due_in_opening_hours(cast: Cast) -> None:
    load_standards()
    opening_hours(cast)
    patrolled(cast)
    PlanClosure(
        who=SYSTEM, outlet_code=cast.outlet.code, starts_at=clock.now() + timedelta(hours=10),
        ends_at=clock.now() + timedelta(hours=34), reason="装修",
    ).do()
    settle()
    look()
    with clock.standing_at(clock.now() + timedelta(hours=30)):
        look()
        assert standing("FIRE-03", cast.outlet.subject).says == "holds"


def test_a_walk_that_was_not_walked_is_found_and_closes_when_one_is(cast: Cast) -> None:
    load_standards()
    opening_hours(cast)
    MakePlan(
        who=cast.near(Role.BRANCH_MANAGER), title="自查", kind="self", unit="B1", rule="FREQ=DAILY",
        starts_on=clock.today(), due_minutes=240, role="lobby_manager",
    ).do()
    door = zone(cast.outlet, "outdoor")
    plan_walks()
    settle()
    look()
    subject = cast.outlet.subject
    assert standing("WALK-02", subject).says != "fails"
    with clock.standing_at(clock.now() + timedelta(days=2)):
        plan_walks()
        miss_walks()
        settle()
        look()
        assert finding("WALK-02", subject).state == "open"
        planned = Walk.objects.filter(outlet=cast.outlet, state="missed").latest("due_from")
        walk(cast.near(Role.LOBBY_MANAGER), cast.outlet, answer("OUT-02", door, "ok"), walk_id=planned.pk, ended=True)
        assert finding("WALK-02", subject).closed_how == "seen_to_hold"
