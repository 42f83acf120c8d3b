"""Rows of reports: the score of an outlet as it stood on a day, with the deductions behind it."""

from django.db import models

from wangdian.apps.outlets.models import Outlet
from wangdian.apps.people.models import Unit


class ScoreDay(models.Model):
    """An outlet's score at the end of a day; a score once given stands."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="scores")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scores")
    day = models.DateField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="of 100")
    coverage = models.DecimalField(max_digits=5, decimal_places=4, help_text="ratio of points that are known")
    modules = models.JSONField(help_text="points full, lost and known by module")
    deductions = models.JSONField(help_text="what was lost, where and why")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day"], name="one_score_a_day")]
        indexes = [models.Index(fields=["day", "-score"], name="score_rank")]
