"""Two people at once: one of them is told that the other was faster, and nothing is lost or done twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT

SCRIPT = "import django; django.setup(); from tests.apps.work.at_once import main; main()"


def test_of_people_who_act_at_once_one_is_first_and_the_others_are_told(tmp_path: Path) -> None:
    environment = {
        **os.environ, "WANGDIAN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.test",
        "WANGDIAN_DATABASE_URL": f"sqlite:///{tmp_path / 'bank.sqlite3'}", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["one_copy"] == {"done": 1, "clashes": 3, "changes": 1}
    assert told["verified"] == {"done": 1, "clashes": 3, "turns": 1}
    assert told["opened"] == {"live": 2, "did": 6, "numbers": True, "counted": True, "open": 2}
    assert told["chain"] is True
