"""What the bank asks before it brings a file: where its rules may count, and whether the whole stays right."""

from dataclasses import dataclass

from wangdian.apps.standards.access import guard_whole_bank
from wangdian.apps.standards.catalogue import current_requirements
from wangdian.apps.standards.files import all_files, read_files
from wangdian.apps.standards.tongue import said
from wangdian.domain.requirement_fields import Place
from wangdian.domain.rights import Actor, Right


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of the score sheet with its title in the reader's language."""

    place: Place
    title: str


def items_to_count_under(who: Actor) -> tuple[ItemCard, ...]:
    """Every item of the score sheet in its order, for who may bring rules; NotAllowed. 1 query, more after a load."""
    guard_whole_bank(who, Right.EDIT_STANDARDS)
    sheet = current_requirements().sheet
    if sheet is None:
        return ()
    places = sheet.places()
    return tuple(ItemCard(places[item.code], said(item)) for item in sheet.items())


def try_own_file(who: Actor, file_name: str, text: str) -> tuple[str, ...]:
    """The keys of the catalogue as it would be with that file, and nothing changes.

    Raises NotAllowed, PackRefused with every problem.
    """
    guard_whole_bank(who, Right.EDIT_STANDARDS)
    return tuple(read_files(all_files() | {file_name: text}).requirements)
