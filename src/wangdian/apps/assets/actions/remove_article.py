"""Takes an article off the list of a kit."""

from dataclasses import dataclass

from django.db import transaction

from wangdian.apps.assets.access import article_for
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.access import guard
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveArticle(Verb):
    """The kit need not hold this article any more."""

    name = "assets.remove_article"
    right = Right.EDIT_THINGS

    who: Actor
    article_id: int

    @transaction.atomic
    def do(self) -> None:
        article = article_for(self.who, self.article_id)
        path = article.kit.outlet.unit.path
        guard(self.who, self.right, path)
        record(self.who, self.name, "article", article.pk, path, {"asset": article.kit_id})
        announce(DatesChanged(subject_id=article.kit.subject_id))
        article.delete()
