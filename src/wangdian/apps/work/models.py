"""Rows of work: orders with their clocks, pauses, turns, photos before and after, escalations."""

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
    clock = models.CharField(max_length=16, help_text="opening or round_the_clock")
    opened_at = models.DateTimeField()
    respond_by = models.DateTimeField()
    resolve_by = models.DateTimeField()
    assignee = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    vendor = models.ForeignKey(Vendor, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    accepted_at = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, help_text="yuan")
    interruption_minutes = models.PositiveIntegerField(null=True, blank=True)
    next_escalation_at = models.DateTimeField(null=True, blank=True)
    escalations = models.PositiveSmallIntegerField(default=0)
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
            models.Index(
                fields=["next_escalation_at"], condition=~models.Q(next_escalation_at=None), name="order_escalates",
            ),
        ]


class Pause(models.Model):
    """A stretch in which the resolve clock rests, with its reason."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=30)
    note = models.CharField(max_length=200, blank=True)


class OrderTurn(models.Model):
    """One turn in the life of an order."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="turns")
    at = models.DateTimeField()
    became = models.CharField(max_length=20)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, blank=True)


class OrderPhoto(models.Model):
    """A photo of an order, before or after the repair."""

    order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="in_orders")
    moment = models.CharField(max_length=6, choices=[("before", "before"), ("after", "after")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "photo", "moment"], name="one_photo_a_moment")]
