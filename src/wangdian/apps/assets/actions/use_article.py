"""Takes some of an article out of a kit."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.assets.access import article_for
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.assets.models import KitArticle
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation.errors import invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class UseArticle(Verb):
    """Takes `count` of an article; returns how many are left."""

    name = "assets.use_article"
    right = Right.EDIT_THINGS

    who: Actor
    article_id: int
    count: int = 1

    @transaction.atomic
    def do(self) -> int:
        article = article_for(self.who, self.article_id)
        path = article.kit.outlet.unit.path
        guard(self.who, self.right, path)
        # The row again under a lock: two people may take from one kit at once.
        article.quantity = KitArticle.objects.select_for_update().get(pk=article.pk).quantity
        if not 0 < self.count <= article.quantity:
            why = _("There are %(quantity)s left; take at least one and no more than that.")
            raise invalid("count", why % {"quantity": article.quantity})
        article.quantity -= self.count
        article.save(update_fields=["quantity"])
        announce(DatesChanged(subject_id=article.kit.subject_id))
        record(self.who, self.name, "article", article.pk, path, {"count": self.count, "left": article.quantity})
        return article.quantity
