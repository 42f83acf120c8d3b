"""Who may reach which findings and waivers."""

from django.db.models import QuerySet

from wangdian.apps.findings.models import Finding, Standing, Waiver
from wangdian.apps.people.access import within
from wangdian.domain.rights import Actor, Right
from wangdian.foundation.errors import NotFound


def findings_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Finding]:
    return Finding.objects.filter(within(who, right, "unit__"))


def finding_for(who: Actor, finding_id: int, right: Right = Right.SEE) -> Finding:
    """The finding with that id; NotFound if it is absent or hidden."""
    finding = findings_visible_to(who, right).select_related("unit").filter(pk=finding_id).first()
    if finding is None:
        raise NotFound
    return finding


def waivers_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Waiver]:
    return Waiver.objects.filter(within(who, right, "finding__unit__"))


def waiver_for(who: Actor, waiver_id: int, right: Right = Right.SEE) -> Waiver:
    """The waiver with that id; NotFound if it is absent or its finding is hidden."""
    waiver = waivers_visible_to(who, right).select_related("finding__unit").filter(pk=waiver_id).first()
    if waiver is None:
        raise NotFound
    return waiver


def standings_visible_to(who: Actor, right: Right = Right.SEE) -> QuerySet[Standing]:
    return Standing.objects.filter(within(who, right, "unit__"))
