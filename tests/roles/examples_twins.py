"""Examples of the verb that answers a question about two photos."""

import io

from PIL import Image

from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_evidence import own_shelf
from wangdian.apps.evidence.actions.decide_twin import DecideTwin
from wangdian.apps.evidence.keeping import keep_photo
from wangdian.apps.evidence.models import Photo, TwinQuestion
from wangdian.apps.people.models import Person, Unit
from wangdian.domain.rights import Actor, Right
from wangdian.foundation import clock


def kept(unit: Unit, colour: str, sender: Person | None = None) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return keep_photo(Actor(id=(sender or Person.objects.earliest("pk")).pk), unit, out.getvalue())


def question(photo: Photo, earlier: Photo) -> int:
    return TwinQuestion.objects.create(
        photo=photo, earlier=earlier, same_bytes=False, lies_exactly=0.97, apart=0.05, alike=0.98, asked_at=clock.now(),
    ).pk


def here(where: Where) -> int:
    """Both photos are of this outlet, and were sent by somebody who judges nobody's walks."""
    own_shelf()
    return question(kept(where.unit, "teal"), kept(where.unit, "navy"))


def decide_twin(cast: Cast, where: Where) -> Example:
    asked = here(where)
    return Example(at=where.unit.path, verb=lambda who: DecideTwin(who=who, question_id=asked, says="other"))


def of_another_branch(cast: Cast, where: Where) -> Example:
    """The earlier photo lies in the other branch: only who may see both answers."""
    own_shelf()
    away = (cast.far_outlet if where.side == "near" else cast.outlet).unit
    asked = question(kept(where.unit, "teal"), kept(away, "navy"))
    return Example(
        at=where.unit.path, verb=lambda who: DecideTwin(who=who, question_id=asked, says="same"),
        only=lambda who: who.may(Right.SEE, away.path),
    )


EXAMPLES: dict[str, Builder] = {
    "evidence.decide_twin": decide_twin,
    "evidence.decide_twin#of_another_branch": of_another_branch,
}
