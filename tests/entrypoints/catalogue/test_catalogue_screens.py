"""The screens of the standards, and the bank's own files with their errors named."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.standards.small import entry, text_of, write
from tests.cast import Cast
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.models import Load, OwnFile
from wangdian.domain.rights import SYSTEM, Role

BACKEND = "django.contrib.auth.backends.ModelBackend"


def as_role(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.person(role), BACKEND)
    return client


@pytest.fixture
def loaded(cast: Cast) -> Cast:
    LoadPacks(who=SYSTEM).do()
    return cast


def test_the_list_says_in_words_how_far_each_is_verified(loaded: Cast) -> None:
    words = as_role(loaded, Role.LOBBY_MANAGER).get("/catalogue/?check=measured&q=ACC").content.decode()
    assert "坡道坡度与高度" in words
    assert "ACC-01" in words
    assert "OUT-01" not in words
    assert "引用处" in words


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("waits=yes", "OUT-06", "OUT-05<"),
        ("pack=fire", "FIRE-01", "OUT-01"),
        ("proven=no&pack=outdoor", "OUT-01", "FIRE-01"),
    ],
)
def test_filters_of_the_list(loaded: Cast, query: str, there: str, gone: str) -> None:
    words = as_role(loaded, Role.AUDITOR).get(f"/catalogue/?{query}").content.decode()
    assert there in words
    assert not gone or gone not in words


def test_one_requirement_shows_sources_samples_and_limits(loaded: Cast) -> None:
    words = as_role(loaded, Role.INSPECTOR).get("/catalogue/ACC-01/").content.decode()
    for part in ("GB 55019-2021", "高 75 厘米、长 8 米，太陡", "≤ 750", "1/12", "第 1 版"):
        assert part in words


def test_a_default_of_our_own_is_never_shown_as_the_standards_word(loaded: Cast) -> None:
    rule = next(one for one in current_requirements().held if not one.rule.is_proven)
    words = as_role(loaded, Role.INSPECTOR).get(f"/catalogue/{rule.key}/").content.decode()
    assert 'class="note">' in words
    assert ("建议" in words) or ("未核实" in words)


def test_an_unknown_one_is_not_there(loaded: Cast) -> None:
    assert as_role(loaded, Role.INSPECTOR).get("/catalogue/NO-99/").status_code == 404


@pytest.fixture
def folder(tmp_path: Path, settings: object, cast: Cast) -> Path:
    settings.CATALOGUE = tmp_path
    write(tmp_path, entry())
    LoadPacks(who=SYSTEM).do()
    return tmp_path


def pack(*entries: dict[str, object]) -> bytes:
    body = {"pack": "ours", "title": {"zh": "本行", "en": "Ours"}, "edition": "1", "requirements": list(entries)}
    return text_of(body).encode()


def bring(client: Client, content: bytes, name: str = "ours.yaml") -> object:
    return client.post("/catalogue/bring/", {"file": SimpleUploadedFile(name, content)})


def test_own_rules_are_taken_in_and_out(cast: Cast, folder: Path) -> None:
    client = as_role(cast, Role.HEAD_OFFICE)
    assert bring(client, pack(entry("OWN-01", "0"))).status_code == 302
    assert "OWN-01" in current_requirements().by_key
    assert "本行自己的要求" in client.get("/catalogue/OWN-01/").content.decode()
    assert client.post("/catalogue/drop/ours.yaml/").status_code == 302
    assert "OWN-01" not in current_requirements().by_key


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pack(entry("OWN-01", "0", colour="red")), ["ours.yaml", "OWN-01", "colour", "unknown field"]),
        (pack(entry("IN-01", "0")), ["has this id already"]),
        ("pack: 包".encode("gb18030"), ["UTF-8"]),
        (b"a: [", ["ours.yaml"]),
        (b"x" * 5_000_000, ["太大"]),
    ],
)
def test_a_broken_file_is_told_and_changes_nothing(
    cast: Cast, folder: Path, content: bytes, said: list[str],
) -> None:
    before = Load.objects.count(), OwnFile.objects.count()
    answer = bring(as_role(cast, Role.HEAD_OFFICE), content)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert [part for part in said if part not in words] == []
    assert (Load.objects.count(), OwnFile.objects.count()) == before


@pytest.mark.parametrize("role", [Role.BRANCH_MANAGER, Role.AUDITOR, Role.INSPECTOR])
def test_others_may_not_bring_rules(cast: Cast, folder: Path, role: Role) -> None:
    before = Load.objects.count(), OwnFile.objects.count()
    assert bring(as_role(cast, role), pack(entry("OWN-01", "0"))).status_code == 403
    assert (Load.objects.count(), OwnFile.objects.count()) == before


def test_a_vendor_reads_nothing(cast: Cast, folder: Path) -> None:
    assert as_role(cast, Role.VENDOR).get("/catalogue/").status_code == 403
