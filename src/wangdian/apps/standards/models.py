"""Rows of standards: requirements by their lasting key, each edition of their text, the bank's own files, loads."""

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


class Load(models.Model):
    """One taking over of the whole catalogue; the latest says by its digest what is in force."""

    at = models.DateTimeField()
    digest = models.CharField(max_length=64, help_text="of every requirement in force with its edition, and the sheet")
    packs = models.JSONField(help_text="names, titles, editions and files of the packs")
    sheet = models.JSONField(help_text="the score sheet, as domain.score_sheet.ScoreSheet writes it")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
