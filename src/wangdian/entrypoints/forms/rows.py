"""The forms that only spreadsheets have: a row names its thing by outlet and name."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.move_article import MoveArticle
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.kept_cards import PlacedCard
from wangdian.apps.assets.queries import AssetCard, asset_named
from wangdian.apps.outlets.queries import ZoneCard, outlet_card, zone_named
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.assets import ArticleForm, ContentForm
from wangdian.entrypoints.forms.inputs import text
from wangdian.entrypoints.forms.kept import UpkeepForm
from wangdian.foundation.errors import invalid

FIRST = ["outlet_code", "asset_name"]


def thing_of(who: Actor, outlet_code: str, name: str) -> AssetCard:
    """The thing of that name at the outlet; Invalid if the outlet has none."""
    card = asset_named(who, outlet_code, name)
    if card is None:
        raise invalid("asset_name", gettext("This outlet has no thing “%(name)s”.") % {"name": name})
    return card


def zone_of(who: Actor, outlet_code: str, name: str) -> ZoneCard:
    """The zone of that name at the outlet; Invalid if the outlet has none."""
    found = zone_named(who, outlet_code, name)
    if found is None:
        raise invalid("zone", gettext("This outlet has no zone “%(name)s”.") % {"name": name})
    return found


class ContentRow(ContentForm):
    """Content on the screen that the row names."""

    outlet_code = text(_("Outlet (code)"), 20)
    asset_name = text(_("Screen"), 80)
    field_order = FIRST

    def verb(self, who: Actor) -> AddContent:
        return self.adding(who, thing_of(who, self.cleaned_data["outlet_code"], self.cleaned_data["asset_name"]).id)


class ArticleRow(ArticleForm):
    """An article of the kit that the row names."""

    outlet_code = text(_("Outlet (code)"), 20)
    asset_name = text(_("Kit"), 80)
    field_order = FIRST

    def verb(self, who: Actor) -> StockArticle:
        return self.stocking(who, thing_of(who, self.cleaned_data["outlet_code"], self.cleaned_data["asset_name"]).id)


class UpkeepRow(UpkeepForm):
    """What was done at the thing that the row names, or at the outlet where it names none."""

    outlet_code = text(_("Outlet (code)"), 20)
    asset_name = text(_("Thing"), 80, required=False, help_text=_("Empty for what is done at the outlet itself."))
    field_order = FIRST

    def subject(self, who: Actor) -> int:
        given = self.cleaned_data
        if given["asset_name"]:
            return thing_of(who, given["outlet_code"], given["asset_name"]).subject_id
        return outlet_card(who, given["outlet_code"]).subject_id

    def verb(self, who: Actor) -> RecordUpkeep:
        return self.recording(who, self.subject(who))


class PlacedRow(forms.Form):
    """An article with its marked place in the zone that the row names."""

    outlet_code = text(_("Outlet (code)"), 20)
    zone = text(_("Zone"), 60)
    article = text(_("Article"), 80)
    place = text(_("Place of the mark"), 120)

    def verb(self, who: Actor) -> PlaceArticle:
        given = self.cleaned_data
        zone = zone_of(who, given["outlet_code"], given["zone"])
        return PlaceArticle(who=who, zone_id=zone.id, article=given["article"], place=given["place"])

    def moving_to(self, who: Actor, there: PlacedCard) -> MoveArticle:
        """Gives the article that is there another place in its zone."""
        return MoveArticle(who=who, placed_id=there.id, zone_id=there.zone_id, place=self.cleaned_data["place"])
