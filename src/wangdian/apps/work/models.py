"""Rows of work: orders with their clocks, pauses, turns, photos of the repair, and the numbers given out each day."""

from django.db import models

from wangdian.apps.evidence.models import Photo
from wangdian.apps.findings.models import Finding
from wangdian.apps.outlets.models import Subject
from wangdian.apps.people.models import Person, Unit, Vendor


class WorkOrder(models.Model):
    """Who mends what by when (工单)."""

    class State(models.TextChoices):
        NEW = "new"
        ASSIGNED = "assigned"
        ACCEPTED = "accepted"
        WORKING = "working"
        PAUSED = "paused"
        MENDED = "mended"
        RETURNED = "returned"
        VERIFIED = "verified"
        CANCELLED = "cancelled"

    number = models.CharField(max_length=20, unique=True)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="orders")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    impact = models.CharField(max_length=6)
    urgency = models.CharField(max_length=6)
    priority = models.CharField(max_length=2)
    clock = models.CharField(max_length=16, help_text="opening_hours or round_the_clock")
    respond_minutes = models.PositiveIntegerField(help_text="the target, in time of that clock")
    resolve_minutes = models.PositiveIntegerField(help_text="the target, in time of that clock")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    respond_by = models.DateTimeField()
    resolve_by = models.DateTimeField(help_text="while the clock rests: as it was when it began to")
    rests = models.BooleanField(default=False, help_text="a pause holds the resolve clock")
    assignee = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    vendor = models.ForeignKey(Vendor, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    accepted_at = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hand_overs = models.PositiveSmallIntegerField(default=0)
    returns = models.PositiveSmallIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="yuan")
    interruption_minutes = models.PositiveIntegerField(default=0)
    next_escalation_at = models.DateTimeField(null=True, blank=True)
    escalations = models.PositiveSmallIntegerField(default=0, help_text="the highest rung of the chain that was told")
    version = models.PositiveIntegerField(default=0, help_text="rises with every change: nobody overwrites unseen")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=~models.Q(state__in=["verified", "cancelled"]),
                name="one_live_order_a_finding",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="order_by_unit"),
            models.Index(fields=["assignee", "state"], name="order_by_assignee"),
            models.Index(fields=["vendor", "state"], name="order_by_vendor"),
            models.Index(fields=["resolve_by", "id"], name="order_by_deadline"),
            models.Index(fields=["resolve_by", "finding"], condition=models.Q(ended_at=None), name="order_live"),
            models.Index(
                fields=["assignee", "resolve_by"], condition=models.Q(ended_at=None), name="order_own_live",
            ),
            models.Index(fields=["vendor", "resolve_by"], condition=models.Q(ended_at=None), name="order_vendors_live"),
            models.Index(
                fields=["next_escalation_at"], condition=~models.Q(next_escalation_at=None), name="order_escalates",
            ),
        ]


class Pause(models.Model):
    """A logged pause with its reason; "verifying" is the wait for a verification that did not pass."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=30)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class OrderTurn(models.Model):
    """One turn in the life of an order; `by` is empty for Wangdian itself."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="turns")
    at = models.DateTimeField()
    became = models.CharField(max_length=20)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, blank=True)


class OrderPhoto(models.Model):
    """A photo that was added to an order, before or after the repair."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="in_orders")
    moment = models.CharField(max_length=6, choices=[("before", "before"), ("after", "after")])
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "photo", "moment"], name="one_photo_a_moment")]


class NumberedDay(models.Model):
    """How many orders were numbered on a day of the bank; the row that whoever needs the next number locks."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
