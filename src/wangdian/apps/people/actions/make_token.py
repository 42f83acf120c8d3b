"""Makes a token with which a program uses the API in one's name."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard_somewhere
from wangdian.apps.people.models import ApiToken
from wangdian.apps.people.places import place_of
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, Problem

PREFIX = "wd_"
LONGEST = timedelta(days=365)
MOST = 10
"""Open tokens a person."""


def digest_of(secret: str) -> str:
    """SHA-256 of a token: it has 256 random bits, so that a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeToken(Verb):
    """Makes an own token that ends with the day `until`, at most a year from now; returns it, for the only time."""

    name = "people.make_token"
    right = Right.USE_OWN

    who: Actor
    title: str
    until: date
    read_only: bool = True

    @transaction.atomic
    def do(self) -> str:
        guard_somewhere(self.who, self.right)
        self._check()
        now = clock.now()
        if ApiToken.objects.filter(person_id=self.who.id, revoked_at=None, expires_at__gt=now).count() >= MOST:
            raise Clash("You have %(most)d tokens already. Revoke one first.", {"most": MOST})
        secret = PREFIX + secrets.token_urlsafe(32)
        ends = datetime.combine(self.until + timedelta(days=1), time(), tzinfo=clock.BANK_ZONE)
        token = ApiToken.objects.create(
            person_id=self.who.id, name=self.title, digest=digest_of(secret), start=secret[:8],
            read_only=self.read_only, made_at=now, expires_at=ends,
        )
        detail = {"until": self.until.isoformat(), "read_only": self.read_only}
        record(self.who, self.name, "token", token.pk, place_of(self.who.id), detail)
        return secret

    def _check(self) -> None:
        problems = []
        if not self.title.strip() or len(self.title) > 60:
            problems.append(Problem("title", str(_("Give it a name of at most 60 characters."))))
        today = clock.today()
        if not today <= self.until <= today + LONGEST:
            problems.append(Problem("until", str(_("Choose a day within a year from now."))))
        if problems:
            raise Invalid(problems)
