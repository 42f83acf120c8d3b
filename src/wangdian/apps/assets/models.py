"""Rows of assets: machines and signs, playlists, kit articles, service and test records, documents, placed articles."""

from django.db import models

from wangdian.apps.outlets.models import Outlet, Subject, Zone


class Asset(models.Model):
    """A thing that stands at an outlet; its kind names the requirements that apply (asset:ramp, …)."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="asset")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="assets")
    zone = models.ForeignKey(Zone, null=True, blank=True, on_delete=models.PROTECT, related_name="assets")
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    model = models.CharField(max_length=80, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    variant = models.CharField(max_length=20, blank=True, help_text="what a rule depends on: an extinguisher's agent")
    made_on = models.DateField(null=True, blank=True)
    installed_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="sees",
        help_text="the camera whose picture shows it",
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "name"], condition=models.Q(retired_on=None), name="one_asset_name_an_outlet",
            ),
        ]
        indexes = [models.Index(fields=["kind", "outlet"], name="asset_by_kind")]


class PlaylistItem(models.Model):
    """Something that a screen, window or light box shows, with its approval and its last day."""

    screen = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="playlist")
    title = models.CharField(max_length=120)
    approval = models.CharField(max_length=60, help_text="number of the approval")
    valid_from = models.DateField()
    valid_until = models.DateField()
    removed_on = models.DateField(null=True, blank=True)


class KitArticle(models.Model):
    """An article that a kit must hold: how many, how many there are, until when they are good."""

    kit = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="articles")
    name = models.CharField(max_length=60)
    par = models.PositiveIntegerField(help_text="how many should be there")
    quantity = models.PositiveIntegerField()
    expires_on = models.DateField(null=True, blank=True, help_text="empty: does not go off")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kit", "name"], name="one_article_name_a_kit")]


class UpkeepRecord(models.Model):
    """A service, cleaning, check, test or drill done at a subject; `sort` is what dated requirements ask for."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="upkeep")
    sort = models.CharField(max_length=60, help_text="service.extinguisher, test.call_button, drill.fire, …")
    done_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True, help_text="for what comes again within the day")
    done_by_id = models.BigIntegerField(null=True, blank=True)
    answer_seconds = models.PositiveIntegerField(null=True, blank=True, help_text="of a button test")
    passed = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "sort", "-done_on"], name="upkeep_last"),
            models.Index(fields=["-done_on", "-id"], name="upkeep_by_day"),
        ]


class Document(models.Model):
    """A licence, notice or list that an outlet shows or keeps."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="document")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="empty: good until it is withdrawn")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "kind", "name"], condition=models.Q(withdrawn_on=None),
                name="one_document_name_a_kind",
            ),
        ]


class PlacedArticle(models.Model):
    """An article with its marked place (定位管理); its reference photo is kept with the evidence."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="placed_article")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="placed_articles")
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=120, help_text="where its mark is")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"], condition=models.Q(removed_on=None), name="one_placed_article_name_a_zone",
            ),
        ]
