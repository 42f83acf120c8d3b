"""The photo that shows a finding as it was seen last: a new one is laid over it, to be taken from the same place."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from wangdian.apps.findings.access import findings_visible_to
from wangdian.apps.findings.models import Finding
from wangdian.domain.rights import Actor

Pair = tuple[str, int]
"""The key of a requirement and the id of a subject."""


def photos_before(who: Actor, outlet_ids: Iterable[int]) -> Mapping[Pair, str]:
    """Hashes by pair, of every finding that stands at these outlets and was photographed. 1 query."""
    rows = (
        findings_visible_to(who).exclude(state=Finding.State.CLOSED)
        .filter(unit__outlet__in=list(outlet_ids), seen__says="fails")
        .annotate(answered=F("seen__answer__photos__photo__sha256"), told=F("seen__fault__photo__sha256"))
        .order_by("seen__at", "seen__pk", F("seen__answer__photos__slot").desc())
    )
    found: dict[Pair, str] = {}
    for key, subject, answered, told in rows.values_list("requirement__key", "subject_id", "answered", "told"):
        if sha256 := answered or told:
            found[key, subject] = sha256
    return found
