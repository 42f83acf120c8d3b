"""Registers the app that remembers the hash-chained audit log, the outbox of facts, idempotency keys."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "wangdian.apps.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
