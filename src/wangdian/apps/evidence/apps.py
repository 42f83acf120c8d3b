"""Registers the app that remembers plans, walks, answers, photos, reported faults."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "wangdian.apps.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
