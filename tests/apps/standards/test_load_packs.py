"""Loading the catalogue: new texts become editions, what is gone is no longer in force, a problem changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from tests.apps.standards.small import entry, text_of, write
from tests.cast import Cast
from wangdian.apps.journal.models import AuditEntry, OutboxRow
from wangdian.apps.standards.actions.bring_own_file import BringOwnFile
from wangdian.apps.standards.actions.drop_own_file import DropOwnFile
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.catalogue import current_requirements, rules_of
from wangdian.apps.standards.models import Load, OwnFile, Requirement, RequirementEdition
from wangdian.apps.standards.queries import modules, own_files, packs, requirement_page, requirements_page
from wangdian.domain.pack_problems import PackRefused
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation.errors import Invalid, NotAllowed, NotFound


@pytest.fixture
def folder(tmp_path: Path, settings: Any, db: None) -> Path:
    settings.CATALOGUE = tmp_path
    write(tmp_path, entry())
    return tmp_path


def counts() -> tuple[int, ...]:
    return (
        Requirement.objects.count(), RequirementEdition.objects.count(), Load.objects.count(), OwnFile.objects.count(),
        AuditEntry.objects.count(), OutboxRow.objects.count(),
    )


def test_a_new_text_is_a_new_edition_and_the_old_one_stays(folder: Path) -> None:
    assert LoadPacks(who=SYSTEM).do().added == ["IN-01"]
    first = current_requirements().by_key["IN-01"]
    write(folder, entry(title={"zh": "大厅干净", "en": "A clean hall"}))
    assert LoadPacks(who=SYSTEM).do().changed == ["IN-01"]
    now = current_requirements().by_key["IN-01"]
    assert (now.id, now.edition, now.rule.title.en) == (first.id, 2, "A clean hall")
    assert rules_of([first.edition_id])[first.edition_id].title.en == "A tidy hall"


def test_the_text_of_before_is_the_edition_of_before(folder: Path) -> None:
    LoadPacks(who=SYSTEM).do()
    write(folder, entry(severity="high"))
    LoadPacks(who=SYSTEM).do()
    write(folder, entry())
    LoadPacks(who=SYSTEM).do()
    assert RequirementEdition.objects.count() == 2
    assert current_requirements().by_key["IN-01"].edition == 1


def test_what_is_in_no_pack_is_no_longer_in_force_and_may_come_back(folder: Path) -> None:
    LoadPacks(who=SYSTEM).do()
    write(folder, entry("IN-02"))
    loaded = LoadPacks(who=SYSTEM).do()
    assert (loaded.added, loaded.gone) == (["IN-02"], ["IN-01"])
    assert list(current_requirements().by_key) == ["IN-02"]
    write(folder, entry())
    assert LoadPacks(who=SYSTEM).do().keys == ["IN-01", "IN-02"]
    assert list(current_requirements().by_key) == ["IN-01"]


def test_loading_the_same_again_changes_nothing(folder: Path) -> None:
    LoadPacks(who=SYSTEM).do()
    before = current_requirements()
    assert LoadPacks(who=SYSTEM).do().keys == []
    assert current_requirements() is before


@pytest.mark.parametrize(
    ("broken", "field", "why"),
    [
        ({"colour": "red"}, "colour", "unknown field"),
        ({"points": "-1"}, "points", "greater than or equal to 0"),
        ({"samples": [*entry()["samples"], {"says": "holds", "story": "none"}]}, "samples.3", "should say holds"),
    ],
)
def test_one_problem_anywhere_refuses_all_and_names_file_entry_and_field(
    folder: Path, broken: dict[str, object], field: str, why: str,
) -> None:
    LoadPacks(who=SYSTEM).do()
    before = counts()
    write(folder, entry("IN-07"), entry(**{"points": "0", **broken}))
    with pytest.raises(PackRefused) as caught:
        LoadPacks(who=SYSTEM).do()
    found = [(p.file, p.entry, p.field) for p in caught.value.problems if why in p.why]
    assert ("own.yaml", "IN-01", field) in found
    assert counts() == before


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "own.yaml").write_bytes("pack: 包".encode("gb18030"))
    with pytest.raises(PackRefused) as caught:
        LoadPacks(who=SYSTEM).do()
    assert [p.file for p in caught.value.problems] == ["own.yaml"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.HEAD_OFFICE}])
def test_others_may_not_and_nothing_happens(folder: Path, cast: Cast, role: Role) -> None:
    before = counts()
    with pytest.raises(NotAllowed):
        LoadPacks(who=cast.near(role)).do()
    with pytest.raises(NotAllowed):
        BringOwnFile(who=cast.far(Role.HEAD_OFFICE), file_name="own.yaml", text="").do()
    assert counts() == before


def test_a_bank_brings_its_own_file_and_takes_it_back(folder: Path) -> None:
    LoadPacks(who=SYSTEM).do()
    pack = {"pack": "ours", "title": {"zh": "本行", "en": "Ours"}, "edition": "1"}
    pack["requirements"] = [entry("OWN-01", "0")]
    BringOwnFile(who=SYSTEM, file_name="ours.yaml", text=text_of(pack)).do()
    assert sorted(current_requirements().by_key) == ["IN-01", "OWN-01"]
    assert LoadPacks(who=SYSTEM).do().keys == []
    DropOwnFile(who=SYSTEM, file_name="ours.yaml").do()
    assert sorted(current_requirements().by_key) == ["IN-01"]


@pytest.mark.parametrize("name", ["../evil.yaml", "coverage.yaml", "Own.yaml", "own.txt", ""])
def test_a_file_with_a_strange_name_is_refused(folder: Path, name: str) -> None:
    before = counts()
    with pytest.raises(Invalid):
        BringOwnFile(who=SYSTEM, file_name=name, text="pack: x").do()
    assert counts() == before


def test_a_broken_own_file_is_refused_whole(folder: Path) -> None:
    before = counts()
    with pytest.raises(PackRefused) as caught:
        BringOwnFile(who=SYSTEM, file_name="ours.yaml", text="pack: ours\nrequirements: 7\n").do()
    assert {p.file for p in caught.value.problems} == {"ours.yaml"}
    assert counts() == before


def test_a_file_that_was_never_brought_cannot_be_dropped(folder: Path) -> None:
    with pytest.raises(NotFound):
        DropOwnFile(who=SYSTEM, file_name="own.yaml").do()


def test_the_catalogue_costs_one_tiny_query_while_nothing_changes(
    folder: Path, django_assert_num_queries: object,
) -> None:
    LoadPacks(who=SYSTEM).do()
    current_requirements()
    with django_assert_num_queries(1):
        found = current_requirements()
    assert [one.key for one in found.about("zone:hall")] == ["IN-01"]
    assert found.about("zone:counter") == ()
    assert [one.key for one in found.of_check("observed")] == ["IN-01"]


def test_what_questions_about_the_standards_cost(
    folder: Path, cast: Cast, django_assert_max_num_queries: Any,
) -> None:
    write(folder, entry(), entry("IN-02", "0"))
    LoadPacks(who=SYSTEM).do()
    who = cast.near(Role.INSPECTOR)
    with django_assert_max_num_queries(1):
        page = requirements_page(who, limit=1)
    assert [card.key for card in page.items] == ["IN-01"]
    assert [card.key for card in requirements_page(who, after=page.after).items] == ["IN-02"]
    with django_assert_max_num_queries(7):
        one = requirement_page(who, "IN-01")
    assert (one.module, one.item, one.pack_title, [e.number for e in one.editions]) == ("环境", "整洁", "包", [1])
    with django_assert_max_num_queries(2):
        assert [pack.file for pack in packs(who)] == ["own.yaml"]
    with django_assert_max_num_queries(1):
        assert own_files(who) == ()
    with django_assert_max_num_queries(1):
        assert [line.title for line in modules(who)] == ["环境"]


def test_who_may_see_nothing_of_the_bank_reads_no_standards(folder: Path, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        requirements_page(cast.near(Role.VENDOR))
