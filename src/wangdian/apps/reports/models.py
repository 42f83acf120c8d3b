"""Rows of reports: the score of an outlet as it stood on a day, with the deductions behind it."""

from django.db import models

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Unit


class ScoreDay(models.Model):
    """An outlet's score on a day; it follows the day until the day is over, and then it stands."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="scores")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scores")
    day = models.DateField()
    kept_at = models.DateTimeField()
    score = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, help_text="of 100; none if nothing is known",
    )
    coverage = models.DecimalField(
        max_digits=5, decimal_places=4, help_text="ratio of points about which something is known",
    )
    full = models.DecimalField(max_digits=9, decimal_places=2, help_text="points that could be earned and are known")
    lost = models.DecimalField(max_digits=9, decimal_places=2, help_text="points")
    modules = models.JSONField(help_text="points full, lost and unseen by module, as strings of decimals")
    deductions = models.JSONField(help_text="what was lost, where and why, the dearest first")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day"], name="one_score_a_day")]
        indexes = [models.Index(fields=["day", "-score"], name="score_rank")]
