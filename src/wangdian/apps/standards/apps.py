"""Registers the app that remembers requirements and their editions."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "wangdian.apps.standards"
    label = "standards"
    default_auto_field = "django.db.models.BigAutoField"
