"""The forms of things and what stands in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.change_asset import ChangeAsset
from wangdian.apps.assets.actions.change_content import ChangeContent
from wangdian.apps.assets.actions.move_asset import MoveAsset
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.actions.use_article import UseArticle
from wangdian.domain.rights import Actor
from wangdian.entrypoints.forms.inputs import choice, day, text
from wangdian.entrypoints.web.thing_words import THING_KINDS, THING_VARIANTS


class AssetForm(forms.Form):
    """Adds or changes a thing; also a row of the things spreadsheet."""

    outlet_code = text(_("Outlet (code)"), 20)
    kind = choice(_("Kind"), THING_KINDS)
    asset_name = text(_("Name"), 80, help_text=_("What people here call it, such as “Extinguisher 2”."))
    zone = text(_("Zone"), 60, required=False)
    variant = choice(_("Type"), THING_VARIANTS, required=False)
    made_on = day(_("Made on"), required=False)
    installed_on = day(_("In use since"), required=False)
    seen_by = text(_("Seen by camera"), 80, required=False)
    model = text(_("Model"), 80, required=False)
    serial = text(_("Serial number"), 80, required=False)
    note = text(_("Note"), 200, required=False)

    def verb(self, who: Actor) -> AddAsset:
        return AddAsset(who=who, **self.cleaned_data)

    def change(self, who: Actor, asset_id: int) -> ChangeAsset:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"outlet_code", "kind"}}
        return ChangeAsset(who=who, asset_id=asset_id, **given)


class MoveAssetForm(forms.Form):
    """Moves a thing."""

    outlet_code = text(_("Outlet (code)"), 20)
    zone = text(_("Zone"), 60, required=False)

    def verb(self, who: Actor, asset_id: int) -> MoveAsset:
        return MoveAsset(who=who, asset_id=asset_id, **self.cleaned_data)


class ContentForm(forms.Form):
    """Content on a screen."""

    title = text(_("What it shows"), 120)
    approval = text(_("Approval number"), 60)
    valid_from = day(_("First day"))
    valid_until = day(_("Last day"), help_text=_("It still counts on that day."))

    def adding(self, who: Actor, asset_id: int) -> AddContent:
        return AddContent(who=who, asset_id=asset_id, **self._given())

    def change(self, who: Actor, item_id: int) -> ChangeContent:
        return ChangeContent(who=who, item_id=item_id, **self._given())

    def _given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "approval", "valid_from", "valid_until")}


class ArticleForm(forms.Form):
    """An article of a kit."""

    article = text(_("Article"), 60)
    par = forms.IntegerField(label=_("How many should be there"), min_value=0, max_value=100_000)
    quantity = forms.IntegerField(label=_("How many are there"), min_value=0, max_value=100_000)
    expires_on = day(_("Good until"), required=False, help_text=_("Empty if it does not go off."))

    def stocking(self, who: Actor, asset_id: int) -> StockArticle:
        names = ("article", "par", "quantity", "expires_on")
        return StockArticle(who=who, asset_id=asset_id, **{name: self.cleaned_data[name] for name in names})


class UseForm(forms.Form):
    """Takes some of an article."""

    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=100_000, initial=1)

    def verb(self, who: Actor, article_id: int) -> UseArticle:
        return UseArticle(who=who, article_id=article_id, count=self.cleaned_data["count"])
