"""Examples of the verb that brings a day sheet home."""

from uuid import UUID

from tests.apps.evidence.paper import jpeg, page
from tests.cast import Cast
from tests.roles.example import Builder, Example, Where
from tests.roles.examples_evidence import own_shelf
from wangdian.apps.evidence.actions.bring_sheet import BringSheet
from wangdian.apps.evidence.models import Walk
from wangdian.foundation import clock

WALK = UUID(int=0x5EE7)


def bring_sheet(cast: Cast, where: Where) -> Example:
    own_shelf()
    now = clock.now()
    Walk.objects.create(id=WALK, kind="self", outlet=where.outlet, state="started", begins_at=now, started_at=now)
    data = jpeg(page(f"https://bank.example/paper/{WALK}/"))
    return Example(at=where.unit.path, verb=lambda who: BringSheet(who=who, data=data))


EXAMPLES: dict[str, Builder] = {"evidence.bring_sheet": bring_sheet}
