"""The same thing seen and reported by many at the same moment, on a real database file."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = "import django; django.setup(); from tests.apps.findings.at_once import main; main()"


def test_many_eyes_at_once_open_one_finding_and_every_look_counts(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    given = {
        **os.environ, "WANGDIAN_VAR": str(tmp_path / "var"), "PYTHONPATH": f"{ROOT}/src:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.test",
    }
    given.pop("WANGDIAN_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=given, cwd=ROOT, timeout=120, check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "findings": [["FAULT-01", 5, "open"], ["OUT-02", 5, "open"]], "sightings": 10, "turns": 2, "standings": 1,
    }
