"""Photo questions on the screen: both photos, or the word that one is elsewhere; two buttons, and who has them."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.roles.examples_twins import kept, question
from wangdian.apps.evidence.models import Photo, TwinQuestion
from wangdian.domain.rights import Role
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

LIST = "/photo-questions/"


def as_of(cast: Cast, role: Role, side: str = "near") -> Client:
    client = Client()
    client.force_login(cast.people[f"{side}-{role}"], "django.contrib.auth.backends.ModelBackend")
    return client


def shown(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_photos_stand_side_by_side_with_two_buttons(cast: Cast) -> None:
    later, earlier = kept(cast.outlet.unit, "teal"), kept(cast.sister.unit, "navy")
    asked = question(later, earlier)
    page = shown(as_of(cast, Role.INSPECTOR))
    for text in (later.sha256, earlier.sha256, cast.outlet.name_zh, cast.sister.name_zh, "97%", f"{LIST}{asked}/"):
        assert text in page
    assert page.count('name="says"') == 2


def test_of_a_photo_outside_ones_area_only_its_existence_is_told(cast: Cast) -> None:
    later, earlier = kept(cast.outlet.unit, "teal"), kept(cast.far_outlet.unit, "navy")
    question(later, earlier)
    page = shown(as_of(cast, Role.BRANCH_MANAGER))
    assert later.sha256 in page
    for text in (earlier.sha256, cast.far_outlet.name_zh, cast.far_outlet.code, 'name="says"'):
        assert text not in page
    assert earlier.sha256 in shown(as_of(cast, Role.HEAD_OFFICE))


def test_an_earlier_photo_whose_time_is_over_is_told_of_without_its_picture(cast: Cast) -> None:
    later, earlier = kept(cast.outlet.unit, "teal"), kept(cast.sister.unit, "navy")
    asked = question(later, earlier)
    TwinQuestion.objects.filter(pk=asked).update(lies_exactly=0)
    Photo.objects.filter(pk=earlier.pk).update(removed_at=clock.now(), removed_as="walk")
    page = shown(as_of(cast, Role.INSPECTOR))
    for text in ("照片指纹", "这张照片已于", cast.sister.name_zh, f"/photos/{later.sha256}.jpg", f"{LIST}{asked}/"):
        assert text in page
    assert f'src="/photos/{earlier.sha256}' not in page
    assert "0%" not in page


@pytest.mark.parametrize("role", [Role.LOBBY_MANAGER, Role.OUTLET_MANAGER, Role.ENGINEER, Role.AUDITOR])
def test_who_judges_nobodys_walks_is_told_nothing(cast: Cast, role: Role) -> None:
    asked = question(kept(cast.outlet.unit, "teal"), kept(cast.sister.unit, "navy"))
    client = as_of(cast, role)
    assert "data-pair" not in shown(client)
    assert LIST not in shown(client, "/")
    assert client.post(f"{LIST}{asked}/", {"says": "same"}).status_code in {403, 404}
    assert TwinQuestion.objects.get(pk=asked).state == "asked"


def test_an_answer_moves_the_question_to_its_tab(cast: Cast) -> None:
    asked = question(kept(cast.outlet.unit, "teal"), kept(cast.sister.unit, "navy"))
    client = as_of(cast, Role.INSPECTOR)
    assert LIST in shown(client, "/")
    assert client.post(f"{LIST}{asked}/", {"says": "same"}).headers["Location"] == LIST
    assert "data-pair" not in shown(client)
    assert "data-pair" in shown(client, f"{LIST}?state=same")
    assert "data-pair" not in shown(client, f"{LIST}?state=other")


def test_a_walk_shows_only_its_own_questions(cast: Cast) -> None:
    question(kept(cast.outlet.unit, "teal"), kept(cast.sister.unit, "navy"))
    client = as_of(cast, Role.INSPECTOR)
    assert "data-pair" not in shown(client, f"{LIST}?walk={new_uuid()}")
    assert "data-pair" in shown(client, f"{LIST}?walk=nonsense")


def test_an_unknown_tab_is_refused(cast: Cast) -> None:
    assert as_of(cast, Role.INSPECTOR).get(f"{LIST}?state=guilty").status_code == 422
