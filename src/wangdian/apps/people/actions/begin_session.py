"""What a login does beyond the password: it is recorded, and the oldest of too many sessions ends."""

from django.conf import settings
from django.db import transaction

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.models import WebSession
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor


@transaction.atomic
def begin_session(person_id: int, session_key: str) -> None:
    """Called right after the session of a login was saved under `session_key`."""
    own = WebSession.objects.filter(person_id=person_id).exclude(session_key=session_key)
    too_many = list(own.order_by("-began_at", "-pk").values_list("pk", flat=True)[settings.SESSIONS_A_PERSON - 1 :])
    WebSession.objects.filter(pk__in=too_many).delete()
    record(Actor(id=person_id), "people.log_in", "person", person_id, place_of(person_id), {"ended": len(too_many)})
