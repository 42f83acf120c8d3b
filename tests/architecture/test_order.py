"""Apps stand in one order, and everything that points, points down."""

import tomllib

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from tests.architecture.sources import APPS, ROOT

CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
ORDER: list[str] = settings.DOMAIN_APPS
MODELS = [model for name in ORDER for model in apps.get_app_config(name).get_models()]


def test_settings_and_import_contracts_agree_on_the_order() -> None:
    assert CONTRACTS["Apps: in their fixed order"]["layers"] == ORDER[::-1]


def test_every_folder_of_apps_has_its_place_in_the_order() -> None:
    assert {d.name for d in APPS.iterdir() if (d / "__init__.py").exists()} == set(ORDER)


def test_entry_points_are_kept_from_the_rows_of_every_app() -> None:
    kept = CONTRACTS["Entry points never touch rows"]["forbidden_modules"]
    assert sorted(kept) == sorted(f"wangdian.apps.{name}.models" for name in ORDER)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    own = ORDER.index(model._meta.app_label)
    targets = {f.name: f.related_model._meta.app_label for f in model._meta.concrete_fields if f.related_model}
    targets |= {f.name: f.related_model._meta.app_label for f in model._meta.many_to_many}
    assert not [name for name, label in targets.items() if label not in ORDER or ORDER.index(label) > own]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_no_foreign_key_is_generic(model: type[Model]) -> None:
    assert not model._meta.private_fields
