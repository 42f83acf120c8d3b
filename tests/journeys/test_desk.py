"""A bank from nothing to order: founded at a desk, walked with a phone, mended, verified, scored, audited."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.journeys import desk_founding as founding
from tests.journeys import desk_mending as mending
from tests.journeys.bank import PASSWORD
from tests.journeys.desk import Bank, Office
from tests.journeys.desk_pictures import pictured

pytestmark = pytest.mark.journey


def test_a_bank_is_founded_walked_mended_scored_and_audited(
    bank: Bank, office: Office, playwright: Playwright, tmp_path: Path,
) -> None:
    founding.opened(bank)
    admin = office.desk("admin")
    admin.log_in("admin", PASSWORD)
    founding.made_units(admin)
    founding.made_outlet(admin)
    founding.loaded_official_days(admin)
    founding.made_zones_and_things(admin)
    founding.hired(office, admin)
    founding.imported_many(admin, tmp_path)
    founding.planned(admin)

    failed = mending.walked(bank, playwright, tmp_path)
    assert {mending.BY_ENGINEER, mending.BY_MANAGER} <= failed
    orders = mending.assigned(office, failed)
    before, lost_before = mending.scored(office)
    for login, key in (("gongcheng", mending.BY_ENGINEER), ("zhuren", mending.BY_MANAGER)):
        mending.mended(office, login, orders[key])
        mending.verified(office, orders[key])
    after, lost_after = mending.scored(office)
    assert after > before
    assert len(lost_before) - len(lost_after) == 2
    assert lost_after.items() <= lost_before.items()
    mending.audited(office, orders)
    assert pictured(office) == []
    assert json.loads(bank.command("audit", "verify", "--json"))["whole"] is True
