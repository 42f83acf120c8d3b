"""Rows of the journal: the hash-chained audit log, the outbox of facts, idempotency keys; actors as plain ids."""

from django.db import models


class AuditEntry(models.Model):
    """One act; `hash` covers the row and `prev_hash`, so that a changed, removed or moved row shows."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    noun_id = models.CharField(max_length=40)
    path = models.CharField(max_length=60, blank=True, help_text="place in the organisation, for who may read it")
    detail = models.JSONField(default=dict, help_text="ids, codes and numbers; never a personal value")
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["noun", "noun_id", "-seq"], name="audit_noun"),
            models.Index(fields=["actor_id", "-seq"], name="audit_actor"),
            models.Index(fields=["verb", "-seq"], name="audit_verb"),
        ]


class ChainHead(models.Model):
    """The single row that every append locks: the last number and hash of the audit log."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_chain_head")]


class OutboxRow(models.Model):
    """A fact on its way to one listener; written with the change that it tells of."""

    topic = models.CharField(max_length=60)
    listener = models.CharField(max_length=80)
    body = models.JSONField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(done_at=None), name="outbox_waiting"),
            models.Index(fields=["done_at"], condition=models.Q(done_at__isnull=False), name="outbox_told"),
        ]


class IdempotencyKey(models.Model):
    """The answer given to a keyed request, so that the same request sent again does nothing twice."""

    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="one_answer_a_key")]
