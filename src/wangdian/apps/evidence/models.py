"""Rows of evidence: photos, plans, walks, answers, reported faults, reference photos and half-sent uploads."""

from django.db import models

from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.standards.models import Requirement, RequirementEdition
from wangdian.domain.photo_ways import Came
from wangdian.foundation import clock


class Photo(models.Model):
    """A photo whose bytes never change: named by their SHA-256, sealed with the server's time.

    The same bytes may belong to two units: who knows a hash of another unit gains nothing by it.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    mime = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    seal = models.CharField(max_length=64, help_text="HMAC of hash and time with the server's key")
    sender = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="photos")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="photos")
    removed_at = models.DateTimeField(null=True, blank=True, help_text="when its time was over and its bytes went")
    removed_as = models.CharField(max_length=12, blank=True, help_text="by the rule of that kind: domain.photo_keeping")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "unit"], name="one_photo_a_hash_and_unit")]


class PhotoRule(models.Model):
    """How many days photos of a kind are kept; without a row the bank has not decided, and they stay."""

    kind = models.CharField(max_length=12, unique=True, help_text="domain.photo_keeping.Kind")
    days = models.PositiveIntegerField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()


class PhotoHold(models.Model):
    """No photo of this unit and below is removed while it stands, as when a court or an audit asks for them."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="photo_holds")
    why = models.CharField(max_length=200)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)


class PhotoBlur(models.Model):
    """Parts of a photo that are made unreadable; `rendering` names the picture that everybody sees from then on."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="blur")
    parts = models.JSONField(help_text="rectangles [left, top, width, height] as shares of the upright picture, 0 to 1")
    rendering = models.CharField(max_length=64, help_text="SHA-256 of its bytes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class PhotoExif(models.Model):
    """What the camera wrote about a photo, apart from it, since it may tell where somebody was."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="exif")
    taken_at = models.DateTimeField(null=True, blank=True)
    tags = models.JSONField(default=dict)


class Upload(models.Model):
    """A photo of which some bytes have arrived; `offset` is how many."""

    id = models.UUIDField(primary_key=True)
    sender = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="uploads")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True, help_text="by the phone's clock")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "unit", "sha256"], name="one_upload_a_photo_and_sender"),
        ]


class ReferencePhoto(models.Model):
    """How a subject should look; a new photo is shown beside it."""

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, related_name="reference_photo")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="reference_of")
    set_at = models.DateTimeField()


class Plan(models.Model):
    """A walk that comes again: which, where, by which rule, by whom."""

    class Kind(models.TextChoices):
        OPENING = "opening"      # opening check
        SELF = "self"            # 自查
        RECHECK = "recheck"      # 复查
        SPOT = "spot"            # 抽查

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", help_text="the subtree it covers")
    outlet_kinds = models.JSONField(default=list, help_text="empty: all")
    packs = models.JSONField(default=list, help_text="packs whose requirements are asked; empty: all that fit")
    rule = models.CharField(max_length=200, help_text="RRULE of RFC 5545")
    starts_on = models.DateField()
    due_minutes = models.PositiveIntegerField()
    days = models.CharField(max_length=10, default="working", help_text="domain.recurrence.Days")
    timing = models.CharField(max_length=16, default="at_rule", help_text="domain.recurrence.Timing")
    role = models.CharField(max_length=20, help_text="who walks it")
    active = models.BooleanField(default=True)
    planned_until = models.DateTimeField(null=True, blank=True)


class Walk(models.Model):
    """One inspection of one outlet; its id is made on the phone when it begins without a plan."""

    class State(models.TextChoices):
        PLANNED = "planned"
        STARTED = "started"
        FINISHED = "finished"
        MISSED = "missed"

    id = models.UUIDField(primary_key=True)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="walks")
    kind = models.CharField(max_length=8, choices=Plan.Kind.choices)
    drawn_for = models.CharField(
        max_length=20, blank=True, help_text="the role that walks a drawn check; hidden from others until it has begun",
    )
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="walks")
    state = models.CharField(max_length=8, choices=State.choices)
    due_from = models.DateTimeField(null=True, blank=True)
    due_until = models.DateTimeField(null=True, blank=True)
    begins_at = models.DateTimeField(default=clock.now, help_text="due from, or begun: what walks are listed by")
    walker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="walks")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    signature = models.ForeignKey(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signature_sha256 = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=500, blank=True)
    asked = models.PositiveIntegerField(null=True, blank=True, help_text="how many questions, when it was finished")
    answered = models.PositiveIntegerField(default=0, help_text="how many of them have an answer")
    failed = models.PositiveIntegerField(default=0, help_text="how many last answers say that it does not hold")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "outlet", "due_from"], condition=models.Q(plan__isnull=False), name="one_walk_a_window",
            ),
        ]
        indexes = [
            models.Index(fields=["outlet", "-begins_at"], name="walk_by_outlet"),
            models.Index(fields=["-begins_at", "-id"], name="walk_by_age"),
            models.Index(fields=["due_until"], condition=models.Q(state__in=["planned", "started"]), name="walk_due"),
            models.Index(fields=["outlet", "kind", "-finished_at"], name="walk_last"),
            models.Index(fields=["state", "due_until"], name="walk_by_state"),
            models.Index(fields=["plan", "state", "due_until"], name="walk_by_plan"),
            models.Index(fields=["drawn_for", "state", "due_until"], name="walk_drawn"),
        ]


class Answer(models.Model):
    """What was said of one requirement at one subject; a later answer replaces, none is lost."""

    id = models.UUIDField(primary_key=True)
    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="answers")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="answers")
    edition = models.ForeignKey(RequirementEdition, on_delete=models.PROTECT, related_name="answers")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="answers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="answers")
    says = models.CharField(max_length=4, choices=[("ok", "ok"), ("fail", "fail"), ("na", "na"), ("val", "val")])
    values = models.JSONField(default=dict, help_text="measured values by name, as strings of decimals")
    reason = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)
    compared_with = models.TextField(blank=True, help_text="what had to stand there, as it was shown")
    answered_at = models.DateTimeField(help_text="by the phone's clock, never after it was received")
    received_at = models.DateTimeField()
    verdict = models.CharField(max_length=16)
    verdict_reason = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "requirement", "-answered_at"], name="answer_last"),
            models.Index(fields=["walk"], name="answer_by_walk"),
        ]


class AnswerPhoto(models.Model):
    """A photo that belongs to an answer; it may arrive later than the answer that names its hash."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="photos")
    slot = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    photo = models.ForeignKey(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="in_answers")
    came = models.CharField(max_length=8, default=Came.UNSAID.value, help_text="domain.photo_ways.Came")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "slot"], name="one_photo_a_slot")]
        indexes = [models.Index(fields=["sha256"], condition=models.Q(photo=None), name="photo_awaited")]


class NamedMedia(models.Model):
    """A photo that a filled-in form named by its file; its bytes come with this or a later post.

    Without an answer it is the walk's signature. `photo` is null while the file is awaited.
    """

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="named_media")
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="named_media")
    sender = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=120)
    named_at = models.DateTimeField()
    photo = models.ForeignKey(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "slot"], name="one_medium_a_slot"),
        ]
        indexes = [models.Index(fields=["walk"], condition=models.Q(photo=None), name="medium_awaited")]


class PaperSheet(models.Model):
    """A scanned or photographed day sheet, with the walk that its QR code named."""

    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="sheets")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="in_sheets")
    sender = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["walk", "photo"], name="one_sheet_a_photo_and_walk")]


class FaultReport(models.Model):
    """A fault that somebody at an outlet reported (报修): a place, a photo, a word if there was time."""

    id = models.UUIDField(primary_key=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="fault_reports")
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="fault_reports")
    note = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField(help_text="by the phone's clock")
    received_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    photo = models.ForeignKey(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="in_faults")

    class Meta:
        indexes = [models.Index(fields=["subject", "-reported_at"], name="fault_by_subject")]


class CalibrationSet(models.Model):
    """Photos on which inspectors are asked for the same judgement, apart from each other (校准)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    title = models.CharField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="calibration_sets")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="when its maker said that no photo shows a customer",
    )
    closed_at = models.DateTimeField(null=True, blank=True)


class CalibrationItem(models.Model):
    """A requirement and a photo, with the verdict that the maker of the set holds to be right."""

    set = models.ForeignKey(CalibrationSet, on_delete=models.CASCADE, related_name="items")
    edition = models.ForeignKey(RequirementEdition, on_delete=models.PROTECT, related_name="+")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="in_calibrations")
    reference = models.CharField(max_length=8, help_text="holds or fails")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "edition", "photo"], name="one_item_a_photo")]


class CalibrationAnswer(models.Model):
    """What one person saw on a photo of a set; given once."""

    item = models.ForeignKey(CalibrationItem, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calibration_answers")
    says = models.CharField(max_length=8, help_text="holds, fails or unknown")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_calibration_answer_a_person")]


class Series(models.Model):
    """All readings of one metric at one subject, in the order of time; its id is small and dense."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="series")
    metric = models.CharField(max_length=80, help_text="domain.metrics.METRICS")
    last_at = models.DateTimeField(null=True, blank=True, help_text="its latest reading that counts")
    window_from = models.DateTimeField(null=True, blank=True, help_text="older readings decide no verdict any more")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "metric"], name="one_series_a_metric")]


class Reading(models.Model):
    """What was read at a moment, in the unit of its metric; a mistaken one is kept, and counts no more."""

    class Source(models.TextChoices):
        HAND = "hand"
        FILE = "file"
        SENSOR = "sensor"

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=6, choices=Source.choices)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="readings")
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "at"], condition=models.Q(withdrawn_at=None), name="one_reading_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["series", "-at"], name="reading_by_age")]


class PhotoPrint(models.Model):
    """The fingerprint of a photo, taken some time after it was received; by it a re-used one is found."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="print")
    whole = models.BinaryField(max_length=32, help_text="256 bits; empty for a picture with nothing in it")
    inside = models.BinaryField(max_length=32, help_text="256 bits of what lies within flat borders; empty without any")
    taken_at = models.DateTimeField()
    compared = models.BooleanField(default=False, help_text="with all that were taken before")

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(compared=False), name="print_awaits")]


class TwinQuestion(models.Model):
    """Whether a photo is an earlier one again: asked of a person, and answered by nobody else.

    `earlier` is `photo` itself where the same bytes came again with another walk. A question that a walk raised names
    it; `lies_exactly` is the share of the picture that lies exactly on the earlier one.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        SAME = "same"
        OTHER = "other"

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="twin_questions")
    earlier = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="later_twins")
    walk = models.ForeignKey(Walk, null=True, blank=True, on_delete=models.CASCADE, related_name="twin_questions")
    same_bytes = models.BooleanField()
    lies_exactly = models.FloatField(help_text="share of the picture, 0 to 1")
    apart = models.FloatField(help_text="median distance in pixels of a small picture after laying one on the other")
    alike = models.FloatField(help_text="median correlation of fine detail, -1 to 1")
    state = models.CharField(max_length=5, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "earlier", "walk"], condition=models.Q(walk__isnull=False), name="one_twin_a_walk",
            ),
            models.UniqueConstraint(
                fields=["photo", "earlier"], condition=models.Q(walk=None), name="one_twin_without_a_walk",
            ),
        ]
        indexes = [models.Index(fields=["state", "-asked_at", "-id"], name="twin_by_age")]
