"""Sets what a kit must hold of an article and what is there."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.access import asset_for
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.assets.models import KitArticle
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.thing_kinds import THING_KINDS, Holds
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import Invalid, Problem

MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StockArticle(Verb):
    """Sets par stock, quantity and last good day (none: it does not go off); returns whether anything differed."""

    name = "assets.stock_article"
    right = Right.EDIT_THINGS

    who: Actor
    asset_id: int
    article: str
    par: int
    quantity: int
    expires_on: date | None = None

    @transaction.atomic
    def do(self) -> bool:
        kit = asset_for(self.who, self.asset_id)
        path = kit.outlet.unit.path
        guard(self.who, self.right, path)
        problems = [
            Problem(name, _("Give a number from 0 to %(most)s.") % {"most": MOST})
            for name, count in (("par", self.par), ("quantity", self.quantity)) if not 0 <= count <= MOST
        ]
        if THING_KINDS[kit.kind].holds is not Holds.ARTICLES:
            problems.append(Problem("", _("This thing holds no articles.")))
        if problems:
            raise Invalid(problems)
        wanted = {"par": self.par, "quantity": self.quantity, "expires_on": self.expires_on}
        if KitArticle.objects.filter(kit=kit, name=self.article, **wanted).exists():
            return False
        article, _made = KitArticle.objects.update_or_create(kit=kit, name=self.article, defaults=wanted)
        announce(DatesChanged(subject_id=kit.subject_id))
        expires = self.expires_on.isoformat() if self.expires_on else None
        detail = {"asset": kit.pk, "par": self.par, "quantity": self.quantity, "expires_on": expires}
        record(self.who, self.name, "article", article.pk, path, detail)
        return True
