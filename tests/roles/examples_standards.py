"""Examples of the verbs of standards: what holds for the whole bank is changed by those who answer for all of it."""

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from wangdian.apps.standards.access import WHOLE_BANK
from wangdian.apps.standards.actions.bring_own_file import BringOwnFile
from wangdian.apps.standards.actions.drop_own_file import DropOwnFile
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.apps.standards.files import shipped_files
from wangdian.domain.rights import SYSTEM


def load_packs(cast: Cast, where: Where) -> Example:
    return Example(at=WHOLE_BANK, verb=lambda who: LoadPacks(who=who))


def bring_own_file(cast: Cast, where: Where) -> Example:
    text = shipped_files()["outdoor.yaml"]
    return Example(at=WHOLE_BANK, verb=lambda who: BringOwnFile(who=who, file_name="outdoor.yaml", text=text))


def drop_own_file(cast: Cast, where: Where) -> Example:
    BringOwnFile(who=SYSTEM, file_name="outdoor.yaml", text=shipped_files()["outdoor.yaml"]).do()
    return Example(at=WHOLE_BANK, verb=lambda who: DropOwnFile(who=who, file_name="outdoor.yaml"))


EXAMPLES: dict[str, Builder] = {
    "standards.load_packs": load_packs,
    "standards.bring_own_file": bring_own_file,
    "standards.drop_own_file": drop_own_file,
}
