"""How a photo came: which ways a camera-only requirement takes, and what in a photo speaks against what is said."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from tests.domain.test_requirement import entry
from wangdian.domain.photo_ways import FURTHEST, Came, is_refused, speaks_against
from wangdian.domain.requirement import Requirement
from wangdian.foundation.clock import BANK_ZONE

AT = datetime(2026, 11, 18, 8, 21, tzinfo=BANK_ZONE)


@pytest.mark.parametrize(("came", "refused"), [
    (Came.LIVE, False), (Came.CAMERA, False), (Came.PROGRAM, False), (Came.FILE, True), (Came.UNSAID, True),
])
def test_a_camera_only_requirement_takes_what_was_taken_there(came: Came, refused: bool) -> None:
    assert is_refused(True, came) is refused
    assert not is_refused(False, came)


@pytest.mark.parametrize(("came", "app", "said", "against"), [
    (Came.LIVE, False, None, False), (Came.LIVE, True, AT, True),
    (Came.CAMERA, True, AT - FURTHEST, False), (Came.CAMERA, True, AT - FURTHEST - timedelta(seconds=1), True),
    (Came.CAMERA, True, None, False), (Came.FILE, True, AT - timedelta(days=90), False),
    (Came.PROGRAM, True, AT - timedelta(days=90), False),
])
def test_what_lies_in_a_photo_may_speak_against_what_is_said(
    came: Came, app: bool, said: datetime | None, against: bool,
) -> None:
    assert speaks_against(came, app, said, AT) is against


def test_the_camera_is_asked_for_only_where_a_photo_is() -> None:
    kept = Requirement.model_validate(entry(evidence={"photo": "always", "camera": True}))
    assert kept.evidence.camera
    assert kept.as_body()["evidence"] == {"photo": "always", "camera": True}
    with pytest.raises(ValidationError, match="camera"):
        Requirement.model_validate(entry(evidence={"photo": "never", "camera": True}))


def test_a_requirement_that_does_not_ask_for_it_is_the_text_that_it_was() -> None:
    assert "evidence" not in Requirement.model_validate(entry()).as_body()
