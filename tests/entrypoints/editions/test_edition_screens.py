"""The screens of editions: what one acts on first, equal changes in one line, and that no count is told too early."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.apps.reports.trial import draft, set_trial, stricter
from tests.cast import Cast
from tests.entrypoints.frame.looking import as_seen_by, text_of
from wangdian.apps.reports.actions.begin_dry_run import BeginDryRun
from wangdian.apps.reports.actions.stop_dry_run import StopDryRun
from wangdian.apps.reports.dry_run_queries import dry_runs_of
from wangdian.apps.reports.dry_runs import carry_out
from wangdian.apps.standards.actions.adopt_edition import AdoptEdition
from wangdian.apps.standards.edition_queries import DifferenceCard
from wangdian.domain.rights import SYSTEM, Role
from wangdian.entrypoints.web.edition_words import outcome, tried_before
from wangdian.entrypoints.web.editions.differing import told_together
from wangdian.foundation import clock


@pytest.fixture
def bank(cast: Cast, tmp_path: Path, settings: Any) -> Cast:
    return set_trial(cast, tmp_path, settings)


@pytest.fixture
def office(bank: Cast) -> Client:
    return as_seen_by(bank.person(Role.HEAD_OFFICE), "en")


def test_what_one_acts_on_stands_above_the_differences(office: Client) -> None:
    text = text_of(office, f"/editions/{stricter()}/")
    assert text.index("Dry runs") < text.index("Adopt it") < text.index("Side by side") < text.index("heat = ..25")


def test_whoever_adopts_is_told_the_day_and_whom_the_last_dry_run_found(office: Client) -> None:
    edition = stricter()
    asked = f'action="/editions/{edition}/adopt/" data-confirm="Adopt this edition from {{from_day}} on?'
    unknown = "No dry run of it was finished: how many outlets would newly fail is not known."
    assert f"{asked} {unknown}" in text_of(office, f"/editions/{edition}/")
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    assert f"{asked} {unknown}" in text_of(office, f"/editions/{edition}/")
    carry_out(run)
    told = "By its dry run of 2026-11-18: 1 outlet would newly fail."
    assert f"{asked} {told}" in text_of(office, f"/editions/{edition}/")
    BeginDryRun(who=SYSTEM, edition_id=edition).do()
    assert tried_before(dry_runs_of(SYSTEM, edition)) == "按 2026-11-18 的试算，1 家网点将新增不合格。"


def test_nothing_is_said_of_outlets_that_were_not_counted_yet(
    office: Client, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wangdian.apps.reports.dry_runs.CHUNK", 2)
    edition = stricter()
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    for path in (f"/editions/{edition}/", f"/editions/runs/{run}/", f"/editions/runs/{run}/?show=failing"):
        text = text_of(office, path)
        assert "Still being counted" in text
        assert "would newly fail</" not in text
        assert "No outlet would newly fail" not in text
    assert "the dry run goes on" in text_of(office, f"/editions/runs/{run}/")
    carry_out(run, lambda done, total: StopDryRun(who=SYSTEM, run_id=run).do())
    assert outcome(dry_runs_of(SYSTEM, edition)[0]) == "已算的 2 家中，1 家网点将新增不合格"
    other = draft("Other")
    StopDryRun(who=SYSTEM, run_id=BeginDryRun(who=SYSTEM, edition_id=other).do()).do()
    assert outcome(dry_runs_of(SYSTEM, other)[0]) == "没有算出结果"


def test_a_dry_run_tells_both_scores_in_one_and_a_loss_only_where_there_is_one(office: Client) -> None:
    edition = draft(IN_01={"steps": "3; 3"})
    run = BeginDryRun(who=SYSTEM, edition_id=edition).do()
    carry_out(run)
    text = text_of(office, f"/editions/runs/{run}/")
    assert "100.0 → 25.0" in text
    assert '<td class="number desk" data-title="Loses">75</td>' in text
    assert text.count('<td class="number none desk" data-title="Loses">') == 2
    head, *rows = office.get(f"/editions/runs/{run}/?format=csv").content.decode("utf-8-sig").splitlines()
    assert head == "Outlet,Newly fails,Loses,Score now,Score then,Why,Belongs to,Code"
    assert rows[0].split(",")[2:5] == ["75.00", "100.00", "25.00"]


def test_an_edition_of_a_later_day_is_taken_back_on_its_page(office: Client) -> None:
    edition, day = stricter(), clock.today() + timedelta(days=9)
    AdoptEdition(who=SYSTEM, edition_id=edition, from_day=day).do()
    assert f"It will not count from {day}" in text_of(office, f"/editions/{edition}/")
    assert office.post(f"/editions/{edition}/take-back/").status_code == 302
    assert f'action="/editions/{edition}/adopt/"' in text_of(office, f"/editions/{edition}/")
    far = office.post(f"/editions/{edition}/adopt/", {"from_day": "9999-12-31"}).content.decode()
    assert "Choose a day within two years, 2028-11-17 at the latest." in far


def line(code: str, sort: str = "on_the_spot", after: str = "0.1", level: str = "requirement") -> DifferenceCard:
    return DifferenceCard(level, code, code, sort, "", after)


def test_equal_changes_are_told_in_one_line_and_so_is_the_bar() -> None:
    whole, module = line("", "bar", "98", "sheet"), line("M", "floor", "80", "module")
    lines = [whole, line("A"), line("B"), line("C", after="0.2"), line("D"), module]
    alike, rest = told_together(lines)
    assert [(one.sort, one.after, len(one.lines), one.whole) for one in alike] == [
        ("bar", "98", 1, True), ("on_the_spot", "0.1", 3, False),
    ]
    assert [one.code for one in rest] == ["C", "M"]


def test_what_is_left_is_folded_after_the_first_and_saved_whole(
    office: Client, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wangdian.entrypoints.web.editions.views.FIRST", 1)
    edition = draft(bar="98", IN_01={"on_the_spot": "0.1", "concealed": "1"})
    text = text_of(office, f"/editions/{edition}/")
    assert "Bar: — → 98" in text
    assert text.index("Corrected on the spot") < text.index("1 more difference<") < text.index("Concealed")
    saved = office.get(f"/editions/{edition}/?format=csv").content.decode("utf-8-sig").splitlines()
    assert [one.split(",")[3:] for one in saved[1:]] == [
        ["Bar", "", "98"], ["Corrected on the spot", "", "0.1"], ["Concealed", "", "1"],
    ]


def test_the_spreadsheet_of_an_edition_must_be_given(office: Client) -> None:
    text = text_of(office, "/editions/bring/")
    assert 'for="id_file">Spreadsheet</label>' in text
    answer = office.post("/editions/bring/", {"title": "Own"})
    assert list(answer.context["form"].errors) == ["file"]
