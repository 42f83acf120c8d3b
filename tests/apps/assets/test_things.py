"""Adding, changing, moving and retiring things; what stands in them."""

from datetime import date, timedelta

import pytest

from tests.apps.assets.things import extinguisher, thing, zone
from tests.cast import Cast
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.change_asset import ChangeAsset
from wangdian.apps.assets.actions.change_content import ChangeContent
from wangdian.apps.assets.actions.move_article import MoveArticle
from wangdian.apps.assets.actions.move_asset import MoveAsset
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.remove_article import RemoveArticle
from wangdian.apps.assets.actions.remove_content import RemoveContent
from wangdian.apps.assets.actions.remove_placed_article import RemovePlacedArticle
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.actions.use_article import UseArticle
from wangdian.apps.assets.kept_cards import articles_page, content_page, placed_page
from wangdian.apps.assets.models import Asset, KitArticle, PlacedArticle, PlaylistItem
from wangdian.apps.assets.queries import assets_page, tag_place
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.outlets.models import Subject
from wangdian.domain.rights import SYSTEM, Actor, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, Invalid, NotAllowed, NotFound, Refused


def problems(verb: object) -> list[str]:
    with pytest.raises(Invalid) as caught:
        verb.do()
    return [p.field for p in caught.value.problems]


def content(screen: Asset, who: Actor = SYSTEM, title: str = "存款保险宣传", until: date = date(2026, 12, 31)) -> int:
    return int(AddContent(
        who=who, asset_id=screen.pk, title=title, approval="云消保〔2026〕12号", valid_from=date(2026, 1, 1),
        valid_until=until,
    ).do())


def test_a_lobby_manager_adds_a_thing_with_its_camera(cast: Cast) -> None:
    zone()
    who = cast.near(Role.LOBBY_MANAGER)
    camera = thing("camera", "大堂 3 号", who)
    counter = thing("cash_counter", "点钞机", who, zone="大堂", seen_by="大堂 3 号")
    assert (counter.seen_by_id, counter.zone.name, counter.subject.kind) == (camera.pk, "大堂", "asset:cash_counter")
    with pytest.raises(Clash):
        RetireAsset(who=who, asset_id=camera.pk).do()
    assert AuditEntry.objects.latest("seq").verb == "assets.add_asset"


@pytest.mark.parametrize(
    ("role", "near", "refusal"),
    [(Role.AUDITOR, True, NotAllowed), (Role.LOBBY_MANAGER, False, NotFound), (Role.VENDOR, True, NotFound)],
)
def test_others_may_not_add_and_nothing_happens(cast: Cast, role: Role, near: bool, refusal: type[Refused]) -> None:
    before = Subject.objects.count()
    with pytest.raises(refusal):
        thing("ramp", who=cast.near(role) if near else cast.far(role))
    assert (Asset.objects.count(), Subject.objects.count()) == (0, before)


def test_every_problem_of_a_thing_is_named(cast: Cast) -> None:
    thing("ramp", "坡道")
    verb = AddAsset(
        who=SYSTEM, outlet_code="N001", kind="ramp", asset_name="坡道", zone="地窖", variant="foam", seen_by="无",
        made_on=date(2026, 12, 1), installed_on=date(2026, 1, 1),
    )
    assert problems(verb) == ["variant", "seen_by", "made_on", "installed_on", "asset_name", "zone", "seen_by"]
    assert problems(AddAsset(who=SYSTEM, outlet_code="N001", kind="dragon", asset_name="龙")) == ["kind"]
    assert Asset.objects.count() == 1


def test_a_thing_is_changed_moved_and_retired(cast: Cast) -> None:
    zone("前厅", outlet="N002")
    made = extinguisher()
    changing = ChangeAsset(who=SYSTEM, asset_id=made.pk, asset_name="灭火器 A", variant="water")
    assert changing.do() is True
    assert changing.do() is False
    MoveAsset(who=cast.near(Role.BRANCH_MANAGER), asset_id=made.pk, outlet_code="N002", zone="前厅").do()
    made = Asset.objects.select_related("subject__unit", "zone").get(pk=made.pk)
    assert (made.subject.unit.code, made.zone.name, made.subject.label) == ("N002", "前厅", "灭火器 A")
    RetireAsset(who=SYSTEM, asset_id=made.pk).do()
    assert not Subject.objects.get(pk=made.subject_id).active
    assert assets_page(SYSTEM).items == ()


def test_nobody_moves_a_thing_out_of_the_own_subtree(cast: Cast) -> None:
    made = extinguisher()
    with pytest.raises(NotFound):
        MoveAsset(who=cast.near(Role.BRANCH_MANAGER), asset_id=made.pk, outlet_code="N101").do()
    assert Asset.objects.get(pk=made.pk).outlet_id == cast.outlet.pk


def test_the_name_of_a_retired_thing_is_free_again(cast: Cast) -> None:
    RetireAsset(who=SYSTEM, asset_id=extinguisher().pk).do()
    assert extinguisher().retired_on is None


def test_content_needs_a_screen_an_approval_and_days_in_order(cast: Cast) -> None:
    ramp = thing("ramp")
    verb = AddContent(
        who=SYSTEM, asset_id=ramp.pk, title="x", approval=" ", valid_from=date(2026, 5, 1),
        valid_until=date(2026, 4, 1),
    )
    assert problems(verb) == ["approval", "valid_until", ""]
    assert not PlaylistItem.objects.exists()


def test_content_is_changed_and_taken_down(cast: Cast) -> None:
    screen = thing("display", "门楣屏")
    item = content(screen, until=date(2026, 11, 17))
    assert problems_of_twice(screen) == ["title"]
    assert [c.state for c in content_page(SYSTEM, outlet="N001", due="expired").items] == ["expired"]
    verb = ChangeContent(
        who=SYSTEM, item_id=item, title="存款保险宣传", approval="云消保〔2026〕12号", valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 1),
    )
    assert (verb.do(), verb.do()) == (True, False)
    assert [c.state for c in content_page(SYSTEM, due="soon").items] == ["soon"]
    RemoveContent(who=SYSTEM, item_id=item).do()
    assert content_page(SYSTEM).items == ()
    with pytest.raises(NotFound):
        RemoveContent(who=SYSTEM, item_id=item).do()


def problems_of_twice(screen: Asset) -> list[str]:
    return problems(AddContent(
        who=SYSTEM, asset_id=screen.pk, title="存款保险宣传", approval="云消保〔2026〕12号",
        valid_from=date(2026, 1, 1), valid_until=date(2026, 2, 1),
    ))


def test_a_kit_is_stocked_used_and_never_below_nothing(cast: Cast) -> None:
    kit = thing("medical_kit", "医药箱")
    stock = StockArticle(who=SYSTEM, asset_id=kit.pk, article="创可贴", par=20, quantity=3, expires_on=date(2027, 1, 1))
    assert (stock.do(), stock.do()) == (True, False)
    article = KitArticle.objects.get()
    assert UseArticle(who=cast.near(Role.LOBBY_MANAGER), article_id=article.pk, count=2).do() == 1
    assert problems(UseArticle(who=SYSTEM, article_id=article.pk, count=2)) == ["count"]
    assert KitArticle.objects.get().quantity == 1
    assert [c.state for c in articles_page(SYSTEM, outlet="N001").items] == ["short"]
    RemoveArticle(who=SYSTEM, article_id=article.pk).do()
    assert not KitArticle.objects.exists()


def test_only_kits_hold_articles_and_counts_are_sane(cast: Cast) -> None:
    verb = StockArticle(who=SYSTEM, asset_id=thing("ramp").pk, article="胶水", par=-1, quantity=10**6)
    assert problems(verb) == ["par", "quantity", ""]
    assert not KitArticle.objects.exists()


def test_an_article_has_its_marked_place(cast: Cast) -> None:
    hall, waiting = zone(), zone("等候区", "waiting")
    far = zone("厅", outlet="N002")
    placed = PlaceArticle(who=SYSTEM, zone_id=hall, article="老花镜", place="填单台左上角").do()
    assert problems(PlaceArticle(who=SYSTEM, zone_id=hall, article="老花镜", place="右")) == ["article"]
    assert problems(MoveArticle(who=SYSTEM, placed_id=placed, zone_id=far, place="右")) == ["zone"]
    move = MoveArticle(who=SYSTEM, placed_id=placed, zone_id=waiting, place="右")
    assert (move.do(), move.do()) == (True, False)
    assert [c.zone for c in placed_page(SYSTEM, outlet="N001").items] == ["等候区"]
    RemovePlacedArticle(who=SYSTEM, placed_id=placed).do()
    assert placed_page(SYSTEM).items == ()
    assert PlacedArticle.objects.get().removed_on == clock.today()


def test_a_tag_leads_to_its_place_for_those_who_may_see_it(cast: Cast) -> None:
    made = extinguisher()
    found = tag_place(cast.near(Role.ENGINEER), made.subject.tag.lower())
    assert (found.noun, found.noun_id, found.outlet_code) == ("asset", made.pk, "N001")
    with pytest.raises(NotFound):
        tag_place(cast.far(Role.ENGINEER), made.subject.tag)


def test_pages_cost_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    zone()
    for number in range(4):
        content(thing("display", f"屏 {number}", zone="大堂"), until=clock.today() + timedelta(days=number))
    with django_assert_num_queries(1):
        assert len(assets_page(SYSTEM, search="屏", limit=3).items) == 3
    with django_assert_num_queries(1):
        assert len(content_page(SYSTEM).items) == 4
