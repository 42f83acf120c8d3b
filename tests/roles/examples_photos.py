"""Examples of the verbs that decide how long photos are kept and what of them is shown."""

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_evidence import own_shelf
from tests.roles.examples_twins import kept
from wangdian.apps.evidence.actions.blur_photo import BlurPhoto
from wangdian.apps.evidence.actions.hold_photos import HoldPhotos
from wangdian.apps.evidence.actions.lift_hold import LiftHold
from wangdian.apps.evidence.actions.look_at_original import LookAtOriginal
from wangdian.apps.evidence.actions.set_photo_rule import SetPhotoRule
from wangdian.apps.evidence.models import PhotoHold
from wangdian.apps.people.models import Person
from wangdian.apps.standards.access import WHOLE_BANK
from wangdian.foundation import clock


def set_photo_rule(cast: Cast, where: Where) -> Example:
    return Example(at=WHOLE_BANK, verb=lambda who: SetPhotoRule(who=who, kind="walk", days=400))


def hold_photos(cast: Cast, where: Where) -> Example:
    return Example(
        at=where.branch.path, verb=lambda who: HoldPhotos(who=who, unit=where.branch.code, why="法院调取"),
    )


def lift_hold(cast: Cast, where: Where) -> Example:
    by = Person.objects.earliest("pk")
    held = PhotoHold.objects.create(unit=where.branch, why="审计", set_by=by, set_at=clock.now()).pk
    return Example(at=where.branch.path, verb=lambda who: LiftHold(who=who, hold_id=held))


def blur_photo(cast: Cast, where: Where) -> Example:
    own_shelf()
    photo = kept(where.unit, "teal").sha256
    return Example(
        at=where.unit.path, verb=lambda who: BlurPhoto(who=who, sha256=photo, parts=[(0.1, 0.1, 0.5, 0.5)]),
    )


def look_at_original(cast: Cast, where: Where) -> Example:
    own_shelf()
    photo = kept(where.unit, "teal").sha256
    return Example(at=where.unit.path, verb=lambda who: LookAtOriginal(who=who, sha256=photo))


EXAMPLES: dict[str, Builder] = {
    "evidence.blur_photo": blur_photo,
    "evidence.hold_photos": hold_photos,
    "evidence.lift_hold": lift_hold,
    "evidence.look_at_original": look_at_original,
    "evidence.set_photo_rule": set_photo_rule,
}
