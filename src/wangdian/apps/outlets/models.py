"""Rows of outlets: the thin subject, outlets, zones, versioned opening hours, closures, official days, imports."""

from django.db import models

from wangdian.apps.people.models import Unit
from wangdian.foundation import clock


class Subject(models.Model):
    """Anything that a requirement may apply to, with its place in the organisation."""

    kind = models.CharField(max_length=40, help_text="outlet, zone:hall, asset:ramp, document:price_list, process:…")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="subjects")
    label = models.CharField(max_length=120, help_text="what people call it, kept by the verbs that rename it")
    entered_on = models.DateField(default=clock.today, help_text="since when it is known here")
    tag = models.CharField(max_length=12, unique=True, help_text="what its QR code carries")
    retired = models.BooleanField(default=False, help_text="its own noun is gone for good")
    active = models.BooleanField(default=True, help_text="neither retired nor in an outlet that is closed")

    class Meta:
        indexes = [models.Index(fields=["unit", "kind"], name="subject_by_unit")]


class Outlet(models.Model):
    """A place where the bank serves (网点)."""

    class Kind(models.TextChoices):
        FULL_SERVICE = "full_service"
        LIGHT = "light"
        COMMUNITY = "community"
        SELF_SERVICE = "self_service"

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="outlet")
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="outlet")
    code = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    search_text = models.CharField(max_length=400, help_text="lower case: code, names, pinyin whole and initials")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    fx_licence = models.BooleanField(default=False)
    built_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True, help_text="the outlet's public number")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)


class Zone(models.Model):
    """A part of an outlet (区域)."""

    class Kind(models.TextChoices):
        OUTDOOR = "outdoor"
        HALL = "hall"
        COUNTER = "counter"
        WAITING = "waiting"
        CONVENIENCE = "convenience"
        SELF_SERVICE = "self_service"
        VIP = "vip"
        SALES = "sales"
        SAFE_BOX = "safe_box"
        SERVER_ROOM = "server_room"
        MONITOR_ROOM = "monitor_room"
        TOILET = "toilet"
        CLOSET = "closet"

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="zone")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="zones")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=60)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "name"], condition=models.Q(retired_on=None), name="one_zone_name_an_outlet",
            ),
        ]


class HoursEdition(models.Model):
    """The opening hours of an outlet from a day on, until the next edition."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="hours")
    effective_from = models.DateField()
    hours = models.JSONField(help_text='{"personal.working": "09:00-12:00,13:30-17:00", …}; not named is closed')

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "effective_from"], name="one_hours_edition_a_day")]


class Closure(models.Model):
    """A temporary closure of an outlet, whole or of some services."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="closures")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    services = models.JSONField(default=list, help_text="empty: all")
    reason = models.CharField(max_length=120)
    reason_en = models.CharField(max_length=160, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)


class OfficialYear(models.Model):
    """A year whose official notice of festivals and make-up working days (调休) was loaded."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    announced = models.BooleanField(default=True, help_text="false: statutory days, the notice is still to come")
    notice = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=300, blank=True)
    loaded_at = models.DateTimeField()


class OfficialDay(models.Model):
    """A day that a year's notice makes a festival or a make-up working day; the later year has the last word."""

    class Kind(models.TextChoices):
        FESTIVAL = "festival"
        WORKING = "working"

    year = models.ForeignKey(OfficialYear, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "day"], name="one_word_a_day_and_notice")]


class ImportRun(models.Model):
    """One spreadsheet on its way in: how far it is, what it made, what was wrong."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        BROKEN = "broken"

    actor_id = models.BigIntegerField()
    language = models.CharField(max_length=10, default="zh-hans", help_text="in which the problems are said")
    noun = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    dry_run = models.BooleanField(default=True)
    take_good_rows = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    stop_asked = models.BooleanField(default=False)
    rows_total = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="[row, column, reason], the first 1,000")
    taken = models.BooleanField(default=False, help_text="whether anything was stored")
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField(help_text="when it last said that it goes on")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["actor_id", "-id"], name="import_runs_of")]
