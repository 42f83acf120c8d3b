"""Rows of outlets: the thin subject, outlets, zones, versioned opening hours, closures, official days."""

from django.db import models

from wangdian.apps.people.models import Unit


class Subject(models.Model):
    """Anything that a requirement may apply to, with its place in the organisation."""

    kind = models.CharField(max_length=40, help_text="outlet, zone:hall, asset:ramp, document:price_list, process:…")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="subjects")
    label = models.CharField(max_length=120, help_text="what people call it, kept by the verbs that rename it")
    tag = models.CharField(max_length=12, unique=True, help_text="what its QR code carries")
    active = models.BooleanField(default=True)

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "name"], name="one_zone_name_an_outlet")]


class HoursEdition(models.Model):
    """The opening hours of an outlet from a day on, until the next edition."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="hours")
    effective_from = models.DateField()
    hours = models.JSONField(help_text='{"corporate": {"working": [["09:00", "17:00"]], …}, …}')

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "effective_from"], name="one_hours_edition_a_day")]


class Closure(models.Model):
    """A temporary closure of an outlet, whole or of some services."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="closures")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    services = models.JSONField(default=list, help_text="empty: all")
    reason = models.CharField(max_length=120)
    cancelled_at = models.DateTimeField(null=True, blank=True)


class OfficialDay(models.Model):
    """A day that the year's official notice makes a festival or a make-up working day (调休)."""

    class Kind(models.TextChoices):
        FESTIVAL = "festival"
        WORKING = "working"

    day = models.DateField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=120, help_text="the notice it stands in")
