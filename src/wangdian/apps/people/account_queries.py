"""Questions about one's own account: sessions and tokens, and whose a token is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.make_token import digest_of
from wangdian.apps.people.models import ApiToken, WebSession
from wangdian.domain.rights import Actor
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A login in one browser; `own` is the one that asks."""

    began_at: datetime
    seen_at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class TokenCard:
    """A token without its secret; `last_day` is counted in, `state` is open, revoked or expired."""

    id: int
    name: str
    start: str
    read_only: bool
    made_at: datetime
    last_day: date
    last_used_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class TokenActor:
    """Who acts by a token, and whether only to read; `login` and `language` are those of its owner."""

    actor: Actor
    read_only: bool
    login: str
    language: str


def own_sessions(who: Actor, session_key: str = "") -> tuple[SessionCard, ...]:
    """The sessions still open, newest first; at most as many as one may have. 1 query."""
    rows = WebSession.objects.filter(person_id=who.id, expire_date__gt=clock.now()).order_by("-began_at", "-pk")
    return tuple(
        SessionCard(began_at=row.began_at, seen_at=row.seen_at, own=row.session_key == session_key)
        for row in rows[:20]
    )


def own_tokens(who: Actor) -> tuple[TokenCard, ...]:
    """The latest 50 tokens, newest first. 1 query."""
    return tuple(_token(row) for row in ApiToken.objects.filter(person_id=who.id).order_by("-id")[:50])


def token_actor(secret: str) -> TokenActor | None:
    """Who acts by this token; 2 queries, 3 once a day.

    None for one that is unknown, ended, of a closed account, or of one whose one-time password is still to be changed.
    """
    now, today = clock.now(), clock.today()
    token = ApiToken.objects.filter(
        digest=digest_of(secret), revoked_at=None, expires_at__gt=now, person__is_active=True,
        person__must_change_password=False,
    ).select_related("person").first()
    if token is None:
        return None
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return TokenActor(
        actor=actor_for(token.person_id), read_only=token.read_only, login=token.person.login,
        language=token.person.language,
    )


def _token(row: ApiToken) -> TokenCard:
    state = "revoked" if row.revoked_at else "expired" if row.expires_at <= clock.now() else "open"
    last = (row.expires_at - timedelta(seconds=1)).astimezone(clock.BANK_ZONE).date()
    return TokenCard(
        id=row.pk, name=row.name, start=row.start, read_only=row.read_only, made_at=row.made_at, last_day=last,
        last_used_on=row.last_used_on, state=state,
    )
