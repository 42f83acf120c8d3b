"""The same walk sent several times by two people at the same moment, on a real database file."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = (
    "import sys, pathlib, django; django.setup();"
    "from tests.apps.evidence.at_once import main; main(pathlib.Path(sys.argv[1]))"
)


def test_two_people_at_once_lose_nothing_and_keep_nothing_twice(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    given = {
        **os.environ, "WANGDIAN_VAR": str(tmp_path / "var"), "PYTHONPATH": f"{ROOT}/src:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.test",
    }
    given.pop("WANGDIAN_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, env=given, cwd=ROOT, timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    replies = outcome.pop("replies")
    assert [reply[:3] for reply in replies] == [[200, 30, 201]] * 6
    assert {reply[3] for reply in replies} <= {204, 409}
    assert 204 in {reply[3] for reply in replies}
    assert outcome == {
        "walks": 1, "answers": 60, "people": 2, "photos": 1, "waiting": 0, "kept": 1, "state": "finished",
        "answered": 1,
    }
