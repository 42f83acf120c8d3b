"""Rows of findings: how each subject stands against each requirement, what does not hold, and every turn it took."""

from django.db import models

from wangdian.apps.evidence.models import Answer, FaultReport
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.standards.models import Requirement, RequirementEdition
from wangdian.domain.severity import Severity

MILDEST = len(Severity) - 1
WORST_FIRST = models.Case(
    *(models.When(severity=one.value, then=models.Value(MILDEST - one.rank)) for one in Severity),
    default=models.Value(MILDEST), output_field=models.PositiveSmallIntegerField(),
)


class Standing(models.Model):
    """How a subject stands against a requirement that applies to it, and when that must be looked at again.

    The streak is how often in a row, since when, the same was seen: what patience is counted with.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="standings")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="standings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standings")
    says = models.CharField(max_length=16, default="unknown")
    reason = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)
    since = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)
    look_again_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="the last good day, where the calendar gives one")
    heard_after = models.DateTimeField(
        null=True, blank=True, help_text="what was seen until then was a mistake and does not count",
    )
    streak_says = models.CharField(max_length=8, blank=True)
    streak_since = models.DateTimeField(null=True, blank=True)
    streak_last = models.DateTimeField(null=True, blank=True)
    streak_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["requirement", "subject"], name="one_standing_a_pair")]
        indexes = [
            models.Index(
                fields=["look_again_at", "id"], condition=~models.Q(look_again_at=None), name="standing_due",
            ),
            models.Index(fields=["unit", "says"], name="standing_by_unit"),
            models.Index(fields=["due_on", "id"], condition=~models.Q(due_on=None), name="standing_ends"),
        ]


class Finding(models.Model):
    """A requirement that does not hold at a subject: one, however often it is seen, until it is closed."""

    class State(models.TextChoices):
        OPEN = "open"
        MENDING = "mending"
        MENDED = "mended"
        CLOSED = "closed"

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="findings")
    edition = models.ForeignKey(RequirementEdition, on_delete=models.PROTECT, related_name="findings")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    module = models.CharField(max_length=40, blank=True, help_text="of the score sheet")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    severity = models.CharField(max_length=10)
    rank = models.GeneratedField(
        expression=WORST_FIRST, output_field=models.PositiveSmallIntegerField(), db_persist=True,
        help_text="of the severity, 0 for the worst: so that the worst are read by an index",
    )
    reason = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict, help_text="the figures behind the reason, as the judge gave them")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    sightings = models.PositiveIntegerField(default=1)
    repeat_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")
    repeats = models.PositiveSmallIntegerField(default=0, help_text="how many times before within the window")
    # Nobody asks for findings by their worker alone, and an index would draw SQLite away from that of the worst.
    worker = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False,
    )
    mended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_how = models.CharField(max_length=40, blank=True)
    verified_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    waived_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "subject"], condition=~models.Q(state="closed"), name="one_open_finding_a_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="finding_by_unit"),
            models.Index(fields=["-opened_at", "-id"], name="finding_by_age"),
            models.Index(fields=["subject", "requirement", "-id"], name="finding_by_pair"),
            models.Index(fields=["-opened_at", "-id"], condition=models.Q(closed_at=None), name="finding_stands"),
            models.Index(
                fields=["rank", "opened_at", "id"], condition=models.Q(closed_at=None, worker=None),
                name="finding_worst",
            ),
            models.Index(
                fields=["waived_until"], condition=~models.Q(waived_until=None), name="finding_waived",
            ),
        ]


class Sighting(models.Model):
    """One time that a finding was seen, and by what."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="seen")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="sightings")
    fault = models.ForeignKey(FaultReport, null=True, blank=True, on_delete=models.PROTECT, related_name="sightings")
    says = models.CharField(max_length=16)


class FindingTurn(models.Model):
    """One turn in the life of a finding: what it became, when, by whom, why."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="turns")
    at = models.DateTimeField()
    became = models.CharField(max_length=20)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, blank=True)


class Waiver(models.Model):
    """Leave for a finding to stand until a day: asked by one, granted by another."""

    class State(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        REFUSED = "refused"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="waivers")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    reason = models.CharField(max_length=300)
    until = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, blank=True, help_text="expired, revoked or closed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=models.Q(state="asked"), name="one_asked_waiver_a_finding",
            ),
        ]


class Applied(models.Model):
    """The single row that remembers for which day it was worked out which requirements are in force."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    day = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_applied_day")]


class Touched(models.Model):
    """When something was last judged at a place: what is counted from standings follows this, not the whole bank."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="touched")
    at = models.DateTimeField(db_index=True)
