"""Settings beyond one machine: nothing is guessed, and nobody's word on HTTPS is taken but that of named proxies."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = {
    "WANGDIAN_DATABASE_URL": "postgres://u:p@127.0.0.1/n", "WANGDIAN_SECRET_KEY": "k" * 60,
    "WANGDIAN_HOSTS": "bank.example",
}
TOLD = "('SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SECURE_PROXY_SSL_HEADER', 'SECRET_KEY_FILE')"
ASKING = (
    "import json, django; from django.conf import settings; django.setup();"
    f"print(json.dumps({{name: getattr(settings, name) for name in {TOLD}}}))"
)


def asked(folder: Path, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WANGDIAN_", "DJANGO_"))}
    own = {"DJANGO_SETTINGS_MODULE": "wangdian.config.settings.cluster", "WANGDIAN_VAR": str(folder / "var")}
    return subprocess.run(
        [sys.executable, "-c", ASKING], env=kept | own | given, capture_output=True, text=True, check=False,
    )


def test_a_cluster_sends_cookies_over_https_alone_and_believes_no_header(tmp_path: Path) -> None:
    done = asked(tmp_path, NEEDED)
    assert json.loads(done.stdout) == {
        "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "SECURE_PROXY_SSL_HEADER": None,
        "SECRET_KEY_FILE": None,
    }
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_cluster_asks_for_what_it_cannot_guess(tmp_path: Path, name: str) -> None:
    done = asked(tmp_path, {key: value for key, value in NEEDED.items() if key != name})
    assert f"{name} must be set for a cluster" in done.stderr
