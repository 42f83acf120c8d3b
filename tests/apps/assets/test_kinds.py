"""The closed lists of kinds agree with what the catalogue asks about."""

from functools import cache

import pytest
import yaml
from django.conf import settings

from wangdian.apps.outlets.models import Zone
from wangdian.domain.thing_kinds import (
    ARTICLE_KIND,
    DOCUMENT_KINDS,
    PROCESS_KINDS,
    THING_KINDS,
    UPKEEP_SORTS,
    upkeep_of,
)

PACKS = sorted(settings.CATALOGUE.glob("*.yaml"))


@cache
def entries() -> list[dict]:
    found = []
    for pack in PACKS:
        data = yaml.safe_load(pack.read_text(encoding="utf-8"))
        rows = data.get("requirements", []) if isinstance(data, dict) else data
        found += [row for row in rows if isinstance(row, dict) and row.get("waits_for") is None]
    return found


def asked() -> set[str]:
    kinds = set()
    for row in entries():
        subject = row["subject"]
        kinds |= {subject} if isinstance(subject, str) else set(subject)
    return kinds


def test_there_are_packs_to_compare_with() -> None:
    assert len(entries()) > 50


@pytest.mark.parametrize(
    ("sort", "known"),
    [
        ("asset", set(THING_KINDS)), ("document", set(DOCUMENT_KINDS)), ("process", set(PROCESS_KINDS)),
        ("zone", set(Zone.Kind.values)), ("article", {ARTICLE_KIND.partition(":")[2]}),
    ],
)
def test_every_kind_that_the_catalogue_asks_about_can_be_made(sort: str, known: set[str]) -> None:
    wanted = {kind.partition(":")[2] for kind in asked() if kind.startswith(f"{sort}:")} - {"*"}
    assert wanted - known == set()


def test_every_date_that_the_catalogue_asks_for_can_be_recorded() -> None:
    missing = set()
    for row in entries():
        fact = row["check"].get("fact", "")
        if fact in UPKEEP_SORTS:
            subjects = [row["subject"]] if isinstance(row["subject"], str) else row["subject"]
            missing |= {(fact, subject) for subject in subjects if fact not in upkeep_of(subject)}
    assert missing == set()
