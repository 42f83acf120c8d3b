"""Examples of the API operations of things, documents and marked places."""

from typing import Any

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from tests.roles.examples_assets import a_document, a_placed, a_thing, an_article, an_item
from tests.roles.examples_outlets import a_zone
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.domain.rights import SYSTEM, Right
from wangdian.foundation import clock

CONTENT = {"title": "样", "approval": "1号", "valid_from": "2026-01-01", "valid_until": "2026-12-31"}


def seen(where: Where, path: str, shown: int | None = None) -> Ask:
    return Ask(path, Right.SEE, where.unit.path, shows="" if shown is None else f'"id": {shown},')


def edited(where: Where, path: str, body: Any = None) -> Ask:
    return Ask(path, Right.EDIT_THINGS, where.unit.path, body=body)


def list_things(cast: Cast, where: Where) -> Ask:
    return seen(where, "/things", a_thing(where))


def read_thing(cast: Cast, where: Where) -> Ask:
    return seen(where, f"/things/{a_thing(where)}")


def add_thing(cast: Cast, where: Where) -> Ask:
    return edited(where, "/things", {"outlet_code": where.outlet.code, "kind": "ramp", "asset_name": "坡道"})


def change_thing(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/things/{a_thing(where)}", {"asset_name": "新名"})


def move_thing(cast: Cast, where: Where) -> Ask:
    a_zone(where)
    return edited(where, f"/things/{a_thing(where)}/move", {"outlet_code": where.outlet.code, "zone": "大堂"})


def retire_thing(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/things/{a_thing(where)}")


def list_content(cast: Cast, where: Where) -> Ask:
    return seen(where, "/content", an_item(where))


def add_content(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/things/{a_thing(where, 'display')}/content", CONTENT)


def change_content(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/content/{an_item(where)}", {**CONTENT, "title": "新"})


def remove_content(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/content/{an_item(where)}")


def list_articles(cast: Cast, where: Where) -> Ask:
    return seen(where, "/articles", an_article(where))


def stock_article(cast: Cast, where: Where) -> Ask:
    body = {"article": "纱布", "par": 2, "quantity": 1}
    return edited(where, f"/things/{a_thing(where, 'medical_kit')}/articles", body)


def use_article(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/articles/{an_article(where)}/use", {"count": 1})


def remove_article(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/articles/{an_article(where)}")


def list_upkeep(cast: Cast, where: Where) -> Ask:
    made = RecordUpkeep(
        who=SYSTEM, subject_id=where.outlet.subject_id, sort="drill.fire", done_on=clock.today(),
    ).do()
    return seen(where, "/upkeep", made)


def record_upkeep(cast: Cast, where: Where) -> Ask:
    body = {"subject_id": where.outlet.subject_id, "sort": "drill.fire", "done_on": clock.today().isoformat()}
    return edited(where, "/upkeep", body)


def list_documents(cast: Cast, where: Where) -> Ask:
    return seen(where, "/documents", a_document(where))


def read_document(cast: Cast, where: Where) -> Ask:
    return seen(where, f"/documents/{a_document(where)}")


def add_document(cast: Cast, where: Where) -> Ask:
    return edited(where, "/documents", {
        "outlet_code": where.outlet.code, "kind": "leaflet", "document_name": "折页",
    })


def renew_document(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/documents/{a_document(where)}", {"number": "9"})


def withdraw_document(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/documents/{a_document(where)}")


def list_placed(cast: Cast, where: Where) -> Ask:
    return seen(where, "/placed", a_placed(where))


def read_placed(cast: Cast, where: Where) -> Ask:
    return seen(where, f"/placed/{a_placed(where)}")


def place_article(cast: Cast, where: Where) -> Ask:
    return edited(where, "/placed", {"zone_id": a_zone(where), "article": "花镜", "place": "左"})


def move_article(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/placed/{a_placed(where)}", {"zone_id": a_zone(where), "place": "右"})


def remove_placed(cast: Cast, where: Where) -> Ask:
    return edited(where, f"/placed/{a_placed(where)}")


REQUESTS: dict[str, AskBuilder] = {
    "GET /things": list_things,
    "POST /things": add_thing,
    "GET /things/{asset_id}": read_thing,
    "PUT /things/{asset_id}": change_thing,
    "DELETE /things/{asset_id}": retire_thing,
    "POST /things/{asset_id}/move": move_thing,
    "GET /content": list_content,
    "POST /things/{asset_id}/content": add_content,
    "PUT /content/{item_id}": change_content,
    "DELETE /content/{item_id}": remove_content,
    "GET /articles": list_articles,
    "POST /things/{asset_id}/articles": stock_article,
    "POST /articles/{article_id}/use": use_article,
    "DELETE /articles/{article_id}": remove_article,
    "GET /upkeep": list_upkeep,
    "POST /upkeep": record_upkeep,
    "GET /documents": list_documents,
    "POST /documents": add_document,
    "GET /documents/{document_id}": read_document,
    "PUT /documents/{document_id}": renew_document,
    "DELETE /documents/{document_id}": withdraw_document,
    "GET /placed": list_placed,
    "POST /placed": place_article,
    "GET /placed/{placed_id}": read_placed,
    "PUT /placed/{placed_id}": move_article,
    "DELETE /placed/{placed_id}": remove_placed,
}
