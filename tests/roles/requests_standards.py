"""Examples of the API operations of the standards."""

from tests.cast import Cast
from tests.roles.ask import Ask, AskBuilder
from tests.roles.example import Where
from wangdian.apps.standards.access import WHOLE_BANK
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.files import shipped_files
from wangdian.domain.rights import SYSTEM, Right


def list_requirements(cast: Cast, where: Where) -> Ask:
    LoadPacks(who=SYSTEM).do()
    return Ask("/requirements", Right.SEE, query={"limit": "200"}, shows='"key": "OUT-01"')


def read_requirement(cast: Cast, where: Where) -> Ask:
    LoadPacks(who=SYSTEM).do()
    return Ask("/requirements/OUT-01", Right.SEE)


def list_packs(cast: Cast, where: Where) -> Ask:
    LoadPacks(who=SYSTEM).do()
    return Ask("/packs", Right.SEE, shows="outdoor")


def load_packs(cast: Cast, where: Where) -> Ask:
    return Ask("/packs/load", Right.EDIT_STANDARDS, WHOLE_BANK)


def bring_own_file(cast: Cast, where: Where) -> Ask:
    body = {"file_name": "outdoor.yaml", "text": shipped_files()["outdoor.yaml"]}
    return Ask("/packs", Right.EDIT_STANDARDS, WHOLE_BANK, body=body)


REQUESTS: dict[str, AskBuilder] = {
    "GET /requirements": list_requirements,
    "GET /requirements/{key}": read_requirement,
    "GET /packs": list_packs,
    "POST /packs/load": load_packs,
    "POST /packs": bring_own_file,
}
