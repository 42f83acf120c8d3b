"""A keyed POST sent again does nothing and gets the same answer; a refused one may be tried again."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.conftest import NOON
from tests.entrypoints.api.calling import Caller
from wangdian.apps.journal.actions.answer_once import forget_answers
from wangdian.apps.journal.models import AuditEntry, IdempotencyKey
from wangdian.apps.people.models import Vendor
from wangdian.domain.rights import Role
from wangdian.foundation import clock

VENDOR = {"code": "V900", "title": "Made-up Lifts"}


@pytest.fixture
def boss(cast: Cast) -> Caller:
    return Caller(cast.near(Role.ADMINISTRATOR))


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(boss: Caller) -> None:
    first = boss.post("/vendors", VENDOR, "key-1")
    acts = AuditEntry.objects.count()
    second = boss.post("/vendors", VENDOR, "key-1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert (Vendor.objects.filter(code="V900").count(), AuditEntry.objects.count()) == (1, acts)


@pytest.mark.parametrize(
    ("path", "body"), [("/vendors", VENDOR | {"code": "V901"}), ("/inbox/read", VENDOR), ("/vendors?x=1", VENDOR)],
)
def test_another_request_under_the_same_key_is_a_clash(boss: Caller, path: str, body: dict[str, str]) -> None:
    boss.post("/vendors", VENDOR, "key-1")
    assert boss.post(path, body, "key-1").status_code == 409
    assert not Vendor.objects.filter(code="V901").exists()


def test_keys_belong_to_their_caller(cast: Cast, boss: Caller) -> None:
    boss.post("/vendors", VENDOR, "key-1")
    other = Caller(cast.far(Role.ADMINISTRATOR))
    assert other.post("/vendors", VENDOR | {"code": "V901"}, "key-1").status_code == 201


def test_a_refused_request_is_not_kept(boss: Caller) -> None:
    assert boss.post("/vendors", VENDOR | {"code": "?"}, "key-1").status_code == 422
    assert IdempotencyKey.objects.count() == 0
    assert boss.post("/vendors", VENDOR, "key-1").status_code == 201


def test_a_key_is_free_again_after_a_day(boss: Caller) -> None:
    boss.post("/vendors", VENDOR, "key-1")
    with clock.standing_at(NOON + timedelta(hours=24)):
        assert boss.post("/vendors", VENDOR | {"code": "V901"}, "key-1").status_code == 201
    assert IdempotencyKey.objects.count() == 1


def test_old_answers_are_forgotten(boss: Caller) -> None:
    boss.post("/vendors", VENDOR, "key-1")
    assert forget_answers() == 0
    with clock.standing_at(NOON + timedelta(hours=24)):
        assert forget_answers() == 1


def test_without_a_key_nothing_is_kept(boss: Caller) -> None:
    assert boss.post("/vendors", VENDOR).status_code == 201
    assert IdempotencyKey.objects.count() == 0


@pytest.mark.parametrize("key", ["x" * 101, "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(boss: Caller, key: str) -> None:
    assert boss.post("/vendors", VENDOR, key).status_code == 422
    assert not Vendor.objects.filter(code="V900").exists()


def test_a_stranger_with_a_key_is_still_a_stranger(cast: Cast, boss: Caller) -> None:
    boss.post("/vendors", VENDOR, "key-1")
    boss.client.defaults["HTTP_AUTHORIZATION"] = "Bearer wd_nonsense"
    assert boss.post("/vendors", VENDOR, "key-1").status_code == 401
