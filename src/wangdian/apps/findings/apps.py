"""Registers the app that remembers what does not hold."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "wangdian.apps.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"
