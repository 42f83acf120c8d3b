"""Examples of the verbs of assets."""

from datetime import date

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_outlets import a_zone
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.change_asset import ChangeAsset
from wangdian.apps.assets.actions.change_content import ChangeContent
from wangdian.apps.assets.actions.move_article import MoveArticle
from wangdian.apps.assets.actions.move_asset import MoveAsset
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.remove_article import RemoveArticle
from wangdian.apps.assets.actions.remove_content import RemoveContent
from wangdian.apps.assets.actions.remove_placed_article import RemovePlacedArticle
from wangdian.apps.assets.actions.renew_document import RenewDocument
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.actions.use_article import UseArticle
from wangdian.apps.assets.actions.withdraw_document import WithdrawDocument
from wangdian.apps.assets.models import KitArticle
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.foundation import clock

DAYS = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}


def a_thing(where: Where, kind: str = "extinguisher") -> int:
    return int(AddAsset(who=SYSTEM, outlet_code=where.outlet.code, kind=kind, asset_name=f"样 {kind}").do())


def showing(who: Actor, screen: int, title: str = "样") -> AddContent:
    return AddContent(who=who, asset_id=screen, title=title, approval="1号", **DAYS)


def an_item(where: Where) -> int:
    return int(showing(SYSTEM, a_thing(where, "display")).do())


def an_article(where: Where) -> int:
    kit = a_thing(where, "medical_kit")
    StockArticle(who=SYSTEM, asset_id=kit, article="样", par=3, quantity=3).do()
    return KitArticle.objects.get(kit_id=kit).pk


def a_document(where: Where) -> int:
    return int(AddDocument(
        who=SYSTEM, outlet_code=where.outlet.code, kind="price_list", document_name="样",
    ).do())


def a_placed(where: Where) -> int:
    return int(PlaceArticle(who=SYSTEM, zone_id=a_zone(where), article="样", place="左").do())


def add_asset(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: AddAsset(who=who, outlet_code=where.outlet.code, kind="ramp", asset_name="坡道"),
    )


def change_asset(cast: Cast, where: Where) -> Example:
    made = a_thing(where)
    return Example(at=where.unit.path, verb=lambda who: ChangeAsset(who=who, asset_id=made, asset_name="新名"))


def move_asset(cast: Cast, where: Where) -> Example:
    made, zone = a_thing(where), a_zone(where)
    return Example(
        at=where.unit.path,
        verb=lambda who: MoveAsset(who=who, asset_id=made, outlet_code=where.outlet.code, zone="大堂" if zone else ""),
    )


def retire_asset(cast: Cast, where: Where) -> Example:
    made = a_thing(where)
    return Example(at=where.unit.path, verb=lambda who: RetireAsset(who=who, asset_id=made))


def add_content(cast: Cast, where: Where) -> Example:
    screen = a_thing(where, "display")
    return Example(at=where.unit.path, verb=lambda who: showing(who, screen))


def change_content(cast: Cast, where: Where) -> Example:
    item = an_item(where)
    return Example(
        at=where.unit.path, verb=lambda who: ChangeContent(who=who, item_id=item, title="新", approval="2号", **DAYS),
    )


def remove_content(cast: Cast, where: Where) -> Example:
    item = an_item(where)
    return Example(at=where.unit.path, verb=lambda who: RemoveContent(who=who, item_id=item))


def stock_article(cast: Cast, where: Where) -> Example:
    kit = a_thing(where, "medical_kit")
    return Example(
        at=where.unit.path,
        verb=lambda who: StockArticle(who=who, asset_id=kit, article="纱布", par=2, quantity=1),
    )


def use_article(cast: Cast, where: Where) -> Example:
    article = an_article(where)
    return Example(at=where.unit.path, verb=lambda who: UseArticle(who=who, article_id=article))


def remove_article(cast: Cast, where: Where) -> Example:
    article = an_article(where)
    return Example(at=where.unit.path, verb=lambda who: RemoveArticle(who=who, article_id=article))


def record_upkeep(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: RecordUpkeep(
            who=who, subject_id=where.outlet.subject_id, sort="drill.fire", done_on=clock.today(),
        ),
    )


def add_document(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.unit.path,
        verb=lambda who: AddDocument(
            who=who, outlet_code=where.outlet.code, kind="leaflet", document_name="折页",
        ),
    )


def renew_document(cast: Cast, where: Where) -> Example:
    made = a_document(where)
    return Example(at=where.unit.path, verb=lambda who: RenewDocument(who=who, document_id=made, number="9"))


def withdraw_document(cast: Cast, where: Where) -> Example:
    made = a_document(where)
    return Example(at=where.unit.path, verb=lambda who: WithdrawDocument(who=who, document_id=made))


def place_article(cast: Cast, where: Where) -> Example:
    zone = a_zone(where)
    return Example(
        at=where.unit.path, verb=lambda who: PlaceArticle(who=who, zone_id=zone, article="花镜", place="左"),
    )


def move_article(cast: Cast, where: Where) -> Example:
    made, zone = a_placed(where), a_zone(where)
    return Example(
        at=where.unit.path, verb=lambda who: MoveArticle(who=who, placed_id=made, zone_id=zone, place="右"),
    )


def remove_placed_article(cast: Cast, where: Where) -> Example:
    made = a_placed(where)
    return Example(at=where.unit.path, verb=lambda who: RemovePlacedArticle(who=who, placed_id=made))


EXAMPLES: dict[str, Builder] = {
    "assets.add_asset": add_asset,
    "assets.change_asset": change_asset,
    "assets.move_asset": move_asset,
    "assets.retire_asset": retire_asset,
    "assets.add_content": add_content,
    "assets.change_content": change_content,
    "assets.remove_content": remove_content,
    "assets.stock_article": stock_article,
    "assets.use_article": use_article,
    "assets.remove_article": remove_article,
    "assets.record_upkeep": record_upkeep,
    "assets.add_document": add_document,
    "assets.renew_document": renew_document,
    "assets.withdraw_document": withdraw_document,
    "assets.place_article": place_article,
    "assets.move_article": move_article,
    "assets.remove_placed_article": remove_placed_article,
}
