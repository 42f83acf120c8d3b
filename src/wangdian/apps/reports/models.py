"""Rows of reports: scores by day, checks drawn and from what, checks held against each other, editions on trial."""

from django.db import models

from wangdian.apps.evidence.models import Answer, Plan, Walk
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.people.models import Person, Unit
from wangdian.apps.standards.models import Load, Requirement, SheetEdition


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
    load = models.ForeignKey(
        Load, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the standards and the sheet by which it was given",
    )
    low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="the score at least")
    high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="the score at most")

    path = models.CharField(max_length=60, default="", help_text="of the unit, so that a ranking is read by one index")
    state = models.CharField(max_length=8, default="unknown", help_text="holds, fails or unknown, when it was counted")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day"], name="one_score_a_day")]
        indexes = [
            models.Index(fields=["day", "score", "path"], name="score_lowest"),
            models.Index(fields=["day", "low"], name="score_at_least"),
            models.Index(fields=["day", "high"], name="score_at_most"),
            models.Index(fields=["day", "-score", "path"], name="score_best"),
            models.Index(fields=["day", "state", "outlet"], name="score_states"),
        ]


class UnitDay(models.Model):
    """The outlets below a unit counted as one, on a day: kept with their scores, so that nobody adds them up again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="score_days")
    day = models.DateField()
    kept_at = models.DateTimeField()
    outlets = models.PositiveIntegerField(default=0)
    failing = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    full = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="points, of all modules")
    lost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    unseen = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    marks = models.JSONField(
        default=dict, help_text='by module ("" for all): points full, lost and unseen, and how many outlets by score',
    )
    ends = models.JSONField(
        default=dict, help_text="by module: how many outlets by the low and by the high end of what their score is",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="one_unit_day")]


class ModuleMark(models.Model):
    """The latest score of an outlet in one module, for the ranking by modules."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="module_marks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="module_marks")
    path = models.CharField(max_length=60)
    module = models.CharField(max_length=40)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    full = models.DecimalField(max_digits=9, decimal_places=2)
    lost = models.DecimalField(max_digits=9, decimal_places=2)
    unseen = models.DecimalField(max_digits=9, decimal_places=2)
    low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="the score at least")
    high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="the score at most")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "module"], name="one_mark_a_module")]
        indexes = [
            models.Index(fields=["module", "score", "path"], name="mark_lowest"),
            models.Index(fields=["module", "-score", "path"], name="mark_best"),
        ]


class Followed(models.Model):
    """The single row that remembers how far the scores have followed what changed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    day = models.DateField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_followed")]


class Draw(models.Model):
    """Outlets drawn for a check, by risk and by chance; with its seed and what is kept of it, it can be drawn again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="draws", help_text="the subtree drawn from")
    kind = models.CharField(max_length=8, choices=Plan.Kind.choices)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    size = models.PositiveIntegerField(help_text="outlets asked for")
    by_chance = models.PositiveIntegerField(help_text="how many of these by chance alone")
    seed = models.CharField(max_length=64)
    seed_given = models.BooleanField(default=False, help_text="typed in by who drew, not rolled by the server")
    weights = models.JSONField(help_text="by part of the risk, as strings of decimals")
    window_days = models.PositiveIntegerField(help_text="how far back repeats and faults count")
    due_from = models.DateTimeField()
    due_until = models.DateTimeField()
    outlets = models.PositiveIntegerField(help_text="how many it was drawn from")
    signs_sha256 = models.CharField(max_length=64, help_text="of what was known of all of them, as it is kept")
    called_off_at = models.DateTimeField(null=True, blank=True)
    law = models.PositiveSmallIntegerField(default=1, help_text="how risks were counted: see domain/drawing.py")

    class Meta:
        indexes = [models.Index(fields=["-made_at", "-id"], name="draw_by_age")]


class DrawSigns(models.Model):
    """What was known of some of the outlets of a draw, a line each: how a draw of 40,000 fits into 40 rows."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="signs")
    part = models.PositiveIntegerField()
    lines = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "part"], name="one_part_of_signs")]


class DrawnOutlet(models.Model):
    """An outlet that was drawn: in which place, by chance or by which risk, and the walk that came of it."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="drawn")
    place = models.PositiveIntegerField()
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    by_chance = models.BooleanField()
    risk = models.DecimalField(max_digits=9, decimal_places=6)
    parts = models.JSONField(help_text="of the risk, as strings of decimals")
    walk = models.OneToOneField(Walk, null=True, blank=True, on_delete=models.SET_NULL, related_name="drawn")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "outlet"], name="one_place_in_a_draw")]


class Comparison(models.Model):
    """Two checks of different kinds by different people that looked at the same thing within days of each other."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="+")
    later = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="compared")
    earlier_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    later_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    earlier_says = models.CharField(max_length=16)
    later_says = models.CharField(max_length=16)
    at = models.DateTimeField(help_text="of the later one, by the phone's clock")
    agrees = models.BooleanField()
    counts = models.BooleanField(default=False, help_text="whether it is part of the sums that are kept")

    class Meta:
        indexes = [
            models.Index(fields=["counts", "at"], name="comparison_counting"),
            models.Index(fields=["-at", "-id"], name="comparison_by_age"),
            models.Index(fields=["unit", "-at"], name="comparison_by_unit"),
            models.Index(fields=["earlier_by", "-at"], name="comparison_by_earlier"),
            models.Index(fields=["later_by", "-at"], name="comparison_by_later"),
            models.Index(fields=["subject", "requirement"], name="comparison_by_pair"),
        ]


class PersonAgreement(models.Model):
    """How one person's checks agreed with others' below a unit: the sum of the comparisons that count."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", help_text="the subtree")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    cases = models.PositiveIntegerField(default=0)
    differ = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0, help_text="the other saw a failure where this one saw none")
    stricter = models.PositiveIntegerField(default=0, help_text="the other way round")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "person"], name="one_sum_a_person")]
        indexes = [models.Index(fields=["unit", "-cases", "person"], name="agreement_of_people")]


class OutletAgreement(models.Model):
    """How checks at one outlet agreed with each other, for each unit that it lies below."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", help_text="the subtree")
    home = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", help_text="the outlet's own")
    cases = models.PositiveIntegerField(default=0)
    differ = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "home"], name="one_sum_an_outlet")]
        indexes = [models.Index(fields=["unit", "-cases", "home"], name="agreement_of_outlets")]


class ComplaintCount(models.Model):
    """How many complaints about an outlet came in on a day, by the way on which they came; never from whom."""

    class Channel(models.TextChoices):
        HOTLINE = "hotline"
        REGULATOR = "regulator"
        ON_SITE = "on_site"
        OTHER = "other"

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="complaint_counts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    number = models.PositiveIntegerField()
    noted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day", "channel"], name="one_count_a_day")]
        indexes = [
            models.Index(fields=["outlet", "-day"], name="complaints_latest"),
            models.Index(fields=["-day", "-id"], name="complaints_by_day"),
        ]


class OutletSigns(models.Model):
    """What speaks for a visit to an outlet, as it was last noted: what a draw is made from."""

    outlet = models.OneToOneField(Outlet, primary_key=True, on_delete=models.CASCADE, related_name="signs")
    noted_at = models.DateTimeField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="of 100")
    spot_at = models.DateTimeField(null=True, blank=True, help_text="the end of the last spot check")
    recheck_at = models.DateTimeField(null=True, blank=True, help_text="the end of the last re-check")
    repeats = models.JSONField(default=list, help_text="days of the latest repeats: more than count are not kept")
    faults = models.JSONField(default=list, help_text="days of the latest reported faults, as many")
    complaints = models.JSONField(default=list, help_text="days of the latest complaints, as many")
    season = models.PositiveIntegerField(default=0, help_text="what came into season and was not looked at since")


class DryRun(models.Model):
    """An edition of the score sheet tried over the evidence in store: it changes nothing, its outcome is kept."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        BROKEN = "broken"

    edition = models.ForeignKey(SheetEdition, on_delete=models.CASCADE, related_name="dry_runs")
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+", help_text="what it is held against")
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    stop_asked = models.BooleanField(default=False)
    heard_at = models.DateTimeField()
    put_back_at = models.DateTimeField(null=True, blank=True, help_text="taken up again, and silent since")
    ended_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0, help_text="outlets")
    done = models.PositiveIntegerField(default=0)
    after = models.PositiveBigIntegerField(default=0, help_text="id of the last outlet that is done")
    failing = models.PositiveIntegerField(default=0, help_text="outlets that would newly fail")

    class Meta:
        indexes = [models.Index(fields=["edition", "-id"], name="dry_run_by_edition")]


class DryRunLine(models.Model):
    """What an edition would change for one outlet."""

    run = models.ForeignKey(DryRun, on_delete=models.CASCADE, related_name="lines")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    old = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="score of 100")
    new = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="score of 100")
    loss = models.DecimalField(max_digits=6, decimal_places=2, help_text="old less new; 0 where one is not known")
    fails = models.BooleanField(help_text="whether it would newly fail")
    below_bar = models.BooleanField(default=False, help_text="it passed the bar, and would not")
    floors = models.JSONField(default=list, help_text="modules that would newly lie below their floor")
    pairs = models.JSONField(default=list, help_text="what would newly not hold: requirement, subject, reason, detail")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "outlet"], name="one_line_an_outlet")]
        indexes = [models.Index(fields=["run", "-fails", "-loss", "id"], name="dry_run_by_loss")]
