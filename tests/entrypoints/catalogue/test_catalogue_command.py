"""The command: checks all samples, shows what is carried, fails on what does not exist, loads."""

import json
from pathlib import Path

from click.testing import CliRunner

from tests.apps.standards.small import entry, write
from tests.cast import Cast
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.domain.coverage import parse_coverage, review
from wangdian.entrypoints.cli.catalogue import command, names_that_exist


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, list(words))
    return done.exit_code, done.output


def test_the_delivered_catalogue_is_right(db: None) -> None:
    code, told = run("check")
    assert (code, "samples" in told or "样例" in told) == (0, True)


def test_every_problem_of_every_file_is_told(tmp_path: Path, settings: object) -> None:
    settings.CATALOGUE = tmp_path
    wrong = [*entry()["samples"], {"says": "holds", "story": "nobody", "given": None}]
    write(tmp_path, entry(samples=wrong), entry("IN-02", "0", limits="7"))
    code, told = run("check")
    assert code == 1
    assert "IN-02 limits: unknown field" in told


def test_a_sample_that_disagrees_is_told(tmp_path: Path, settings: object) -> None:
    settings.CATALOGUE = tmp_path
    write(tmp_path, entry(samples=[*entry()["samples"], {"says": "holds", "story": "nobody"}]))
    code, told = run("check")
    assert (code, "IN-01 samples.3: nobody: should say holds" in told) == (1, True)


def test_coverage_of_the_first_text_is_whole_and_the_rest_is_counted(db: None) -> None:
    code, told = run("coverage", "--json")
    report = json.loads(told)
    assert (code, report["sound"], report["unknown"], report["missing"]) == (0, True, [], [])
    assert report["texts"]["1"]["pending"] == 0
    assert sum(report["counts"].values()) == len(report["phrases"]) == 156


def test_a_name_that_does_not_exist_fails(tmp_path: Path, settings: object, db: None) -> None:
    settings.CATALOGUE = tmp_path
    write(tmp_path, entry())
    file = tmp_path / "coverage.yaml"
    text = file.read_text().replace("pending: true", "carried_by: [requirement:NO-99, verb:findings.ask_waiver]", 1)
    file.write_text(text)
    report = review(parse_coverage(text, "coverage.yaml"), names_that_exist())
    assert report.unknown == ("requirement:NO-99",)
    assert run("coverage")[0] == 1


def test_names_of_verbs_and_screens_are_the_real_ones(db: None) -> None:
    names = names_that_exist()
    assert {"standards.load_packs", "findings.ask_waiver"} <= names["verb"]
    assert {"catalogue.list", "findings.page"} <= names["screen"]


def test_loading_says_what_changed(cast: Cast, tmp_path: Path, settings: object) -> None:
    settings.CATALOGUE = tmp_path
    write(tmp_path, entry())
    assert run("load")[0] == 0
    assert list(current_requirements().by_key) == ["IN-01"]
