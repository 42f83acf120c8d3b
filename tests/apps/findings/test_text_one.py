"""Every phrase of the first source text: something breaks it, and the finding is there."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.apps.findings.breaking import break_it
from tests.apps.findings.scene import findings, held, load_standards, standing
from tests.cast import Cast
from wangdian.apps.standards.files import read_files, shipped_files
from wangdian.domain.coverage import CoverageEntry
from wangdian.domain.rights import Role

CATALOGUE = read_files(shipped_files())
PHRASES = [entry for entry in CATALOGUE.coverage.entries if entry.phrase.startswith("1.")]
CARRIED = [entry for entry in PHRASES if entry.carried_by]


def carriers(entry: CoverageEntry) -> list[str]:
    """The requirements that carry a phrase and wait for no device."""
    keys = [name.removeprefix("requirement:") for name in entry.carried_by if name.startswith("requirement:")]
    return [key for key in keys if CATALOGUE.requirements[key].waits_for is None]


def test_no_phrase_of_the_first_text_is_pending() -> None:
    assert Path(settings.CATALOGUE).is_dir()
    assert len(PHRASES) == 47
    assert not [entry.phrase for entry in PHRASES if entry.pending]
    assert not [entry.phrase for entry in CARRIED if not carriers(entry)]


KEYS = sorted({key for entry in CARRIED for key in carriers(entry)})
NAMES = ["+".join([key, *(entry.phrase for entry in CARRIED if key in carriers(entry))]) for key in KEYS]


@pytest.mark.parametrize("key", KEYS, ids=NAMES)
def test_what_breaks_a_phrase_is_found(cast: Cast, key: str) -> None:
    """Each requirement is broken once; its name in the test's tells all phrases that it carries."""
    load_standards()
    broken = break_it(held(key), "B1", cast.near(Role.INSPECTOR))
    found = findings(key, broken.subject)
    assert [f.state for f in found] == ["open"]
    assert found[0].opened_at <= broken.sample.at
    assert standing(key, broken.subject).says == "fails"
