"""A photographed day sheet finds its walk by its code; what is no sheet, or not one's own, stores nothing."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.apps.evidence.paper import SHOTS, jpeg, page
from tests.apps.evidence.scene import Scene, on_the_shelf
from wangdian.apps.evidence.actions.bring_sheet import BringSheet
from wangdian.apps.evidence.models import PaperSheet, Photo, Walk
from wangdian.apps.evidence.queries_sheets import due_today, sheet_of, sheets_of
from wangdian.apps.evidence.refusals import BadPhoto
from wangdian.apps.evidence.sheets import NoSheet, codes_on, walk_named
from wangdian.apps.journal.models import AuditEntry
from wangdian.domain.rights import Role
from wangdian.foundation.errors import NotAllowed, NotFound

NAME = "https://wangdian.bank.example:8443"


def address(walk: UUID) -> str:
    return f"{NAME}/paper/{walk}/"


@pytest.fixture
def walk(scene: Scene) -> UUID:
    """A walk that somebody began at N001 and that answered the ramp."""
    number = uuid4()
    values = {"rise": "100", "run": "1300"}
    scene.send(scene.cast.near(Role.LOBBY_MANAGER), scene.said("val", "RMP-01", values=values), walk=number)
    return number


def nothing_is_kept(shelf: Path) -> bool:
    kept = PaperSheet.objects.exists() or Photo.objects.exists()
    return not kept and not AuditEntry.objects.filter(verb="evidence.bring_sheet").exists() and not on_the_shelf(shelf)


@pytest.mark.parametrize("shot", SHOTS)
def test_a_code_is_read_however_the_sheet_lies(shot: str) -> None:
    walk = uuid4()
    assert walk_named(codes_on(jpeg(SHOTS[shot](page(address(walk)))))) == walk


def test_a_sheet_comes_home_to_its_walk(scene: Scene, walk: UUID) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    data = jpeg(SHOTS["askew"](page(address(walk))))
    assert BringSheet(who=who, data=data).do() == walk
    sheet = PaperSheet.objects.select_related("photo").get()
    assert (sheet.walk_id, sheet.photo.unit_id, sheet.sender_id) == (walk, scene.cast.outlet.unit_id, who.id)
    assert sheet_of(who, walk).sheets == (sheet.photo.sha256,)
    assert BringSheet(who=who, data=data).do() == walk
    assert PaperSheet.objects.count() == 1
    assert AuditEntry.objects.filter(verb="evidence.bring_sheet").count() == 1


@pytest.mark.parametrize("codes", [(), ("https://somewhere.example/menu",), (NAME + "/paper/42/",), ("", "x")])
def test_a_picture_without_a_code_of_ours_is_refused(scene: Scene, shelf: Path, codes: tuple[str, ...]) -> None:
    texts = [code for code in codes if code]
    with pytest.raises(NoSheet):
        BringSheet(who=scene.cast.near(Role.LOBBY_MANAGER), data=jpeg(page(*texts))).do()
    assert nothing_is_kept(shelf)


def test_two_sheets_on_one_picture_are_refused(scene: Scene, walk: UUID, shelf: Path) -> None:
    with pytest.raises(NoSheet):
        BringSheet(
            who=scene.cast.near(Role.LOBBY_MANAGER), data=jpeg(page(address(walk), address(uuid4()))),
        ).do()
    assert nothing_is_kept(shelf)


def test_the_sheet_of_another_outlet_is_as_absent_as_one_that_is_nowhere(
    scene: Scene, walk: UUID, shelf: Path,
) -> None:
    with pytest.raises(NotFound):
        BringSheet(who=scene.cast.far(Role.LOBBY_MANAGER), data=jpeg(page(address(walk)))).do()
    with pytest.raises(NotFound):
        BringSheet(who=scene.cast.near(Role.LOBBY_MANAGER), data=jpeg(page(address(uuid4())))).do()
    assert nothing_is_kept(shelf)


def test_who_does_not_walk_brings_no_sheet(scene: Scene, walk: UUID, shelf: Path) -> None:
    with pytest.raises(NotAllowed):
        BringSheet(who=scene.cast.near(Role.ENGINEER), data=jpeg(page(address(walk)))).do()
    Walk.objects.filter(pk=walk).update(kind="spot")
    with pytest.raises(NotAllowed):
        BringSheet(who=scene.cast.near(Role.LOBBY_MANAGER), data=jpeg(page(address(walk)))).do()
    assert nothing_is_kept(shelf)


@pytest.mark.parametrize("data", [b"no picture", b"", b"\xff\xd8\xff\xe0 half"])
def test_what_is_no_picture_is_refused(scene: Scene, shelf: Path, data: bytes) -> None:
    with pytest.raises(BadPhoto):
        BringSheet(who=scene.cast.near(Role.LOBBY_MANAGER), data=data).do()
    assert codes_on(data) == []
    assert nothing_is_kept(shelf)


def test_a_sheet_asks_what_the_walk_asks_and_knows_what_was_answered(scene: Scene, walk: UUID) -> None:
    sheet = sheet_of(scene.cast.near(Role.LOBBY_MANAGER), walk)
    asked = {(item.held.key, item.subject) for zone in sheet.zones for item in zone.items}
    assert asked == {("IN-01", scene.hall.pk), ("RMP-01", scene.ramp.pk), ("BRD-01", scene.outlet.pk)}
    assert sheet.answered == {("RMP-01", scene.ramp.pk)}
    with pytest.raises(NotFound):
        sheet_of(scene.cast.near(Role.ENGINEER), walk)
    assert sheets_of(scene.cast.far(Role.LOBBY_MANAGER), [walk]) == ()


def test_sheets_cost_few_questions(scene: Scene, walk: UUID, django_assert_max_num_queries: object) -> None:
    who = scene.cast.near(Role.LOBBY_MANAGER)
    with django_assert_max_num_queries(15):
        sheet_of(who, walk)
    with django_assert_max_num_queries(15):
        assert len(sheets_of(who, [walk])) == 1
    with django_assert_max_num_queries(2):
        assert [one.walk for one in due_today(who)] == [walk]
