"""An edition tried over the evidence in store and adopted: who newly fails, what changes, and that old scores stand."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps.reports.trial import draft, look, set_trial, stricter
from tests.cast import Cast
from tests.settle import settle
from wangdian.apps.evidence.models import Answer
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.findings.models import Finding, Standing
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.actions.stop_dry_run import StopDryRun
from wangdian.apps.reports.dry_run_queries import dry_run_card, dry_runs_of, tried_outlets
from wangdian.apps.reports.dry_runs import SILENT, carry_out, forget_lines, put_back, silent_runs
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.reports.models import DryRun, DryRunLine, ScoreDay
from wangdian.apps.reports.queries import outlet_score
from wangdian.apps.reports.rank_spans import outlet_rank
from wangdian.apps.reports.trying import trial_of, try_outlets
from wangdian.apps.standards.actions.adopt_edition import AdoptEdition, put_in_force
from wangdian.apps.standards.actions.discard_edition import DiscardEdition
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.actions.take_back_edition import TakeBackEdition
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.edition_queries import comparison, edition_card, editions_page, sheet_rows
from wangdian.apps.standards.models import Requirement, SheetEdition
from wangdian.domain.requirement import Measured
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.web.edition_words import why
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed


@pytest.fixture
def bank(cast: Cast, tmp_path: Path, settings: Any) -> Cast:
    return set_trial(cast, tmp_path, settings)


def tried(edition: int) -> dict[str, Any]:
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    carry_out(run)
    assert dry_run_card(SYSTEM, run).state == "done"
    return {one.code: one for one in tried_outlets(SYSTEM, run).items}


def everything() -> list[Any]:
    """All that a dry run may not touch."""
    rows = (Finding, Standing, ScoreDay, Answer, OutboxRow, SheetEdition)
    return [list(kind.objects.order_by("pk").values()) for kind in rows]


def test_a_dry_run_says_who_would_newly_fail_and_why(bank: Cast) -> None:
    found = tried(stricter())
    assert {code: one.fails for code, one in found.items()} == {"N001": False, "N002": True, "N101": False}
    newly = found["N002"]
    assert (newly.old, newly.new, newly.loss) == (Decimal(100), Decimal(100), Decimal(0))
    [pair] = newly.pairs
    assert (pair.requirement, pair.was, pair.reason) == ("IN-01", "holds", "above_max")
    assert pair.detail["lines"][0] == {"name": "heat", "why": "above_max", "value": "26", "unit": "Cel", "max": "25"}


def test_who_would_newly_fail_comes_first_and_of_these_who_loses_most(bank: Cast) -> None:
    edition = draft(IN_01={"limits": "heat = ..25", "steps": "2; 3"})
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    carry_out(run)
    listed = tried_outlets(SYSTEM, run).items
    assert [(one.code, one.fails, one.loss) for one in listed] == [
        ("N002", True, Decimal(50)), ("N101", False, Decimal(50)), ("N001", False, Decimal(0)),
    ]
    assert [one.code for one in tried_outlets(SYSTEM, run, only_failing=True).items] == ["N002"]
    assert dry_run_card(SYSTEM, run).failing == 1


def test_a_dry_run_changes_nothing(bank: Cast) -> None:
    edition = stricter()
    score_today()
    settle()
    before = everything()
    tried(edition)
    assert everything() == before


def test_a_score_below_the_bar_or_a_module_below_its_floor_newly_fails(bank: Cast) -> None:
    dear = {"steps": "3; 3"}
    found = tried(draft("Bar", bar="80", IN_01=dear))
    assert {code: (one.fails, one.below_bar) for code, one in found.items()} == {
        "N001": (False, False), "N002": (False, False), "N101": (True, True),
    }
    found = tried(draft("Floor", IN_01={**dear, "floor": "90"}))
    assert {code: one.floors for code, one in found.items()} == {"N001": (), "N002": (), "N101": ("环境",)}


def test_the_old_score_is_held_against_the_bar_of_now_and_the_new_one_against_the_new(bank: Cast) -> None:
    """The sheet is the same, so the scores are: a bar where there was none, or a higher one, fails outlets newly."""
    adopt_now(draft("Dear", IN_01={"steps": "3; 3"}))
    found = tried(draft("Bar", bar="30"))
    assert {code: (one.old, one.new, one.fails, one.below_bar) for code, one in found.items()} == {
        "N001": (100, 100, False, False), "N002": (100, 100, False, False), "N101": (25, 25, True, True),
    }
    assert why(found["N101"]) == "低于合格线 30 分"
    for day, (now, then, newly) in enumerate([("20", "30", True), ("30", "40", False), ("40", "20", False)], start=1):
        with clock.standing_at(clock.now() + timedelta(days=day)):
            adopt_now(draft(f"Bar of {now}", bar=now))
            assert tried(draft(f"{now} to {then}", bar=then))["N101"].below_bar is newly


def adopt_now(edition: int) -> None:
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today()).do()


def test_a_stopped_run_keeps_what_it_reached(bank: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangdian.apps.reports.dry_runs.CHUNK", 1)
    run = BeginDryRun(who=SYSTEM, edition_id=stricter()).do()
    carry_out(run, lambda done, total: StopDryRun(who=SYSTEM, run_id=run).do())
    card = dry_run_card(SYSTEM, run)
    assert (card.state, card.done, card.total) == ("stopped", 1, 3)
    assert DryRunLine.objects.filter(run_id=run).count() == 1
    with pytest.raises(Clash):
        StopDryRun(who=SYSTEM, run_id=run).do()


def test_a_run_whose_worker_died_goes_on_where_it_was(bank: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangdian.apps.reports.dry_runs.CHUNK", 1)
    run = BeginDryRun(who=SYSTEM, edition_id=stricter()).do()

    def die(done: int, total: int) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        carry_out(run, die)
    assert silent_runs() == []
    carry_out(run)
    assert dry_run_card(SYSTEM, run).done == 1
    with clock.standing_at(clock.now() + SILENT + timedelta(seconds=1)):
        assert silent_runs() == [run]
        assert put_back(run)
        carry_out(run)
    card = dry_run_card(SYSTEM, run)
    assert (card.state, card.done) == ("done", 3)
    assert DryRunLine.objects.filter(run_id=run).count() == 3


def test_old_runs_lose_their_lines_unless_the_edition_was_adopted(bank: Cast) -> None:
    adopted, left = stricter(), draft("Left")
    runs = [BeginDryRun(who=SYSTEM, edition_id=edition).do() for edition in (adopted, left)]
    for run in runs:
        carry_out(run)
    AdoptEdition(who=SYSTEM, edition_id=adopted, from_day=clock.today()).do()
    assert forget_lines() == 0
    with clock.standing_at(clock.now() + timedelta(days=91)):
        assert forget_lines() == 3
        assert forget_lines() == 0
    assert list(DryRunLine.objects.values_list("run", flat=True).distinct()) == [runs[0]]
    assert [dry_run_card(SYSTEM, run).done for run in runs] == [3, 3]


def test_a_run_that_dies_again_at_once_is_broken_off(bank: Cast) -> None:
    run = BeginDryRun(who=SYSTEM, edition_id=stricter()).do()
    for back in (True, False):
        DryRun.objects.filter(pk=run).update(state="running", heard_at=clock.now() - SILENT - timedelta(seconds=1))
        assert put_back(run) is back
    assert dry_run_card(SYSTEM, run).state == "broken"


def test_a_run_breaks_off_when_the_standards_change_under_it(bank: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangdian.apps.reports.dry_runs.CHUNK", 1)
    other, run = draft("Other", IN_01={"steps": "1"}), BeginDryRun(who=SYSTEM, edition_id=stricter()).do()
    carry_out(run, lambda done, total: adopt_once(other))
    assert (dry_run_card(SYSTEM, run).state, dry_run_card(SYSTEM, run).done) == ("broken", 1)


def adopt_once(edition: int) -> None:
    if edition_card(SYSTEM, edition).state == "draft":
        AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today()).do()


def test_trying_costs_the_same_for_any_number_of_outlets(
    bank: Cast, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    trial = trial_of(SheetEdition.objects.get(pk=stricter()))
    with django_assert_max_num_queries(10):
        try_outlets(trial, [bank.outlet.pk])
    with django_assert_max_num_queries(10):
        try_outlets(trial, [bank.outlet.pk, bank.sister.pk, bank.far_outlet.pk])


def test_an_adopted_edition_counts_and_an_old_score_stands_as_it_was_given(bank: Cast) -> None:
    score_today()
    yesterday = clock.today()
    given = outlet_score(SYSTEM, "N002", yesterday)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        edition = draft(bar="80", IN_01={
            "limits": "heat = ..25", "steps": "3; 3", "module_zh": "新环境", "points": "3", "floor": "40",
        }, IN_02={"module_zh": ""})
        AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today()).do()
        settle()
        Standing.objects.all().update(look_again_at=clock.now())
        assert sweep() > 0
        settle()
        score_today()
        now, then = outlet_score(SYSTEM, "N002"), outlet_score(SYSTEM, "N002", yesterday)
        assert now is not None
        assert then is not None
        assert (now.score, now.edition, now.modules[0].title_zh, now.fails) == (Decimal(25), "Stricter", "新环境", True)
        assert then == given
        assert (then.score, then.edition, then.modules[0].title_zh, then.fails) == (Decimal(100), "", "环境", False)
        assert Requirement.objects.filter(key="IN-01").count() == 1


def test_an_edition_of_a_later_day_waits_for_its_day(bank: Cast) -> None:
    edition = stricter()
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today() + timedelta(days=2)).do()
    assert put_in_force() is None
    assert edition_card(SYSTEM, edition).stage == "coming"
    assert heat_limit() == Decimal(28)
    with clock.standing_at(clock.now() + timedelta(days=2)):
        loaded = put_in_force()
        assert loaded is not None
        assert loaded.changed == ["IN-01"]
        assert heat_limit() == Decimal(25)
        assert put_in_force() is None
        assert edition_card(SYSTEM, edition).stage == "in_force"
        assert LoadPacks(who=SYSTEM).do().keys == []
        assert heat_limit() == Decimal(25)


def heat_limit() -> Decimal | None:
    check = current_requirements().by_key["IN-01"].rule.check
    assert isinstance(check, Measured)
    return check.values[0].max


def test_an_edition_is_taken_back_before_its_day_and_dated_anew(bank: Cast) -> None:
    edition, later = stricter(), clock.today() + timedelta(days=30)
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=later).do()
    TakeBackEdition(who=SYSTEM, edition_id=edition).do()
    card = edition_card(SYSTEM, edition)
    assert (card.stage, card.from_day) == ("draft", None)
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.verb, entry.detail["from_day"]) == ("standards.take_back_edition", later.isoformat())
    with clock.standing_at(clock.now() + timedelta(days=30)):
        assert put_in_force() is None
    with pytest.raises(Clash):
        TakeBackEdition(who=SYSTEM, edition_id=edition).do()
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today() + timedelta(days=1)).do()
    with clock.standing_at(clock.now() + timedelta(days=1)), pytest.raises(Clash):
        TakeBackEdition(who=SYSTEM, edition_id=edition).do()
    assert edition_card(SYSTEM, edition).stage == "coming"


def test_no_edition_begins_more_than_two_years_ahead(bank: Cast) -> None:
    edition = stricter()
    for day in (date.max, clock.today() + timedelta(days=731)):
        with pytest.raises(Invalid) as caught:
            AdoptEdition(who=SYSTEM, edition_id=edition, from_day=day).do()
        assert [(one.field, "2028-11-17" in one.why) for one in caught.value.problems] == [("from_day", True)]
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today() + timedelta(days=730)).do()


def test_what_is_decided_cannot_be_decided_again(bank: Cast) -> None:
    adopted, discarded = stricter(), draft("Other")
    AdoptEdition(who=SYSTEM, edition_id=adopted, from_day=clock.today()).do()
    DiscardEdition(who=SYSTEM, edition_id=discarded).do()
    audited = AuditEntry.objects.count()
    for edition in (adopted, discarded):
        with pytest.raises(Clash):
            AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today()).do()
        with pytest.raises(Clash):
            DiscardEdition(who=SYSTEM, edition_id=edition).do()
        with pytest.raises(Clash):
            BeginDryRun(who=SYSTEM, edition_id=edition).do()
    assert AuditEntry.objects.count() == audited


def test_no_edition_begins_in_the_past_or_on_the_day_of_another(bank: Cast) -> None:
    AdoptEdition(who=SYSTEM, edition_id=stricter(), from_day=clock.today()).do()
    other = draft("Other")
    for day in (clock.today() - timedelta(days=1), clock.today()):
        with pytest.raises(Invalid):
            AdoptEdition(who=SYSTEM, edition_id=other, from_day=day).do()
    assert edition_card(SYSTEM, other).state == "draft"


def test_a_branch_may_not_change_what_counts_for_all(bank: Cast) -> None:
    edition = stricter()
    before = everything()
    for role in (Role.BRANCH_MANAGER, Role.AUDITOR, Role.INSPECTOR):
        for verb in (
            AdoptEdition(who=bank.near(role), edition_id=edition, from_day=clock.today()),
            DiscardEdition(who=bank.near(role), edition_id=edition),
            BeginDryRun(who=bank.near(role), edition_id=edition),
        ):
            with pytest.raises(NotAllowed):
                verb.do()
    assert everything() == before
    assert not DryRun.objects.exists()


def test_two_editions_side_by_side(bank: Cast) -> None:
    first = stricter()
    second = draft("Second", IN_02={"item": "1.1-2", "item_zh": "其他", "item_points": "", "points": "2"},
                   IN_01={"item_points": ""})
    told = {(one.code, one.sort): (one.before, one.after) for one in comparison(SYSTEM, second, first).lines}
    assert told == {
        ("1", "points"): ("4", "5"), ("1.1", "points"): ("4", "5"), ("1.1-1", "points"): ("4", "3"),
        ("1.1-2", "added"): ("", "2"), ("IN-02", "moved"): ("1.1-1", "1.1-2"), ("IN-02", "points"): ("1", "2"),
        ("IN-01", "limits"): ("heat = ..25", "heat = ..28"),
    }


def test_a_bar_is_part_of_the_comparison(bank: Cast) -> None:
    edition, other = draft("Bar", bar="98"), draft("None")
    told = [(one.level, one.sort, one.before, one.after) for one in comparison(SYSTEM, edition).lines]
    assert told == [("sheet", "bar", "", "98")]
    assert [one.before for one in comparison(SYSTEM, other, edition).lines] == ["98"]


def test_a_failure_of_today_corrected_today_loses_what_the_edition_says(bank: Cast) -> None:
    edition = draft(IN_02={"on_the_spot": "0.5", "steps": "1; 1"})
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today()).do()
    settle()
    look(bank, bank.outlet, "IN-02", "fail")
    with clock.standing_at(clock.now() + timedelta(minutes=5)):
        failing = outlet_score(SYSTEM, "N001")
        look(bank, bank.outlet, "IN-02", "ok")
        corrected = outlet_score(SYSTEM, "N001")
    with clock.standing_at(clock.now() + timedelta(days=1)):
        later = outlet_score(SYSTEM, "N001")
    assert [one.lost for one in (failing, corrected, later) if one] == [Decimal(1), Decimal("0.5"), Decimal(0)]
    assert corrected is not None
    assert [one.rule for one in corrected.deductions] == ["on_the_spot"]


def test_what_a_self_check_passed_over_costs_more_only_if_the_edition_says_so(bank: Cast) -> None:
    with clock.standing_at(clock.now() + timedelta(days=2)):
        look(bank, bank.outlet, "IN-02", "fail", kind="recheck")
        before = outlet_score(SYSTEM, "N001")
        edition = draft(IN_02={"concealed": "1"})
        AdoptEdition(who=SYSTEM, edition_id=edition, from_day=clock.today()).do()
        after = outlet_score(SYSTEM, "N001")
    assert before is not None
    assert after is not None
    assert [(one.lost, one.rule) for one in before.deductions] == [(Decimal(0), "")]
    assert [(one.lost, one.rule) for one in after.deductions] == [(Decimal(1), "concealed")]


def test_a_rank_is_told_with_the_span_it_is_surely_in(
    bank: Cast, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    AdoptEdition(who=SYSTEM, edition_id=draft(IN_01={"steps": "3; 3"}), from_day=clock.today()).do()
    score_today()
    spans = {code: outlet_rank(SYSTEM, code) for code in ("N001", "N101")}
    best, last = spans["N001"], spans["N101"]
    assert best is not None
    assert last is not None
    assert (best.rank, last.rank, last.of) == (1, 3, 3)
    assert (last.best, last.worst) == (1, 3)
    with django_assert_num_queries(1):
        outlet_rank(SYSTEM, "N001")


def test_questions_about_editions_and_dry_runs_keep_to_their_budget(
    bank: Cast, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    edition = stricter()
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    carry_out(run)
    asked: list[tuple[int, Callable[[], object]]] = [
        (2, lambda: editions_page(SYSTEM)), (2, lambda: edition_card(SYSTEM, edition)),
        (2, lambda: sheet_rows(SYSTEM)), (4, lambda: comparison(SYSTEM, edition)),
        (1, lambda: dry_runs_of(SYSTEM, edition)), (1, lambda: dry_run_card(SYSTEM, run)),
        (6, lambda: tried_outlets(SYSTEM, run)),
    ]
    for most, ask in asked:
        with django_assert_max_num_queries(most):
            ask()
