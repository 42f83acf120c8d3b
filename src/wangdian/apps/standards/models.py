"""Rows of standards: requirements by their lasting key, and each edition of their text as it was loaded from a pack."""

from django.db import models


class Requirement(models.Model):
    """What must hold; the lasting identity that findings point at, with the edition in force."""

    key = models.CharField(max_length=24, unique=True, help_text="OUT-01")
    pack = models.CharField(max_length=40)
    check_kind = models.CharField(max_length=12)
    severity = models.CharField(max_length=10)
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
