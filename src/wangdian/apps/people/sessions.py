"""Sessions that know whose they are, so that they can be listed, limited and ended."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from wangdian.apps.people.models import WebSession
from wangdian.foundation import clock

BEGAN = "began"
SEEN = "seen"
"""Keys of the session's own data: the moments (whole seconds since 1970) of its login and of its last request."""


def moment_in(data: Mapping[str, Any], key: str) -> datetime | None:
    """The moment that a session holds under `key`, if it holds one."""
    seconds = data.get(key)
    return datetime.fromtimestamp(seconds, tz=UTC) if isinstance(seconds, int) else None


class SessionStore(DatabaseStore):
    """Django's store in the database, over rows that name their person."""

    @classmethod
    def get_model_class(cls) -> type[WebSession]:
        return WebSession

    def create_model_instance(self, data: dict[str, Any]) -> WebSession:
        person, now = data.get(SESSION_KEY), clock.now()
        plain = super().create_model_instance(data)
        return WebSession(
            session_key=plain.session_key, session_data=plain.session_data, expire_date=plain.expire_date,
            person_id=int(person) if person else None, began_at=moment_in(data, BEGAN) or now,
            seen_at=moment_in(data, SEEN) or now,
        )
