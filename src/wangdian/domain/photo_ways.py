"""The ways by which a photo comes, and how far each shows that it was taken there and then."""

from datetime import datetime, timedelta
from enum import StrEnum


class Came(StrEnum):
    """How a photo came, as the sender says; only what is said of `PROGRAM` is our own knowledge."""

    LIVE = "live"          # a frame of the camera, taken inside the walk page
    CAMERA = "camera"      # the phone's camera app was asked for, and gave a file made just then
    FILE = "file"          # chosen from what the phone keeps
    PROGRAM = "program"    # sent by another program, such as ODK Collect
    UNSAID = "unsaid"      # by a page of before, which did not say


TAKEN_THERE = frozenset({Came.LIVE, Came.CAMERA})
FURTHEST = timedelta(hours=1)
"""How far the clock of a camera may be from the answer's before it is worth a word."""


def is_refused(camera_only: bool, came: Came) -> bool:
    """Whether a requirement does not take a photo that came so.

    One of another program is taken: its form asks for the camera too, but no server can know; it is shown as such.
    """
    return camera_only and came not in TAKEN_THERE | {Came.PROGRAM}


def speaks_against(came: Came, made_by_camera_app: bool, camera_said: datetime | None, answered_at: datetime) -> bool:
    """Whether what lies in the photo contradicts how it is said to have come.

    A frame of the page holds nothing of a camera app; a file made just then holds a moment near that of its answer.
    """
    if came is Came.LIVE:
        return made_by_camera_app
    return came is Came.CAMERA and camera_said is not None and abs(answered_at - camera_said) > FURTHEST
