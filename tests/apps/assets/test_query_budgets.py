"""What the questions about outlets, zones and things cost, whatever the number of rows."""

from collections.abc import Callable

import pytest

from tests.apps.assets.test_things import content
from tests.apps.assets.things import extinguisher, thing, zone
from tests.cast import Cast
from wangdian.apps.assets import kept_cards, queries, same
from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.models import Asset, Document, KitArticle, PlacedArticle
from wangdian.apps.outlets import calendar_cards, import_runs
from wangdian.apps.outlets.queries import outlet_card, zone_card, zone_named, zones_of
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock

Budget = Callable[[int], object]


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    hall = zone()
    for number in range(4):
        extinguisher(f"灭火器 {number}", zone="大堂")
        thing("camera", f"机 {number}")
        AddDocument(who=SYSTEM, outlet_code="N001", kind="leaflet", document_name=f"折页 {number}").do()
        PlaceArticle(who=SYSTEM, zone_id=hall, article=f"物 {number}", place="左").do()
    content(thing("display", "屏"))
    StockArticle(who=SYSTEM, asset_id=thing("medical_kit", "箱").pk, article="纱布", par=1, quantity=1).do()
    return cast


def test_single_cards_cost_one_query(furnished: Cast, django_assert_num_queries: Budget) -> None:
    who = furnished.near(Role.OUTLET_MANAGER)
    asset = Asset.objects.get(name="灭火器 1")
    zone_id, document = asset.zone_id, Document.objects.latest("pk").pk
    article, placed = KitArticle.objects.get().pk, PlacedArticle.objects.latest("pk").pk
    assert asset.subject.tag
    for ask in (
        lambda: outlet_card(who, "N001"), lambda: zone_card(who, zone_id), lambda: queries.asset_card(who, asset.pk),
        lambda: queries.subject_place(who, asset.subject_id), lambda: queries.tag_place(who, asset.subject.tag),
        lambda: kept_cards.document_card(who, document), lambda: kept_cards.article_card(who, article),
        lambda: kept_cards.placed_card(who, placed),
    ):
        with django_assert_num_queries(1):
            assert ask() is not None


def test_what_is_asked_by_outlet_and_name_costs_two(furnished: Cast, django_assert_num_queries: Budget) -> None:
    who = furnished.near(Role.OUTLET_MANAGER)
    for ask in (
        lambda: zones_of(who, "N001"), lambda: zone_named(who, "N001", "大堂"),
        lambda: queries.asset_named(who, "N001", "屏"), lambda: queries.cameras_of(who, "N001"),
        lambda: queries.tags_of(who, "N001"), lambda: kept_cards.document_named(who, "N001", "leaflet", "折页 1"),
    ):
        with django_assert_num_queries(2):
            assert ask()


def test_lists_of_what_is_kept_cost_one_query(furnished: Cast, django_assert_num_queries: Budget) -> None:
    who = furnished.near(Role.HEAD_OFFICE)
    for ask in (
        kept_cards.content_page, kept_cards.articles_page, kept_cards.documents_page, kept_cards.placed_page,
        queries.assets_page,
    ):
        with django_assert_num_queries(1):
            assert ask(who, limit=3).items


def test_what_a_row_of_a_spreadsheet_asks_costs_one_query(furnished: Cast, django_assert_num_queries: Budget) -> None:
    who, screen, kit = SYSTEM, Asset.objects.get(name="屏").pk, Asset.objects.get(name="箱").pk
    with django_assert_num_queries(4):
        assert same.same_item(who, screen, "存款保险宣传", "云消保〔2026〕12号")
        assert same.same_article(who, kit, "纱布")
        assert same.same_placed(who, "N001", "大堂", "物 1")
        assert not same.has_record(who, furnished.outlet.subject_id, "drill.fire", clock.today(), None)


def test_the_open_line_of_many_outlets_costs_four(furnished: Cast, django_assert_num_queries: Budget) -> None:
    with django_assert_num_queries(4):
        assert len(calendar_cards.open_now_of([furnished.outlet.pk, furnished.sister.pk])) == 2
    with django_assert_num_queries(5):
        assert len(calendar_cards.month_of(SYSTEM, "N001", 2026, 11)) == 6
    with django_assert_num_queries(1):
        assert import_runs.runs_page(SYSTEM).items == ()


def test_a_card_of_a_thing_says_what_its_row_says(furnished: Cast) -> None:
    row = Asset.objects.select_related("outlet", "zone", "subject", "seen_by").get(name="灭火器 2")
    assert queries.asset_of(row).name == "灭火器 2"
