"""The photos of the demo bank look re-used only where somebody used one again."""

from collections.abc import Iterable

from demo.pictures import scene, used_again
from tests.twins.test_twins_are_found import Shelf, small

PLACES = [f"N{n:03}" for n in range(1, 25)]


def asked_about(shelf: Shelf, photos: Iterable[bytes]) -> list[set[int]]:
    """For each photo those on the shelf that it looks like; then it lies there too."""
    found = []
    for photo in photos:
        grey = small(photo)
        found.append(shelf.asks_about(grey))
        shelf.put(grey)
    return found


def test_halls_and_later_photos_of_them_are_not_taken_for_each_other_and_a_photo_used_again_is() -> None:
    shelf = Shelf()
    first = [scene(place, "9", broken=True) for place in PLACES]
    assert not any(asked_about(shelf, first))
    assert not any(asked_about(shelf, (scene(place, "2", broken=True) for place in PLACES)))
    assert not any(asked_about(shelf, (scene(place, "WO-1", broken=False) for place in PLACES)))
    again = asked_about(shelf, (used_again(photo) for photo in first))
    assert again == [{n} for n in range(len(PLACES))]


def test_the_same_place_and_occasion_give_the_same_photo() -> None:
    assert scene("N001", "9", broken=True) == scene("N001", "9", broken=True)
    assert scene("N001", "9", broken=True) != scene("N001", "9", broken=False)
