"""Rows of standards: requirements by their lasting key, each edition of their text, own files, own sheets, loads."""

from django.db import models


class Requirement(models.Model):
    """What must hold; the lasting identity that findings point at, with the edition in force."""

    key = models.CharField(max_length=24, unique=True, help_text="OUT-01")
    pack = models.CharField(max_length=40)
    check_kind = models.CharField(max_length=12)
    severity = models.CharField(max_length=10)
    proven = models.BooleanField(default=False, help_text="every source was read, first or second hand")
    waits = models.BooleanField(default=False, help_text="it waits for devices")
    current = models.ForeignKey("RequirementEdition", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_force = models.BooleanField(default=True)


class RequirementEdition(models.Model):
    """The body of a requirement as a pack gave it; what was judged by it stays judged by it."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    body = models.JSONField(help_text="the entry of the pack, as domain.requirement.Requirement writes it")
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(fields=["requirement", "digest"], name="one_edition_a_text"),
        ]


class OwnFile(models.Model):
    """A file that the bank brought itself; it stands in place of the file of the same name, or beside the others."""

    name = models.CharField(max_length=60, unique=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    brought_at = models.DateTimeField()


class SheetEdition(models.Model):
    """An edition of the score sheet that the bank brought; without one the delivered sheet counts."""

    class State(models.TextChoices):
        DRAFT = "draft"
        ADOPTED = "adopted"
        DISCARDED = "discarded"

    name = models.CharField(max_length=60, unique=True)
    note = models.CharField(max_length=300, blank=True)
    bar = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="of 100: a score below it does not pass",
    )
    body = models.JSONField(help_text="as domain.sheet_edition.EditionText writes it")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.PositiveBigIntegerField(help_text="id of a person; 0 is Wangdian itself")
    made_at = models.DateTimeField()
    decided_by = models.PositiveBigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    from_day = models.DateField(null=True, blank=True, help_text="in force from this day on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_day"], condition=models.Q(state="adopted"), name="one_sheet_edition_a_day",
            ),
        ]


class Load(models.Model):
    """One taking over of the whole catalogue; the latest says by its digest what is in force."""

    at = models.DateTimeField()
    digest = models.CharField(max_length=64, help_text="of every requirement in force with its edition, and the sheet")
    packs = models.JSONField(help_text="names, titles, editions and files of the packs")
    sheet = models.JSONField(help_text="the score sheet, as domain.score_sheet.ScoreSheet writes it")
    sheet_edition = models.ForeignKey(
        SheetEdition, null=True, blank=True, on_delete=models.PROTECT, related_name="loads",
        help_text="none: the delivered sheet",
    )
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
