"""Settings beyond one machine: PostgreSQL is asked for, hosts are named, cookies travel over TLS alone."""

import os

from wangdian.config.settings import embedded
from wangdian.config.settings.inherit import settings_of

globals().update(settings_of(embedded))

for _name in ("WANGDIAN_DATABASE_URL", "WANGDIAN_SECRET_KEY", "WANGDIAN_HOSTS"):
    if _name not in os.environ:
        raise SystemExit(f"{_name} must be set for a cluster")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31536000
